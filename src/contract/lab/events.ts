import type { LabActRecord, LabLinkState } from './acts.ts';

/** What a member's log or its messages tell of raft. */
export type LabRaftNews =
  | 'preCampaign'
  | 'campaign'
  | 'voteAsked'
  | 'voteCast'
  | 'voteRejected'
  | 'votesCounted'
  | 'becameLeader'
  | 'becameFollower'
  | 'steppedDown'
  | 'leaderLost'
  | 'leaderFound'
  | 'snapshotSent'
  | 'snapshotApplied';

/** What happened to a member's process. */
export type LabProcessNews = 'started' | 'serving' | 'stopped' | 'killed' | 'frozen' | 'thawed' | 'exited';

/** Something that was observed. */
export type LabEvent = {
  /** Counts up from 1 in each lab. */
  readonly seq: number;
  /** Milliseconds since 1970; for lines of a log the line's own time. */
  readonly at: number;
} & (
  | { readonly kind: 'act'; readonly record: LabActRecord }
  | {
      readonly kind: 'process';
      readonly member: string;
      readonly news: LabProcessNews;
      /** For `exited`: the last words of its log, on one line. */
      readonly detail: string | null;
    }
  | {
      readonly kind: 'raft';
      readonly member: string;
      readonly news: LabRaftNews;
      readonly term: number | null;
      /** The other member, by name. */
      readonly peer: string | null;
      /** The line as the member wrote it, on one line and bounded. */
      readonly text: string;
    }
  /** No member is the leader any more that a majority follows. */
  | { readonly kind: 'leaderGone'; readonly member: string; readonly term: number }
  | {
      readonly kind: 'leaderElected';
      readonly member: string;
      readonly term: number;
      /** Since the leader before was gone, or since the act that made it go; `null` for the first one. */
      readonly afterMs: number | null;
    }
  | {
      readonly kind: 'link';
      readonly from: string;
      readonly to: string;
      readonly state: LabLinkState;
      readonly delayMs: number;
    }
  | { readonly kind: 'alarm'; readonly member: string; readonly alarm: 'NOSPACE' | 'CORRUPT'; readonly raised: boolean }
  | { readonly kind: 'members'; readonly news: 'added' | 'promoted' | 'removed'; readonly member: string }
  | { readonly kind: 'inconsistent'; readonly detail: string }
  /** The links have failed, so that no member reaches another any more. It stays so: start another lab. */
  | { readonly kind: 'linksFailed' }
);

/** How many events a lab keeps for later followers. */
export const mostLabEvents = 10_000;
