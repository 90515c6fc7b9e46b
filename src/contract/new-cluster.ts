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

/** The certificates of a cluster's members, issued into files. */
export interface IssuedCertificates {
  /** The folder that was written: the CA's, or that of one member. */
  readonly folder: string;
  readonly files: readonly IssuedFile[];
  /** Until when the members' certificates and the client's are valid, in milliseconds since 1970. */
  readonly validUntil: number;
  /** Until when their CA is: no certificate is valid for longer. */
  readonly caValidUntil: number;
}

/** A file of issued certificates. */
export interface IssuedFile {
  readonly path: string;
  /** The member to whose host it has to be copied; `null`: it stays where it is. */
  readonly member: string | null;
  /** Its place on that host; `null` where it stays. */
  readonly hostPath: string | null;
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
  /**
   * Makes the start lines. Writes nothing. Fails with `BadRequest`, which names the member and the fault: in the detail
   * `field`, a key of the request or of a member, and `member`, its place from 0.
   */
  describe(request: NewClusterRequest, options?: CallOptions): Promise<NewClusterStart>;
  /**
   * Issues a CA and the certificates of every member and of one client, the user root, into a new folder, with a folder
   * for each member's host in it and a text that says which file goes where. The CA's key is among them. Fails with
   * `FileExists`, `FileNotWritable`, `DiskFull`, `BadRequest`; what it had written is removed then.
   */
  issueCertificates(
    request: {
      readonly folder: string;
      readonly members: readonly NewMember[];
      /** The folder of the certificates on each host. */
      readonly certificatesFolder: string;
    },
    options?: CallOptions,
  ): Promise<IssuedCertificates>;
  /**
   * Issues the certificates of one more member by a CA that `issueCertificates` made, into a new folder `members/<name>`
   * beside it. Fails as that does, with `FileNotFound` and `FileNotReadable` for the CA's files, with
   * `CertificateInvalid` where `caFile` holds no certificate, and with `BadRequest` where its key is another's or it is
   * not valid any more.
   */
  issueMemberCertificates(
    request: {
      /** The CA's certificate, `ca.crt`; its key, `ca.key`, is in the same folder. */
      readonly caFile: string;
      readonly name: string;
      /** The host names and IP addresses at which it is dialled, without ports. */
      readonly hosts: readonly string[];
      readonly certificatesFolder: string;
    },
    options?: CallOptions,
  ): Promise<IssuedCertificates>;
  /**
   * Reads an etcd configuration file, a unit file or a command, as pasted. Dials nothing. Fails with `BadRequest` where
   * it has no `initial-cluster`.
   */
  read(request: { readonly text: string }, options?: CallOptions): Promise<InitialCluster>;
}
