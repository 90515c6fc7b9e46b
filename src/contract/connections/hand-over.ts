import type { CallOptions } from '../abort.ts';
import type { ConnectionId } from '../ids.ts';
import type { ConnectionDraft, ConnectionSecrets, SshAuth } from './profile.ts';
import type { ConnectionSummary } from './summary.ts';

/** Where a connection is to be read from. Nothing is dialled, and no file of another's text is opened. */
export type ImportSource =
  /**
   * Pasted: `ETCDCTL_*` variables, an etcdctl command line, an etcd static-pod manifest, systemd unit, configuration file
   * or flags, told apart by what they hold.
   */
  | { readonly kind: 'text'; readonly text: string }
  /** The same in a file on the machine where core runs. */
  | { readonly kind: 'file'; readonly file: string }
  /** The `ETCDCTL_*` variables that core itself was started with; a password among them is left out. */
  | { readonly kind: 'environment' }
  /** kubeadm's `/etc/kubernetes/pki/etcd`, or a copy of it. */
  | { readonly kind: 'folder'; readonly folder: string };

/** One thing that was read, and what was made of it, or why nothing was. */
export interface ImportedFact {
  /** As it stood there, secrets masked. */
  readonly text: string;
  readonly meaning: string;
}

/** What an importer understood, to be shown before it is saved. */
export interface ConnectionImport {
  readonly format: 'variables' | 'command' | 'manifest' | 'unit' | 'configuration' | 'flags' | 'kubeadm';
  /** Marked as imported, so that it opens read-only. */
  readonly draft: ConnectionDraft;
  /** From pasted text only, for the form that it was pasted into. */
  readonly secrets: ConnectionSecrets;
  readonly understood: readonly ImportedFact[];
  readonly ignored: readonly ImportedFact[];
}

/** What an export of etcdeck's own holds, to be shown before it is taken in. */
export interface ExportPreview {
  /** In the order of the file; their traits as they were exported, but `imported` set and `checksHealth` not. */
  readonly drafts: readonly ConnectionDraft[];
  /** Whether secrets come with them, under the passphrase of whoever exported them. */
  readonly hasSecrets: boolean;
}

/** Connections that come from elsewhere, and those that go there. Part of `ConnectionsApi`. */
export interface ConnectionHandOverApi {
  /**
   * Reads a connection out of what another tool was given, saving nothing. Fails with `BadRequest` where nothing in it is
   * known, `FileNotFound`, `FileNotReadable`.
   */
  import(request: { readonly source: ImportSource }, options?: CallOptions): Promise<ConnectionImport>;
  /**
   * The endpoints that a domain's DNS SRV records name, `_etcd-client-ssl._tcp` and, only where there is none,
   * `_etcd-client._tcp`: as etcdctl's `--discovery-srv` finds them, by priority. Whoever answers for the name server
   * chooses them, so they are shown before they are dialled. Fails with `NameNotResolved`, `BadRequest`.
   */
  discover(
    request: { readonly domain: string; readonly service: string | null },
    options?: CallOptions,
  ): Promise<readonly string[]>;
  /**
   * Reads a connection off a control-plane host that kubeadm set up: its etcd manifest over SSH, with `sudo -n` where that
   * is needed, and through it every member. `destination` is `host`, `user@host` or `user@host:port`. Saves nothing; the
   * draft names the manifest, and the certificates are read again at each opening. `auth: null` tries the password where
   * one is given, else the agent and then the keys of `~/.ssh`; `manifest: null` is kubeadm's own. Fails with the `Ssh…`
   * codes, `SshHostKeyUnknown` the first time, and `BadRequest` where the manifest is none.
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
   * Trusts an SSH host's key from now on, in place of any that was trusted here before. To be called when the operator
   * has compared the fingerprint: `SshHostKeyUnknown` and `SshHostKeyChanged` have `host`, `port` and `fingerprint` in
   * their details. Fails with `SettingsLocked`, `FileNotWritable`.
   */
  trustHostKey(
    request: { readonly host: string; readonly port: number; readonly fingerprint: string },
    options?: CallOptions,
  ): Promise<void>;
  /**
   * Saved connections as text for another etcdeck, their secrets encrypted under a passphrase of 8 characters or more,
   * or left out where it is `null`. Takes about half a second with one. Fails with `ConnectionUnknown`, `BadRequest`.
   */
  exportProfiles(
    request: { readonly connections: readonly ConnectionId[]; readonly passphrase: string | null },
    options?: CallOptions,
  ): Promise<{ readonly text: string }>;
  /** Reads such a text, saving nothing and opening no secret. Fails with `BadRequest`. */
  previewExport(request: { readonly text: string }, options?: CallOptions): Promise<ExportPreview>;
  /**
   * Saves the connections at these places of such a text as new ones, marked as imported. Without a passphrase their
   * secrets are left out. Saves none where it fails with `BadRequest`, `PassphraseWrong`: then the passphrase is not the
   * one, or somebody changed a connection that it protects.
   */
  importExport(
    request: { readonly text: string; readonly places: readonly number[]; readonly passphrase: string | null },
    options?: CallOptions,
  ): Promise<readonly ConnectionSummary[]>;
  /**
   * The connection as etcdctl takes it: one command line for a POSIX shell, and the same as variables. The command leaves
   * the password to etcdctl, which asks for it or takes `ETCDCTL_PASSWORD`; among the variables it is a placeholder, as
   * are pasted certificates in both. Fails with `ConnectionUnknown`.
   */
  asEtcdctl(
    request: { readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<{ readonly command: string; readonly environment: string }>;
}
