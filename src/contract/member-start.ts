import type { MemberId } from './ids.ts';

/** Something about a peer URL that the server accepts and that is seldom meant. */
export type PeerURLWarning =
  /** Its host's name has no address on the machine where core runs; a member that starts waits 30 s for DNS. */
  | 'Unresolved'
  /** It leads to the same address and port as another member's, or is given twice, spelt otherwise. */
  | 'SameAddress'
  /** It is plain http and the other members' are https. */
  | 'PlainBesideTls'
  /** It is https and the other members' are plain http. */
  | 'TlsBesidePlain'
  /** It leads to the member's own host only: 127.0.0.1, ::1, localhost. */
  | 'Loopback'
  /** It is 0.0.0.0 or [::]: every address of a host, to listen at. A member that dials it dials itself. */
  | 'Unspecified'
  /** It leads to where a member serves clients, who do not speak the members' protocol. */
  | 'ClientURL'
  /** Its port is the one at which members serve clients by custom: 2379, or that of most client URLs. */
  | 'ClientPort';

/** What is known of one peer URL before a server gets it. */
export interface PeerURLCheck {
  readonly url: string;
  /** Why it cannot be used: `MemberBadURLs` for its form, `PeerURLExist` for another member's URL; else `null`. */
  readonly refusal: { readonly code: 'MemberBadURLs' | 'PeerURLExist'; readonly message: string } | null;
  readonly warnings: readonly PeerURLWarning[];
}

/** A file that a member needs at its start, by its role. */
export interface StartFile {
  readonly role: 'clientCa' | 'certificate' | 'key' | 'peerCa' | 'peerCertificate' | 'peerKey';
  readonly path: string;
  /** Whether the path was read from the cluster's own settings; otherwise it is the usual place, to be adapted. */
  readonly isKnown: boolean;
}

/** Something to know before a member is started. */
export type StartWarning =
  /** A member that finds old data exits, or serves another cluster. */
  | 'DataDirMustBeEmpty'
  /** Paths of certificates are guesses: the usual ones, or another member's with this one's name in them. */
  | 'AssumedTlsPaths'
  /** The binary must be of this minor version or one later. */
  | 'VersionMustMatch';

/** How to start one member: the same start in five spellings. */
export interface MemberStart {
  readonly name: string;
  /** The flags of `etcd`, ready for a process: `--name`, `etcd-4`, … */
  readonly args: readonly string[];
  /** The same as environment variables, as `ETCD_NAME`. */
  readonly env: Readonly<Record<string, string>>;
  /** One shell command. */
  readonly command: string;
  /** A systemd unit file. */
  readonly unit: string;
  /** A static pod's manifest, as kubeadm lays it out, with one flag more: the URL for its probes. */
  readonly manifest: string;
  readonly files: readonly StartFile[];
  readonly warnings: readonly StartWarning[];
}

/** What is chosen for a member's start. Its name and peer URLs are the member list's, or given. */
export interface MemberStartRequest {
  readonly member: MemberId;
  /** Its name: empty in the member list until it has started. */
  readonly name: string;
  /** The URLs that it announces to clients; empty: its peer URLs' hosts, with the port of most others, else 2379. */
  readonly clientURLs: readonly string[];
  /** `null`: the usual folder of its layout. */
  readonly dataDir: string | null;
}
