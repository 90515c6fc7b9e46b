import type { MemberStatus, Quorum } from '../../../contract/cluster.ts';
import type { ErrorCode } from '../../../contract/failure.ts';
import { toleranceOf } from '../../../contract/fault-tolerance.ts';
import { hasAnswered, isMuteLearner, isNotStarted } from '../../../contract/member-words.ts';
import { type WritesCondition, writesCondition } from '../../../contract/writes-condition.ts';
import type { WritesFacts } from '../../parts/cluster/quorum-words.ts';
import { plural } from '../../ui/format.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** The arithmetic behind the sentence, always in this form: `3 voters, 3 healthy, 1 may fail`. */
export const quorumLine = ({ voters, healthy, tolerance }: Quorum): string =>
  `${plural(voters, 'voter')}, ${healthy} healthy, ${tolerance} may fail`;

/** Says what still works when this many more voting members fail. */
export interface FaultRow {
  readonly when: string;
  readonly left: string;
  readonly outcome: QuorumOutcome | 'stale reads only' | 'nothing';
}

type QuorumOutcome = 'writes and reads' | 'reads and deletes' | 'reads only';

/** Says what members with a quorum still do. */
const outcomeOf: Readonly<Record<Exclude<WritesCondition, 'noQuorum'>, QuorumOutcome>> = {
  working: 'writes and reads',
  noSpace: 'reads and deletes',
  corrupt: 'reads only',
};

export function faultRows(cluster: WritesFacts, answering: number): readonly FaultRow[] {
  const { quorum } = cluster;
  const condition = writesCondition(cluster);
  const withQuorum = outcomeOf[condition === 'noQuorum' ? 'working' : condition];
  const { voters, healthy, needed, tolerance } = quorum;
  // Members that were not asked make up the quorum: what remains of it is not known.
  const isOfUnasked = quorum.hasQuorum && healthy < needed;
  const last = isOfUnasked ? 0 : Math.min(answering, tolerance + 1);
  // Without a leader no member is healthy, but those that answer still serve what they have.
  const now = healthy >= needed ? healthy : answering;
  return Array.from({ length: last + 1 }, (_, failing) => {
    const left = Math.max(0, now - failing);
    return {
      when: failing === 0 ? 'Now' : failing === 1 ? '1 fails' : `${failing} fail`,
      left: `${left} of ${voters}`,
      outcome:
        isOfUnasked || healthy - failing >= needed ? withQuorum : answering > failing ? 'stale reads only' : 'nothing',
    };
  });
}

const ordinals = [
  'A second',
  'A third',
  'A fourth',
  'A fifth',
  'A sixth',
  'A seventh',
  'An eighth',
  'A ninth',
  'A tenth',
];

/** Whether one more voter would let one more fail: it does only where their number is even, and there is quorum to add it. */
export function oneMoreVoter({ voters, hasQuorum }: Pick<Quorum, 'voters' | 'hasQuorum'>): string {
  if (!hasQuorum) return 'Without quorum no member can be added or removed.';
  const next = ordinals[voters - 1] ?? 'One more';
  const tolerated = toleranceOf(voters + 1);
  const count = tolerated === 0 ? 'none' : String(tolerated);
  if (tolerated > toleranceOf(voters)) return `${next} voter would help: ${voters + 1} tolerate ${count}.`;
  return `${next} voter would not help: ${voters + 1} still tolerate ${count}.`;
}

export type MemberRole =
  | 'leader'
  | 'follower'
  | 'learner'
  | 'unknown'
  | 'silent'
  | 'not asked'
  | 'not started'
  /** Its first answer is awaited. */
  | 'waiting';

export function roleOf(member: MemberStatus): MemberRole {
  if (member.healthy === null) return member.failure === null ? 'waiting' : 'not asked';
  if (isNotStarted(member)) return 'not started';
  // It was reached, and answers nothing without a token.
  if (isMuteLearner(member)) return 'learner';
  if (!hasAnswered(member)) return 'silent';
  if (member.isLeader) return 'leader';
  if (member.isLearner) return 'learner';
  return member.isLeader === null ? 'unknown' : 'follower';
}

export const roleTone: Readonly<Record<MemberRole, Tone>> = {
  leader: 'info',
  follower: 'ok',
  learner: 'learner',
  unknown: 'neutral',
  silent: 'bad',
  'not asked': 'warn',
  'not started': 'neutral',
  waiting: 'neutral',
};

const troubles: Readonly<Partial<Record<ErrorCode, string>>> = {
  NoLeader: 'no leader',
  Corrupt: 'data differs',
  PermissionDenied: 'may not ask',
};

/** Says in two words what is wrong with a member that answers. */
export function troubleOf(member: MemberStatus): string | null {
  if (member.failure === null || !hasAnswered(member)) return null;
  return troubles[member.failure.code] ?? 'needs you';
}
