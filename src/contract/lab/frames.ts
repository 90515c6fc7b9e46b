import type { MemberId } from '../ids.ts';
import type { LabLinkState } from './acts.ts';

/** What a member of a lab is, as observed. */
export const labMemberStates = [
  'leader',
  'follower',
  'candidate',
  /** Asks whether it would be elected, without a new term (from 3.5 on; in 3.4 only with `--pre-vote`). */
  'preCandidate',
  'learner',
  /** Its process is stopped by SIGSTOP. */
  'frozen',
  /** It ended by itself or by SIGKILL. */
  'dead',
  /** It was stopped on purpose. */
  'stopped',
  /** It runs and has not answered yet. */
  'starting',
  /** It runs and does not answer. */
  'silent',
] as const;

/** A state of a member. */
export type LabMemberState = (typeof labMemberStates)[number];

/**
 * A member at one moment. What was never answered is `null`; while it does not answer, the last answer stays, unless its
 * data was taken away.
 */
export interface LabMemberView {
  readonly name: string;
  readonly id: MemberId | null;
  readonly state: LabMemberState;
  /** Whether it has no vote, whatever its state. */
  readonly isLearner: boolean;
  readonly term: number | null;
  /** The name of the member that it voted for in its term, or that member's id where it has no name here. */
  readonly vote: string | null;
  /** The name of the leader that it knows; `null`: none. */
  readonly leader: string | null;
  readonly commit: number | null;
  readonly applied: number | null;
  /** When the figures above were answered, in milliseconds since 1970. */
  readonly answeredAt: number | null;
}

/** The kinds of what members send each other: raft's own, and requests over HTTP that are none of raft. */
export const labMessageKinds = [
  'MsgHeartbeat',
  'MsgHeartbeatResp',
  'MsgApp',
  'MsgAppResp',
  'MsgPreVote',
  'MsgPreVoteResp',
  'MsgVote',
  'MsgVoteResp',
  'MsgProp',
  'MsgReadIndex',
  'MsgReadIndexResp',
  'MsgSnap',
  'MsgTimeoutNow',
  'other',
  'http',
] as const;

/** A kind of message. */
export type LabMessageKind = (typeof labMessageKinds)[number];

/** What one member sends to another, at one moment. */
export interface LabLinkView {
  readonly from: string;
  readonly to: string;
  readonly state: LabLinkState;
  readonly delayMs: number;
  /** How many messages of each kind passed since the frame before, counted at the proxy; kinds without any are absent. */
  readonly messages: Readonly<Partial<Record<LabMessageKind, number>>>;
  readonly bytes: number;
  /** How many were held back or thrown away since the frame before. */
  readonly lost: number;
}

/** A lab at one moment, in the order of its members. */
export interface LabFrame {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly members: readonly LabMemberView[];
  /** One for each ordered pair. */
  readonly links: readonly LabLinkView[];
}

/** How often a frame is made, in milliseconds. */
export const labFrameMs = 100;

/** How many frames a lab keeps for later followers: ten minutes. */
export const mostLabFrames = 6_000;
