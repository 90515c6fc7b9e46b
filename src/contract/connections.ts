import type { CallOptions } from './abort.ts';
import type { Failure } from './failure.ts';
import type { ClusterId, ConnectionId } from './ids.ts';

/** How the endpoints' TLS is set up. Every path is a path on the machine where core runs. */
export interface ConnectionTls {
  /**
   * A file with the CA that signed the servers' certificates; the operating system's roots where there is neither it nor
   * `caPem`. Every file may be PEM, DER or PKCS#12.
   */
  readonly caFile: string | null;
  /** The client certificate, which may hold its key too, and else its key. */
  readonly certFile: string | null;
  readonly keyFile: string | null;
  /** The same as PEM text that was pasted, each in place of its file. The key's text is a secret, and never here. */
  readonly caPem?: string;
  readonly certPem?: string;
  /** The name to expect in the server's certificate, where it is not the endpoint's own. */
  readonly serverName: string | null;
  /** Trust any server certificate. Whoever sits between can then read and change everything. */
  readonly skipVerify: boolean;
}

/** How to log in at an SSH host: with a key's file, with what the agent of the operator's session holds, with a password. */
export const sshAuths = ['key', 'agent', 'password'] as const;
/** A way to log in to an SSH host. */
export type SshAuth = (typeof sshAuths)[number];

/**
 * The SSH host that the endpoints are reached through. Names are resolved there, certificates are verified against each
 * endpoint's own name all the same, and no port is opened on this machine.
 */
export interface ConnectionSsh {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly auth: SshAuth;
  /** The key's file on the machine where core runs; `null`: the first of OpenSSH's own in `~/.ssh`. For `key` only. */
  readonly keyFile: string | null;
  /**
   * etcd's static-pod manifest on the SSH host, or `null`. Where it is given, the certificates that it names are read
   * there whenever the connection is opened, with `sudo -n` where that is needed, and are kept in memory only; the
   * profile's own certificates are not used.
   */
  readonly manifest: string | null;
}

/** Where a connection's endpoints are published: in the DNS SRV records of a domain. */
export interface ConnectionDiscovery {
  readonly domain: string;
  /** Ends the records' names, `_etcd-client-ssl-<service>._tcp`, where a domain has several clusters; `null` for none. */
  readonly service: string | null;
}

/** How the endpoints are found and reached, where they are more than a list to be dialled from here. */
export interface ConnectionWay {
  /** The way to the endpoints, or `null` where they are dialled from here. */
  readonly ssh: ConnectionSsh | null;
  /**
   * Dials the client URLs that the members announce as well, after the endpoints given. They are kept in memory only, and
   * each is used once it has answered for the same cluster. A learner's, one of another scheme and, unless an endpoint
   * given is one itself, one of the loopback are left out.
   */
  readonly learnsEndpoints: boolean;
  /**
   * Where the endpoints are looked up whenever the connection is opened; `endpoints` is what was found last. `null`: they
   * are what was typed. The scheme stays that of `endpoints`, and a host outside of the domain is dialled only where
   * `endpoints` has it: whoever answers for the name server chooses no other.
   */
  readonly discovery: ConnectionDiscovery | null;
}

/** Where kubeadm keeps the manifest of a control plane's etcd. */
export const kubeadmManifest = '/etc/kubernetes/manifests/etcd.yaml';

/** The colours a connection can be told apart by: names, for each theme has its own shade of them. */
export const connectionColors = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const;
/** A colour that an operator gives a connection. */
export type ConnectionColor = (typeof connectionColors)[number];

/** What a cluster is for. `production` opens read-only and is unmistakable on every screen. */
export const connectionEnvironments = ['development', 'staging', 'production'] as const;
/** The environment that an operator says a connection belongs to. */
export type ConnectionEnvironment = (typeof connectionEnvironments)[number];

/** What is known of a connection beside the way to it. */
export interface ConnectionTraits {
  readonly color: ConnectionColor | null;
  /** Words to find it by, each once, in the order given. */
  readonly tags: readonly string[];
  readonly environment: ConnectionEnvironment | null;
  /** Opens read-only whatever else is known of it. When false, its other facts decide. */
  readonly readOnly: boolean;
  /** The prefix that its keys are shown from; empty: all of them. */
  readonly prefix: string;
  /** Came from an importer, and nobody has said since that it may be written to: opens read-only. */
  readonly imported: boolean;
  /** Asks its members how they are while the start screen shows it. Nothing else dials a connection that nobody opened. */
  readonly checksHealth: boolean;
}

/** What is saved of a connection. It never holds a secret. */
export interface ConnectionProfile extends ConnectionTraits, ConnectionWay {
  readonly id: ConnectionId;
  readonly name: string;
  /** Client URLs, `https://host:port` or `http://host:port`, all of one cluster. At least one. */
  readonly endpoints: readonly string[];
  readonly tls: ConnectionTls;
  /** The user to authenticate as, or `null` for none. */
  readonly user: string | null;
}

/**
 * A profile as the form has it: without an id while it is new. A trait or a part of the way left out stays as it is saved;
 * on a new one it is `null`, empty or false.
 */
export type ConnectionDraft = Omit<ConnectionProfile, 'id' | keyof ConnectionTraits | keyof ConnectionWay> &
  Partial<ConnectionTraits> &
  Partial<ConnectionWay> & { readonly id: ConnectionId | null };

/** Secrets as the form has them: passed on once, never sent back. */
export interface ConnectionSecrets {
  readonly password?: string;
  /** Opens an encrypted client key, or a PKCS#12 file. */
  readonly passphrase?: string;
  /** The client certificate's key as PEM text, where it has no file. */
  readonly privateKey?: string;
  /** The SSH user's password: to log in with, or asked for after the key. */
  readonly sshPassword?: string;
  /** Opens an encrypted SSH key. */
  readonly sshPassphrase?: string;
}

/** A connection in the list. */
export interface ConnectionSummary {
  readonly profile: ConnectionProfile;
  /** `saved`: in the settings folder. `sandbox`: of a running sandbox, gone with it. */
  readonly origin: 'saved' | 'sandbox';
  /** Whether a password, a passphrase, a pasted key is at hand, so that opening asks for none. */
  readonly hasPassword: boolean;
  readonly hasPassphrase: boolean;
  readonly hasPrivateKey: boolean;
  readonly hasSshPassword: boolean;
  readonly hasSshPassphrase: boolean;
  /** When it was last opened, in milliseconds since 1970, or `null`. */
  readonly lastOpenedAt: number | null;
  /**
   * Why it cannot be opened, where its entry in the settings file is damaged: the profile then holds what could be read.
   */
  readonly damage: ConnectionDamage | null;
}

/** What is wrong with a saved connection, which is mended in the file or removed. */
export interface ConnectionDamage {
  readonly file: string;
  /** Where in the entry, and what, in one line. */
  readonly reason: string;
  /** Whether `remove` finds it: not where its id is among what is lost. */
  readonly canRemove: boolean;
}

/** The steps that *Test* walks, in their order; `discover` and `ssh` only where the connection has use for them. */
export type ConnectionStepName = 'discover' | 'ssh' | 'files' | 'resolve' | 'tcp' | 'tls' | 'auth' | 'cluster';

/** One step of *Test*, reported when it begins and again when it ends. */
export interface ConnectionStep {
  readonly step: ConnectionStepName;
  readonly endpoint: string | null;
  readonly state: 'running' | 'ok' | 'failed' | 'skipped';
  /** What was found, in a few words: an address, a TLS version and the certificate's end, a cluster id. */
  readonly detail: string;
  readonly durationMs: number | null;
  readonly failure: Failure | null;
}

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

/** What a certificate says of itself. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** The host names and addresses it is for. */
  readonly names: readonly string[];
  readonly serialNumber: string;
  /** SHA-256, in pairs of hexadecimal digits. */
  readonly fingerprint: string;
  /** In milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Whole days until it ends; negative once it has. */
  readonly daysLeft: number;
  readonly isAuthority: boolean;
  /** The key's kind and size, as `EC P-256` or `RSA 2048`. */
  readonly key: string;
  /** What its key may be used for, by the names of X.509: `digitalSignature`, `keyCertSign`. Empty: anything. */
  readonly keyUsage: readonly string[];
  /** `serverAuth`, `clientAuth`, or an object id. Empty: anything. */
  readonly extendedKeyUsage: readonly string[];
}

/** Something to know about a certificate. An `error` keeps the connection from working, a `warning` will or may. */
export interface CertificateFinding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code:
    | 'Expired'
    | 'NotYetValid'
    | 'EndsSoon'
    | 'NameMissing'
    | 'UsageMissing'
    | 'IssuerMissing'
    | 'IssuerKeyDiffers'
    | 'NotAuthority'
    | 'SelfSigned'
    | 'WeakKey'
    | 'KeyMatches';
  readonly message: string;
  /** Which certificate of the chain, counted from 0, the leaf. */
  readonly certificate: number;
}

/** A chain of certificates: the leaf first, each followed by its issuer as far as one was found. */
export interface CertificateChain {
  readonly role: 'server' | 'client' | 'authority';
  /** Who showed it, or `null` where it came from a file. */
  readonly endpoint: string | null;
  readonly certificates: readonly CertificateFacts[];
  /** The worst first. */
  readonly findings: readonly CertificateFinding[];
  /** Why there is nothing to show, or why it cannot be used all the same, as `KeyMismatch`. */
  readonly failure: Failure | null;
}

/**
 * Why a connection opens read-only: its environment, how it came here, its own setting; another connection of the same
 * cluster that is marked as production; a registry, beneath which Kubernetes keeps its objects; or that it is not known
 * yet whether there is one, as long as no quorum says so.
 */
export type ReadOnlyReason = 'production' | 'imported' | 'chosen' | 'productionElsewhere' | 'registry' | 'unknown';

/** How a connection that opens read-only stands. */
export interface ReadOnlyState {
  readonly reason: ReadOnlyReason;
  /** Until when it takes writes all the same, in milliseconds since 1970; `null` while it takes none. */
  readonly unlockedUntil: number | null;
}

/** How an open connection stands. */
export interface ConnectionState {
  readonly phase: 'connecting' | 'connected' | 'reconnecting';
  /** The endpoint that answered last. */
  readonly endpoint: string | null;
  /** The endpoints learned from the member list, dialled after those given; empty where none are asked for. */
  readonly learnedEndpoints: readonly string[];
  /**
   * Why endpoints are out of use, as long as they are: each is `ClusterIDMismatch`, with its endpoint and, in its detail,
   * the cluster that answered there and the connection's own.
   */
  readonly strangers: readonly Failure[];
  readonly clusterId: ClusterId | null;
  /** The store's revision in the last answer; `null` where the user may not ask for it. */
  readonly revision: number | null;
  /** Round trip of the last status call, in milliseconds. */
  readonly latencyMs: number | null;
  readonly serverVersion: string | null;
  /** The largest request the server takes, in bytes, as far as it is known: 1.5 MiB by default. */
  readonly maxRequestBytes: number;
  /** `null` where writes are taken as they come, and until it is connected. May change at any time. */
  readonly readOnly: ReadOnlyState | null;
  /** Why the last attempt failed, while `connecting` or `reconnecting`. */
  readonly failure: Failure | null;
}

/** Saved connections, their test, and the one a window holds open. */
export interface ConnectionsApi {
  /** The connections, by name. Nothing is dialled. Fails with `SettingsDamaged`. */
  list(request: Record<string, never>, options?: CallOptions): Promise<readonly ConnectionSummary[]>;
  /**
   * Saves a connection, new where its id is `null`. Secrets go to the keychain where there is one, else they are kept
   * in memory until the host ends; an absent secret leaves the stored one, an empty one removes it.
   */
  save(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): Promise<ConnectionSummary>;
  /** Forgets a connection and its secrets. Fails with `ConnectionUnknown`. */
  remove(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<void>;
  /**
   * Walks SSH, files, resolve, TCP, TLS, auth and cluster over every endpoint of a draft, saving nothing. The stream ends
   * after the last step; a step that fails ends the walk of that endpoint, not the stream.
   */
  test(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): AsyncIterable<ConnectionStep>;
  /**
   * Opens a connection and holds it as long as the stream is held; several holders share one. Costs one member
   * a status call every 2.5 seconds. Fails at once, before the first state, with what cannot be mended by waiting: a bad
   * file, a wrong passphrase, `PasswordRequired`, `AuthFailed`; an endpoint that does not answer is a state, tried again.
   * A health check is not noted as an opening: `lastOpenedAt` stays.
   */
  open(
    request: {
      readonly connection: ConnectionId;
      readonly secrets: ConnectionSecrets;
      readonly isHealthCheck?: boolean;
    },
    options?: CallOptions,
  ): AsyncIterable<ConnectionState>;
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
   * The connection as etcdctl takes it: one command line for a POSIX shell, and the same as variables. The command leaves
   * the password to etcdctl, which asks for it or takes `ETCDCTL_PASSWORD`; among the variables it is a placeholder, as
   * are pasted certificates in both. Fails with `ConnectionUnknown`.
   */
  asEtcdctl(
    request: { readonly connection: ConnectionId },
    options?: CallOptions,
  ): Promise<{ readonly command: string; readonly environment: string }>;
  /**
   * Shows the certificates of a draft: the CA's, the client's with its key held against it, and what each https endpoint
   * shows, whether it would be trusted or not. Saves nothing; costs each endpoint one TLS handshake.
   */
  inspect(
    request: { readonly draft: ConnectionDraft; readonly secrets: ConnectionSecrets },
    options?: CallOptions,
  ): Promise<readonly CertificateChain[]>;
  /**
   * Lets writes through for 15 minutes, or for another 15, of every window that holds the connection. Fails with
   * `BadRequest` when the name typed is not the connection's, `ConnectionNotOpen`. Changes nothing, and answers `null`,
   * where the connection is not read-only.
   */
  unlock(
    request: { readonly connection: ConnectionId; readonly typedName: string },
    options?: CallOptions,
  ): Promise<ReadOnlyState | null>;
  /** Ends an unlocking before its time. Fails with `ConnectionNotOpen`. */
  lock(request: { readonly connection: ConnectionId }, options?: CallOptions): Promise<ReadOnlyState | null>;
}
