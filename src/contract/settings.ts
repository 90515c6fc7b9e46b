import type { CallOptions } from './abort.ts';
import type { EtcdRelease } from './programs.ts';

/** The operator's settings, stored in the settings folder and shared by the desktop, `serve` and the command line. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** The `etcd` binary for sandboxes and rehearsals; `null`: the one on PATH, or else the one that etcdeck got. */
  readonly etcdBinary: string | null;
  /** Where etcdeck gets etcd from; `null`: etcd's own releases. */
  readonly etcdRelease: EtcdRelease | null;
  /** The folder that one click saves snapshots to; `null`: the user's documents. */
  readonly snapshotFolder: string | null;
  /** How long the journal keeps entries, in days; `null`: as long as there is room. Whole files go, so some stay longer. */
  readonly journalDays: number | null;
  /**
   * The room of the journal on disk in MiB, for all connections: a third for entries, the rest for the values before. A
   * connection has 96 MiB and 64 MiB of it at most. The oldest go first.
   */
  readonly journalMiB: number;
  /** Whether the desktop app opens the windows that were open when it ended last. */
  readonly reopensWindows: boolean;
  /** Whether etcdeck asks once a day at most whether there is a newer version, when somebody looks at what it is. */
  readonly looksForUpdates: boolean;
  /**
   * The sizes of panes and the open tabs, by the name of their place; each is a small JSON text that the renderer owns.
   */
  readonly layout: Readonly<Record<string, string>>;
}

/** Facts about the machine and the host that the renderer is connected to. */
export interface HostInfo {
  readonly version: string;
  /** What the host runs on, for a report of a fault: `Node 24.1.0`, the system with its release and processor. */
  readonly runsOn: readonly string[];
  readonly platform: 'linux' | 'darwin' | 'win32' | 'other';
  /** `keychain`: secrets are stored. `memory`: the app asks for them in every session, and `secretsReason` says why. */
  readonly secrets: 'keychain' | 'memory';
  readonly secretsReason: string | null;
  /** Whether `files.pick` opens the system's dialog; if not, the app shows its own, over `files.list`. */
  readonly nativeDialogs: boolean;
  /** Whether `settings.notify` shows a notification of the desktop; if not, the window may ask its browser for them. */
  readonly nativeNotifications: boolean;
  /** Whether the host's windows are its own, and can be opened again when it starts; if not, they are a browser's tabs. */
  readonly ownWindows: boolean;
  /** Whether to start and open a sandbox at once, as `npm start -- --sandbox` requests. */
  readonly openSandbox: boolean;
}

/** Reads and changes the settings, and describes the host. */
export interface SettingsApi {
  host(request: Record<string, never>, options?: CallOptions): Promise<HostInfo>;
  /**
   * Shows a notification of the desktop, whose click brings the window to the front. It stays in the system's list: it never
   * has a value of a key. Fails with `Unimplemented` where the host has none.
   */
  notify(
    request: { readonly title: string; readonly lines: readonly string[] },
    options?: CallOptions,
  ): Promise<Record<string, never>>;
  get(request: Record<string, never>, options?: CallOptions): Promise<Settings>;
  /**
   * Changes the given settings and leaves the rest. In `layout` it changes the given places, and removes those with an
   * empty text. Fails with `SettingsLocked`, `SettingsDamaged`, `FileNotWritable`.
   */
  update(request: { readonly changes: Partial<Settings> }, options?: CallOptions): Promise<Settings>;
}
