import type { FilePurpose } from '../contract/files.ts';

/** What a host must supply, so that core names neither Electron nor HTTP. */
export interface Ports {
  /** The product's version, as in package.json. */
  readonly version: string;
  /** The settings folder: the operating system's configuration folder, or `ETCDECK_CONFIG_DIR`. */
  readonly settingsFolder: string;
  /** Where a snapshot goes when no other folder was chosen. */
  readonly documentsFolder: string;
  /** Where the product's own data files are: the folder `resources`. */
  readonly resourcesFolder: string;
  /** The script that a worker thread runs: `src/core/worker.ts`, built. */
  readonly workerFile: () => Promise<string>;
  /** Opens `<settingsFolder>/<name>.json`, written atomically. Several processes may hold the same one. */
  readonly openStore: (name: string) => Store;
  readonly secrets: SecretStore;
  /**
   * How acts done over this host are kept. `sealed`: with the values before, under a key of the keychain; in memory
   * without one. `commandLine`: on disk without any value, because the command line has neither a keychain nor a life
   * longer than its act.
   */
  readonly journal: 'sealed' | 'commandLine';
  /** The system's own dialogs, or `null` where there are none. */
  readonly dialogs: Dialogs | null;
  /** Notifications of the desktop, or `null` where the host has none. */
  readonly notifications: Notifications | null;
  /** Whether windows are the host's own, and can be opened again when it starts. */
  readonly ownWindows: boolean;
  readonly log: Logger;
  readonly clock: Clock;
  /** Whether the renderer should start a sandbox and connect to it at once. */
  readonly openSandbox: boolean;
}

/** One JSON document on disk: read afresh at each `read`, replaced whole and atomically at each `write`. */
export interface Store {
  readonly path: string;
  /** Throws a `SyntaxError` when the file is no JSON object. An absent file reads as `{}`. */
  read(): Record<string, unknown>;
  /** May load what it writes with first. */
  write(document: Record<string, unknown>): void | Promise<void>;
}

/** Secrets by name. Never a file in clear. */
export interface SecretStore {
  /** `keychain`: secrets survive the host. `memory`: they end with it, and `reason` says why. Never blocks. */
  kind(): { readonly kind: 'keychain' | 'memory'; readonly reason: string | null };
  /** May wait for the operator to unlock the keychain. */
  get(name: string): Promise<string | null>;
  set(name: string, secret: string | null): Promise<void>;
  has(name: string): boolean;
}

/** The operating system's dialogs for files, where the host has them. */
export interface Dialogs {
  /** The path chosen, or `null` when dismissed. */
  pick(request: {
    readonly purpose: FilePurpose;
    readonly title: string;
    readonly suggested: string | null;
  }): Promise<string | null>;
}

/** The notifications of the desktop, where the host has them. */
export interface Notifications {
  /** A click on it brings the window to the front. */
  show(notification: { readonly title: string; readonly body: string }): void;
}

/** Never given a secret, a key's value or a token. */
export interface Logger {
  info(message: string, facts?: Readonly<Record<string, unknown>>): void;
  warn(message: string, facts?: Readonly<Record<string, unknown>>): void;
  error(message: string, facts?: Readonly<Record<string, unknown>>): void;
}

/** The time of day. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
}
