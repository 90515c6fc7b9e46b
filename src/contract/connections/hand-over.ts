import type { CallOptions } from '../abort.ts';
import type { ConnectionId } from '../ids.ts';
import type { ConnectionDraft, ConnectionSecrets, SshAuth } from './profile.ts';
import type { ConnectionSummary } from './summary.ts';

/** Where an import reads a connection from. It dials nothing, and opens no file that the text names. */
export type ImportSource =
  /**
   * Pasted text: `ETCDCTL_*` variables, an etcdctl command line, an etcd static-pod manifest, systemd unit,
   * configuration file or flags. The content determines the format.
   */
  | { readonly kind: 'text'; readonly text: string }
  /** A file with such a text, on the machine where core runs. */
  | { readonly kind: 'file'; readonly file: string }
  /** The `ETCDCTL_*` variables that core was started with; a password among them is left out. */
  | { readonly kind: 'environment' }
  /** kubeadm's `/etc/kubernetes/pki/etcd`, or a copy of it. */
  | { readonly kind: 'folder'; readonly folder: string };

/** One setting that was read, and what it became, or why it was ignored. */
export interface ImportedFact {
  /** The setting as written in the source, secrets masked. */
  readonly text: string;
  readonly meaning: string;
}

/** What an import understood, for the operator to check before saving. */
export interface ConnectionImport {
  readonly format: 'variables' | 'command' | 'manifest' | 'unit' | 'configuration' | 'flags' | 'kubeadm';
  /** The connection, marked as imported, so that it opens read-only. */
  readonly draft: ConnectionDraft;
  /** Secrets from pasted text only, for the form that it was pasted into. */
  readonly secrets: ConnectionSecrets;
  readonly understood: readonly ImportedFact[];
  readonly ignored: readonly ImportedFact[];
}

/** The connections in an etcdeck export, for the operator to check before importing. */
export interface ExportPreview {
  /**
   * In the order of the file, with their exported traits, except that `imported` is true and `checksHealth` is false.
   */
  readonly drafts: readonly ConnectionDraft[];
  /** Whether the export contains secrets, encrypted under the exporter's passphrase. */
  readonly hasSecrets: boolean;
}

/** Imports connections from elsewhere, and exports them. Part of `ConnectionsApi`. */
export interface ConnectionHandOverApi {
  /**
   * Reads a connection from another tool's settings; saves nothing. Fails with `BadRequest` when it recognises nothing,
   * and with `FileNotFound`, `FileNotReadable`.
   */
  import(request: { readonly source: ImportSource }, options?: CallOptions): Promise<ConnectionImport>;
  /**
   * Returns the endpoints that a domain's DNS SRV records name, as etcdctl's `--discovery-srv` finds them:
   * `_etcd-client-ssl._tcp` and, only when there is none, `_etcd-client._tcp`, by priority. The name server chooses
   * them, or an attacker who answers in its place; show them before they are dialled. Fails with `NameNotResolved`,
   * `BadRequest`.
   */
  discover(
    request: { readonly domain: string; readonly service: string | null },
    options?: CallOptions,
  ): Promise<readonly string[]>;
  /**
   * Reads a connection from a control-plane host that kubeadm set up: its etcd manifest over SSH, with `sudo -n` if
   * needed, and through it every member. `destination` is `host`, `user@host` or `user@host:port`. Saves nothing; the
   * draft names the manifest, and the certificates are read again at each opening. `auth: null` tries the password if
   * there is one, else the agent and then the keys in `~/.ssh`; `manifest: null` is kubeadm's own. Fails with the
   * `Ssh…` codes (`SshHostKeyUnknown` the first time), and with `BadRequest` when the file is no etcd manifest.
   */
  fromKubeadm(
    request: {
      readonly destination: string;
      readonly auth: SshAuth | null;
      readonly keyFile: string | null;
      readonly manifest: string | null;
      readonly secrets: ConnectionSecrets;
    },
    options?: CallOptions,
  ): Promise<ConnectionImport>;
  /**
   * Trusts an SSH host's key from now on; replaces a key trusted before. Call it only after the operator has compared
   * the fingerprint: `SshHostKeyUnknown` and `SshHostKeyChanged` have `host`, `port` and `fingerprint` in the detail.
   * Fails with `SettingsLocked`, `FileNotWritable`.
   */
  trustHostKey(
    request: { readonly host: string; readonly port: number; readonly fingerprint: string },
    options?: CallOptions,
  ): Promise<void>;
  /**
   * Returns saved connections as text for another etcdeck. Their secrets are encrypted under a passphrase of 8
   * characters or more, or left out when it is `null`. Encryption takes about half a second. Fails with
   * `ConnectionUnknown`, `BadRequest`.
   */
  exportProfiles(
    request: { readonly connections: readonly ConnectionId[]; readonly passphrase: string | null },
    options?: CallOptions,
  ): Promise<{ readonly text: string }>;
  /** Reads the text of an export; saves nothing and decrypts no secret. Fails with `BadRequest`. */
  previewExport(request: { readonly text: string }, options?: CallOptions): Promise<ExportPreview>;
  /**
   * Saves the connections at the given places of an export's text as new ones, marked as imported. Without a passphrase
   * their secrets are left out. Fails with `BadRequest`, and with `PassphraseWrong` when the passphrase is wrong or a
   * connection that it protects was changed; then it saves none.
   */
  importExport(
    request: { readonly text: string; readonly places: readonly number[]; readonly passphrase: string | null },
    options?: CallOptions,
  ): Promise<readonly ConnectionSummary[]>;
  /**
   * Returns the connection for etcdctl: as a command line for a POSIX shell, and as variables. The command omits the
   * password: etcdctl asks for it or reads `ETCDCTL_PASSWORD`. In the variables it is a placeholder; in both, pasted
   * certificates are. Fails with `ConnectionUnknown`.
   */
  asEtcdctl(
    request: { readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<{ readonly command: string; readonly environment: string }>;
}
