import type { CallOptions } from './abort.ts';

/** What the operator chose, kept in the settings folder and shared by the desktop, `serve` and the command line. */
export interface Settings {
  readonly theme: 'system' | 'light' | 'dark';
  /** The `etcd` to run sandboxes with; looked for on PATH where it is `null`. */
  readonly etcdBinary: string | null;
  /** The folder that one click saves snapshots to; the user's documents where it is `null`. */
  readonly snapshotFolder: string | null;
  /** Sizes of panes and open tabs, by the name of their place; each a small piece of JSON that the renderer owns. */
  readonly layout: Readonly<Record<string, string>>;
}

/** What the renderer needs to know of the machine and the host it talks to. */
export interface HostInfo {
  readonly version: string;
  readonly platform: 'linux' | 'darwin' | 'win32' | 'other';
  /** `keychain`: secrets are stored. `memory`: they are asked for in every session; `secretsReason` says why. */
  readonly secrets: 'keychain' | 'memory';
  readonly secretsReason: string | null;
  /** Whether `files.pick` opens the system's own dialog; otherwise the app shows its own over `files.list`. */
  readonly nativeDialogs: boolean;
  /** A connection to open at once, as `npm start -- --sandbox` asks for one. */
  readonly openSandbox: boolean;
}

/** Settings, and what host this is. */
export interface SettingsApi {
  host(request: Record<string, never>, options?: CallOptions): Promise<HostInfo>;
  get(request: Record<string, never>, options?: CallOptions): Promise<Settings>;
  /**
   * Changes the settings given and leaves the rest; of `layout`, the places given, where an empty one is removed. Fails
   * with `SettingsLocked`, `SettingsDamaged`, `FileNotWritable`.
   */
  update(request: { readonly changes: Partial<Settings> }, options?: CallOptions): Promise<Settings>;
}
