/** One of etcd's flags with its value; a boolean's is `true` or `false`. */
export interface StartFlag {
  readonly name: string;
  readonly value: string;
}

/** A path on the member's host, and whether it is the cluster's own or a usual one. */
export interface HostPath {
  readonly path: string;
  readonly isKnown: boolean;
}

/** TLS of one of a member's ports. */
export type PortTls =
  | {
      readonly kind: 'files';
      /** The CA of those who call; `null` where etcd verifies nobody. */
      readonly ca: HostPath | null;
      readonly certificate: HostPath;
      readonly key: HostPath;
      readonly demandsCertificates: boolean;
    }
  /** etcd makes a certificate for itself (`--auto-tls`); it needs no files. */
  | { readonly kind: 'self-signed' };

/** Everything that a member's start says, whatever its spelling. */
export interface StartSettings {
  readonly name: string;
  readonly dataDir: string;
  readonly peerURLs: readonly string[];
  readonly clientURLs: readonly string[];
  /** `name=url,…` of all members. */
  readonly initialCluster: string;
  /** `new` for a cluster that does not exist yet. */
  readonly state: 'new' | 'existing';
  readonly token: string | null;
  /** `null` where the port is plain http. */
  readonly clientTls: PortTls | null;
  readonly peerTls: PortTls | null;
  /** What the cluster's other members are started with as well: timings, quota, compaction. */
  readonly shared: readonly StartFlag[];
  /** The version of etcd, `3.5.30`; `null` where no member says it. */
  readonly version: string | null;
}
