import { z } from 'zod';
import type { MemberId } from '../../../contract/ids.ts';

/** What a member says its part is. A learner says that it is a follower. */
export type RaftRole = 'leader' | 'follower' | 'candidate' | 'preCandidate';

/** What `/debug/vars` of a member says of its raft. */
export interface RaftStatus {
  readonly id: MemberId;
  readonly term: number;
  /** For whom it voted in its term; `null`: nobody yet. */
  readonly vote: MemberId | null;
  /** The leader that it knows; `null`: none. */
  readonly leader: MemberId | null;
  readonly role: RaftRole;
  readonly commit: number;
  readonly applied: number;
}

const roles: ReadonlyMap<string, RaftRole> = new Map([
  ['StateLeader', 'leader'],
  ['StateFollower', 'follower'],
  ['StateCandidate', 'candidate'],
  ['StatePreCandidate', 'preCandidate'],
]);

const id = z.string().regex(/^[0-9a-f]{1,16}$/);
const count = z.number().int().nonnegative().max(Number.MAX_SAFE_INTEGER);
const shape = z.object({
  'raft.status': z.object({
    id,
    term: count,
    vote: id,
    lead: id,
    raftState: z.string().max(32),
    commit: count,
    applied: count,
  }),
});

/**
 * Reads what `/debug/vars` answered, the same from 3.4 to 3.7. `null` where it is not a member's, or not of one that runs
 * raft already.
 */
export function readRaftStatus(answer: unknown): RaftStatus | null {
  const read = shape.safeParse(answer);
  if (!read.success) return null;
  const { 'raft.status': raft } = read.data;
  const role = roles.get(raft.raftState);
  // Before raft runs, every figure is 0.
  if (role === undefined || raft.id === '0') return null;
  return {
    id: raft.id as MemberId, // hexadecimal, as it is printed
    term: raft.term,
    vote: orNobody(raft.vote),
    leader: orNobody(raft.lead),
    role,
    commit: raft.commit,
    applied: raft.applied,
  };
}

const orNobody = (text: string): MemberId | null => (text === '0' ? null : (text as MemberId)); // as above
