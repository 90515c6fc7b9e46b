import type { AlarmType, ClusterStatus, MemberStatus, Quorum } from '../../../contract/cluster.ts';
import type { ErrorCode } from '../../../contract/failure.ts';
import { type WritesCondition, writesCondition } from '../../../contract/writes-condition.ts';
import { isLeaderUntold } from '../../parts/cluster/leader-words.ts';
import { refusalReasons, type WritesFacts } from '../../parts/cluster/quorum-words.ts';
import { plural } from '../../ui/format.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** Says whether writes work, which the operator wants to know first. */
export interface Sentence {
  readonly tone: Extract<Tone, 'ok' | 'warn' | 'bad'>;
  readonly text: string;
}

export function clusterSentence(cluster: ClusterStatus): Sentence {
  const { quorum, members } = cluster;
  const { voters, healthy, needed, tolerance } = quorum;
  const condition = writesCondition(cluster);
  if (condition === 'noQuorum') {
    return {
      tone: 'bad',
      text: `Writes have stopped. ${healthy} of ${plural(voters, 'voter')} healthy, ${needed} needed.`,
    };
  }
  if (condition !== 'working') return { tone: 'bad', text: `Writes are refused: ${refusalReasons[condition]}.` };
  const isUntold = isLeaderUntold(members);
  if (!isUntold && !members.some((member) => member.isLeader))
    return { tone: 'warn', text: 'Writes wait: no member says who leads.' };
  // Each answered for its leader; whether space is left for a write only root may read.
  const works = isUntold ? 'Writes work, as far as your user may ask.' : 'Writes work.';
  if (voters === 1) return { tone: 'warn', text: `${works} The only member must not fail.` };
  if (tolerance === 0) return { tone: 'warn', text: `${works} No further member may fail.` };
  if (healthy < voters) return { tone: 'warn', text: `${works} ${tolerance} more of ${voters} members may fail.` };
  return { tone: 'ok', text: `${works} ${tolerance} of ${voters} members may fail.` };
}

/** The arithmetic behind the sentence, always in this form: `3 voters, 3 healthy, 1 may fail`. */
export const quorumLine = ({ voters, healthy, tolerance }: Quorum): string =>
  `${plural(voters, 'voter')}, ${healthy} healthy, ${tolerance} may fail`;

/** Counts the voting members that answer. Without a leader such a member still serves serializable reads. */
export const answeringVoters = (members: readonly MemberStatus[]): number =>
  members.filter((member) => !member.isLearner && hasAnswered(member)).length;

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

const toleranceOf = (voters: number): number => voters - (Math.floor(voters / 2) + 1);

/** Whether one more voter would let one more fail: it does only where their number is even, and there is quorum to add it. */
export function oneMoreVoter({ voters, hasQuorum }: Pick<Quorum, 'voters' | 'hasQuorum'>): string {
  if (!hasQuorum) return 'Without quorum no member can be added or removed.';
  const next = ordinals[voters - 1] ?? 'One more';
  const tolerated = toleranceOf(voters + 1);
  const count = tolerated === 0 ? 'none' : String(tolerated);
  if (tolerated > toleranceOf(voters)) return `${next} voter would help: ${voters + 1} tolerate ${count}.`;
  return `${next} voter would not help: ${voters + 1} still tolerate ${count}.`;
}

export type MemberRole = 'leader' | 'follower' | 'learner' | 'unknown' | 'silent' | 'not asked' | 'not started';

export function roleOf(member: MemberStatus): MemberRole {
  if (member.name === '' && member.endpoint === null) return 'not started';
  if (member.healthy === null) return 'not asked';
  // It was reached, and answers nothing without a token.
  if (isMuteLearner(member)) return 'learner';
  if (!hasAnswered(member)) return 'silent';
  if (member.isLeader) return 'leader';
  if (member.isLearner) return 'learner';
  return member.isLeader === null ? 'unknown' : 'follower';
}

/** A learner that was reached, and that no voting member gave a token for. */
export const isMuteLearner = ({ isLearner, failure }: MemberStatus): boolean =>
  isLearner && failure?.code === 'NotSupportedForLearner';

export const roleTone: Readonly<Record<MemberRole, Tone>> = {
  leader: 'info',
  follower: 'ok',
  learner: 'learner',
  unknown: 'neutral',
  silent: 'bad',
  'not asked': 'warn',
  'not started': 'neutral',
};

/** Returns the round trip of a member that answers, even if it is unhealthy. */
export const hasAnswered = (member: MemberStatus): boolean => member.latencyMs !== null;

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

const alarmWords: Readonly<Record<AlarmType, string>> = { NOSPACE: 'out of space', CORRUPT: 'data differs' };

/** Names the alarms of a member; `null` where it raises none. */
export const alarmsOf = ({ alarms }: MemberStatus): string | null =>
  alarms.length === 0 ? null : alarms.map((alarm) => alarmWords[alarm]).join(', ');

/** A member is called by its name; before its first start it has only an id. */
export const nameOfMember = (member: MemberStatus): string => (member.name === '' ? member.id : member.name);

/** Counts the log entries that a member has still to apply, by the furthest index of any member. */
export function behindOf(member: MemberStatus, members: readonly MemberStatus[]): number | null {
  if (member.raftAppliedIndex === null) return null;
  const furthest = Math.max(...members.map((each) => each.raftIndex ?? 0));
  return Math.max(0, furthest - member.raftAppliedIndex);
}
