import type { LabLinkState } from '../../contract/lab/acts.ts';
import type { LabEvent } from '../../contract/lab/events.ts';
import type { LabMessageKind } from '../../contract/lab/frames.ts';
import type { EtcdTarget } from '../etcd/client.ts';
import type { Member } from '../etcd/cluster.ts';

/** A message between two members, as it passed a proxy. Members are named by their names. */
export interface ObservedMessage {
  /** When it passed, in milliseconds since 1970 with fractions. */
  readonly at: number;
  readonly from: string;
  readonly to: string;
  readonly kind: LabMessageKind;
  readonly bytes: number;
  /** Of raft's own messages; 0 for those that are none. */
  readonly term: number;
  /** Of `MsgApp` the entry before its first one; of `MsgAppResp` the last one that the sender holds. */
  readonly index: number;
  readonly commit: number;
  /**
   * The indexes of the entries in it, first and last; both 0 in `MsgProp`, whose entries have no place yet. `null`: it
   * has none. `data`: what each entry holds, in their order; of a long one its first bytes, up to 1 KiB, of many the
   * first 256, and none where so much passes that it would keep the host busy.
   */
  readonly entries: { readonly first: number; readonly last: number; readonly data: readonly Uint8Array[] } | null;
  readonly isRejected: boolean;
}

/** How a link is set. */
export interface LinkSetting {
  readonly state: LabLinkState;
  readonly delayMs: number;
}

/** What passed a link since it was asked for last. */
export interface LinkCounts {
  readonly from: string;
  readonly to: string;
  readonly messages: Readonly<Partial<Record<LabMessageKind, number>>>;
  readonly bytes: number;
  readonly lost: number;
}

/** A member as its links know it. */
export interface LinkedMember {
  readonly name: string;
  /** The host of its advertised peer URL, an address of RFC 5737 that is never dialled; the port there is 2380. */
  readonly peerHost: string;
  /** Where it listens for peers, on 127.0.0.1. */
  readonly listenPort: number;
}

/** The links between members: a proxy for each member, through which it dials the others. */
export interface LabLinks {
  /** Starts the proxy of a member, and returns what its process gets as HTTPS_PROXY. */
  add(member: LinkedMember): Promise<string>;
  remove(name: string): Promise<void>;
  set(from: string, to: string, setting: LinkSetting): Promise<void>;
  get(from: string, to: string): LinkSetting;
  /** Returns what passed each link since the last call. */
  takeCounts(): readonly LinkCounts[];
  /** Calls with messages in the order they passed; returns how to stop. */
  onMessages(listener: (messages: readonly ObservedMessage[]) => void): () => void;
  /** Calls once when the proxies have ended by themselves: no member reaches another any more. */
  onFailure(listener: () => void): void;
  close(): Promise<void>;
}

/** What has happened to a member's process, as far as it is known. */
export type WorldProcess = 'running' | 'frozen' | 'stopped' | 'dead';

/** A member of a lab as its parts know it. */
export interface WorldMember {
  readonly name: string;
  readonly endpoint: string;
  readonly peerURL: string;
  readonly version: string;
  readonly process: WorldProcess;
}

/** A member as the cluster lists it; its name is empty until it was started. */
export type ListedMember = Pick<Member, 'id' | 'name' | 'peerURLs' | 'isLearner'>;

/** A running lab, as its parts know it. */
export interface LabWorld {
  readonly members: readonly WorldMember[];
  readonly links: LabLinks;
  /** How to reach members with the lab's certificates; every endpoint, or those of the named members. */
  target(names?: readonly string[]): EtcdTarget;
  /** Calls with each line of a member's log as it was written; returns how to stop. */
  onLine(listener: (member: string, line: string) => void): () => void;
  /** Calls with what the lab itself did: acts, processes, links, members; returns how to stop. */
  onNews(listener: (news: LabNews) => void): () => void;
  /** Takes the members as the leader lists them now. */
  listed(members: readonly ListedMember[]): void;
  /** Is aborted when the lab stops. */
  readonly closed: AbortSignal;
}

type WithoutNumber<E> = E extends unknown ? Omit<E, 'seq' | 'at'> : never;

/** An event without its number and its time. */
export type LabNews = WithoutNumber<LabEvent>;
