import type { ConnectionId } from '../ids.ts';

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
/** One of `sshAuths`. */
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
/** One of `connectionColors`. */
export type ConnectionColor = (typeof connectionColors)[number];

/** What a cluster is for. `production` opens read-only and is unmistakable on every screen. */
export const connectionEnvironments = ['development', 'staging', 'production'] as const;
/** One of `connectionEnvironments`. */
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
