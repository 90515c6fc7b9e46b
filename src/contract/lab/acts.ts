/** What is done to a member's process or data. */
export type LabMemberAct =
  /** SIGTERM: the member ends by itself, and a leader hands over first. */
  | 'stop'
  /** SIGKILL: as a power cut. */
  | 'kill'
  /** SIGSTOP: it keeps its sockets and answers nothing, like a machine that hangs. */
  | 'freeze'
  | 'thaw'
  /** Starts it on the data that it has; a running member is stopped first. */
  | 'restart'
  /** Kills it and takes its data away. */
  | 'wipe';

/** How a link carries what one member sends to another. */
export type LabLinkState =
  | 'open'
  /** Connections are reset, and new ones are refused. */
  | 'cut'
  /** Nothing arrives and nothing is refused, as behind a firewall that drops. */
  | 'held';

/** An act in a lab. Members are named by their names. */
export type LabAct =
  | { readonly kind: LabMemberAct; readonly member: string }
  /** Sets what `from` sends to `to`, and with `both` the other direction too. A delay counts only for an open link. */
  | {
      readonly kind: 'link';
      readonly from: string;
      readonly to: string;
      readonly both: boolean;
      readonly state: LabLinkState;
      readonly delayMs: number;
    }
  /** Cuts every link between members of different groups; members that are not named are a group of their own. */
  | { readonly kind: 'partition'; readonly groups: readonly (readonly string[])[] }
  /** Opens every link, without delays. */
  | { readonly kind: 'heal' }
  /** Starts it again with another quota of its database in bytes; `null`: etcd's own. */
  | { readonly kind: 'quota'; readonly member: string; readonly bytes: number | null }
  /** Starts it again with the etcd in another folder. */
  | { readonly kind: 'version'; readonly member: string; readonly etcd: string }
  /**
   * Adds a member as a learner, starts it and promotes it once it has caught up. `etcd`: the folder of its etcd; `null`: the
   * one that every member runs, or else the one that is found.
   */
  | { readonly kind: 'grow'; readonly name: string; readonly etcd: string | null }
  /** Adds a learner and starts it, without promoting it. */
  | { readonly kind: 'addLearner'; readonly name: string; readonly etcd: string | null }
  | { readonly kind: 'promote'; readonly member: string }
  /** Removes it from the cluster and stops it. */
  | { readonly kind: 'remove'; readonly member: string }
  /** Starts the process of a member that a plan of the cluster's own screens has added. */
  | { readonly kind: 'startAdded'; readonly peerURL: string; readonly name: string; readonly etcd: string | null }
  | { readonly kind: 'moveLeader'; readonly to: string };

/** Why an act cannot be taken back. */
export type LabNoUndo =
  /** It was taken back already, or is one itself. */
  | 'undone'
  /** The cluster has stored data in a form that the older version does not read. */
  | 'versionMoved'
  /** The member that was removed has lost its place: a new one can be added. */
  | 'memberGone'
  /** An entry of the cluster's log, as a new leader, is history. */
  | 'history';

/** An act that was done in this lab. */
export interface LabActRecord {
  /** Counts up from 1 in each lab. */
  readonly id: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly act: LabAct;
  readonly tookMs: number;
  /** The record that this one took back; `null` for an act of its own. */
  readonly undoes: number | null;
  /** Why it cannot be taken back; `null`: it can. */
  readonly noUndo: LabNoUndo | null;
}

/** How many acts a lab keeps; of more, the oldest are dropped, and cannot be taken back any more. */
export const mostLabActs = 1_000;

/** How an act goes on; `done` comes last. */
export type LabActNotice =
  /** A short sentence without a full stop. */
  { readonly kind: 'step'; readonly text: string } | { readonly kind: 'done'; readonly record: LabActRecord };
