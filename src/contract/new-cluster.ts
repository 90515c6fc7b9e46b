import type { CallOptions } from './abort.ts';
import type { MemberStart, PeerURLCheck } from './member-start.ts';

/** One member of a cluster to be. */
export interface NewMember {
  readonly name: string;
  /** A host name or an IP address, without a port. */
  readonly host: string;
}

/** A cluster to be made from nothing. */
export interface NewClusterRequest {
  /** 1, 3 or 5 of them. */
  readonly members: readonly NewMember[];
  readonly dataDir: string;
  /** A word that keeps members of different new clusters apart; `--initial-cluster-token`. */
  readonly token: string;
  readonly tls: boolean;
  /** The folder of the certificates on each host. */
  readonly certificatesFolder: string;
}

/** How to start every member of a new cluster. */
export interface NewClusterStart {
  readonly initialCluster: string;
  readonly starts: readonly MemberStart[];
  readonly checks: readonly PeerURLCheck[];
}

/** What an `--initial-cluster` says. */
export interface InitialCluster {
  readonly members: readonly { readonly name: string; readonly peerURLs: readonly string[] }[];
  readonly token: string | null;
  readonly state: 'new' | 'existing' | null;
  /** The name of the member whose file it is. */
  readonly name: string | null;
  readonly checks: readonly PeerURLCheck[];
  /** What would keep it from starting, as sentences without a full stop. */
  readonly faults: readonly string[];
}

/** Makes the start of a cluster that does not exist yet. */
export interface NewClusterApi {
  /** Makes the start lines. Writes nothing. Fails with `BadRequest`, which names the member and the fault. */
  describe(request: NewClusterRequest, options?: CallOptions): Promise<NewClusterStart>;
  /**
   * Issues a CA and the certificates of every member and of one client, the user root, into a new folder, with a folder
   * for each member's host in it. The CA's key is among them. Fails with `FileExists`, `FileNotWritable`, `DiskFull`,
   * `BadRequest`; what it had written is removed then.
   */
  issueCertificates(
    request: { readonly folder: string; readonly members: readonly NewMember[] },
    options?: CallOptions,
  ): Promise<{ readonly folder: string; readonly files: readonly string[] }>;
  /**
   * Reads an etcd configuration file, a unit file or a command, as pasted. Dials nothing. Fails with `BadRequest` where
   * it has no `initial-cluster`.
   */
  read(request: { readonly text: string }, options?: CallOptions): Promise<InitialCluster>;
}
