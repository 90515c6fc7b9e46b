import type { ConnectionId } from '../ids.ts';

/** The TLS settings of the endpoints. Every path is on the machine where core runs. */
export interface ConnectionTls {
  /**
   * A file with the CA that signed the servers' certificates. If this and `caPem` are absent, the operating system's
   * roots are used. Every file may be PEM, DER or PKCS#12.
   */
  readonly caFile: string | null;
  /** The client certificate; its file may contain the key too, else `keyFile` does. */
  readonly certFile: string | null;
  readonly keyFile: string | null;
  /** Pasted PEM text, each in place of its file. The key's text is a secret and never stored here. */
  readonly caPem?: string;
  readonly certPem?: string;
  /** The name to expect in the server's certificate; `null`: the endpoint's host. */
  readonly serverName: string | null;
  /** Trusts any server certificate. An attacker on the network path can then read and change everything. */
  readonly skipVerify: boolean;
}

/** How to log in to an SSH host: with a key file, with the keys of the SSH agent, or with a password. */
export const sshAuths = ['key', 'agent', 'password'] as const;
/** One of `sshAuths`. */
export type SshAuth = (typeof sshAuths)[number];

/**
 * The SSH host that the endpoints are reached through. It resolves names; certificates are still verified against each
 * endpoint's own name, and no port is opened on this machine.
 */
export interface ConnectionSsh {
  readonly host: string;
  readonly port: number;
  readonly user: string;
  readonly auth: SshAuth;
  /**
   * The key file on the machine where core runs; `null`: the first of OpenSSH's defaults in `~/.ssh`. Only with `key`.
   */
  readonly keyFile: string | null;
  /**
   * etcd's static-pod manifest on the SSH host, or `null`. If set, the certificates that it names are read there at
   * each opening, with `sudo -n` if needed, and kept in memory only; the profile's own certificates are not used.
   */
  readonly manifest: string | null;
}

/** The domain whose DNS SRV records name a connection's endpoints. */
export interface ConnectionDiscovery {
  readonly domain: string;
  /**
   * The suffix of the records' names (`_etcd-client-ssl-<service>._tcp`) in a domain of several clusters, or `null`.
   */
  readonly service: string | null;
}

/** How the endpoints are found and reached. By default they are a list that is dialled directly. */
export interface ConnectionWay {
  /** The SSH host on the way to the endpoints, or `null` when they are dialled directly. */
  readonly ssh: ConnectionSsh | null;
  /**
   * Also dials the client URLs that the members announce, after the given endpoints. They are kept in memory only, and
   * each is used only after it answered with the same cluster id. It leaves out learners, other schemes and, unless a
   * given endpoint is on the loopback too, loopback addresses.
   */
  readonly learnsEndpoints: boolean;
  /**
   * Where the endpoints are looked up at each opening; `endpoints` is the last result. `null`: `endpoints` was typed.
   * The scheme stays that of `endpoints`, and a host outside of the domain is dialled only if it is in `endpoints`, so
   * that a forged DNS answer cannot choose another.
   */
  readonly discovery: ConnectionDiscovery | null;
  /**
   * Where members' metrics are read that their client URLs do not serve: `http://10.0.0.1:2381`, in any order; each says
   * whose it is. Reached as the endpoints are; plain http is allowed.
   */
  readonly metricsURLs: readonly string[];
}

/** The path of etcd's manifest on a control plane that kubeadm set up. */
export const kubeadmManifest = '/etc/kubernetes/manifests/etcd.yaml';

/** The colours that mark a connection. Names, because each theme has its own shade of them. */
export const connectionColors = ['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink'] as const;
/** One of `connectionColors`. */
export type ConnectionColor = (typeof connectionColors)[number];

/** The purpose of a cluster. `production` opens read-only and is marked on every screen. */
export const connectionEnvironments = ['development', 'staging', 'production'] as const;
/** One of `connectionEnvironments`. */
export type ConnectionEnvironment = (typeof connectionEnvironments)[number];

/** Properties of a connection beside its endpoints. */
export interface ConnectionTraits {
  readonly color: ConnectionColor | null;
  /** Words to find the connection by, each once, in the operator's order. */
  readonly tags: readonly string[];
  readonly environment: ConnectionEnvironment | null;
  /** Always opens read-only. If false, its other properties decide. */
  readonly readOnly: boolean;
  /** The prefix of the keys to show; empty: all keys. */
  readonly prefix: string;
  /** It was imported, and the operator has not allowed writes since: it opens read-only. */
  readonly imported: boolean;
  /** Checks its members' health while the start screen shows it. Nothing else dials a connection that is not open. */
  readonly checksHealth: boolean;
}

/** A saved connection. It never holds a secret. */
export interface ConnectionProfile extends ConnectionTraits, ConnectionWay {
  readonly id: ConnectionId;
  readonly name: string;
  /** Client URLs of one cluster, `https://host:port` or `http://host:port`; at least one. */
  readonly endpoints: readonly string[];
  readonly tls: ConnectionTls;
  /** The user to authenticate as, or `null` for none. */
  readonly user: string | null;
}

/**
 * A profile in the form, with the id `null` while it is new. An absent member of `ConnectionTraits` or `ConnectionWay`
 * keeps its saved value; on a new profile it is `null`, empty or false.
 */
export type ConnectionDraft = Omit<ConnectionProfile, 'id' | keyof ConnectionTraits | keyof ConnectionWay> &
  Partial<ConnectionTraits> &
  Partial<ConnectionWay> & { readonly id: ConnectionId | null };

/** Secrets in the form. They are sent to core once, and never sent back. */
export interface ConnectionSecrets {
  readonly password?: string;
  /** Opens an encrypted client key, or a PKCS#12 file. */
  readonly passphrase?: string;
  /** The client certificate's key as PEM text, if it has no file. */
  readonly privateKey?: string;
  /** The SSH user's password, to log in with, or for a host that asks for it after the key. */
  readonly sshPassword?: string;
  /** Opens an encrypted SSH key. */
  readonly sshPassphrase?: string;
}
