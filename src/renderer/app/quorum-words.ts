import type { MemberStatus, Quorum } from '../../contract/cluster.ts';
import type { OpenConnection } from '../state/connection.tsx';
import type { Tone } from '../ui/StatusChip.tsx';

/** What a quorum means at a glance, the same wherever it is shown. */
export const quorumTone = ({ hasQuorum, healthy, voters }: Quorum): Tone =>
  !hasQuorum ? 'bad' : healthy < voters ? 'warn' : 'ok';

/** How an open connection stands at a glance: as long as a member answers, what counts is whether writes work. */
export function connectionTone({ state, hasEnded }: OpenConnection, quorum: Quorum | null): Tone {
  if (hasEnded) return 'bad';
  if (state.phase !== 'connected') return 'warn';
  return quorum === null ? 'neutral' : quorumTone(quorum);
}

/** Without quorum a member may well answer, and still not be healthy. */
export const votersAnswer = ({ healthy, voters, hasQuorum }: Quorum): string =>
  `${healthy} of ${voters} voters ${hasQuorum ? 'answer' : 'are healthy'}`;

/** Whether a member answers and who leads is not for this user to know: unknown, which is not the same as nobody. */
export const isLeaderUntold = (members: readonly MemberStatus[]): boolean =>
  members.some(({ isLeader, latencyMs }) => isLeader === null && latencyMs !== null) &&
  !members.some(({ isLeader }) => isLeader);

/** Why who leads is not told. */
export const leaderUntoldNote = 'Your user may not ask which member leads: this etcd tells it to root only.';
