import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import { memberName } from '../../../contract/member-name.ts';
import { hasAnswered } from '../../../contract/member-words.ts';
import { writesCondition } from '../../../contract/writes-condition.ts';
import { plural } from '../../ui/format.ts';

/** Says in one sentence what follows for writes if this member fails now. */
export function whatIfFails(member: MemberStatus, status: ClusterStatus): string {
  const name = memberName(member);
  const condition = writesCondition(status);
  const { voters, healthy, needed } = status.quorum;
  if (condition === 'noQuorum') return `Writes have stopped already, whether ${name} fails or not.`;
  if (member.isLearner) return `If ${name} fails, ${goOn(condition)}: a learner has no vote.`;
  if (member.healthy === false && !hasAnswered(member)) return `${name} counts as failed already.`;
  // Voters that were not asked, or have not answered yet, may be all that makes up the quorum.
  if (healthy < needed) return `What follows if ${name} fails is not known: not every voting member has answered.`;
  if (voters === 1) return `If ${name} fails, reads and writes stop: it is the only voting member.`;
  const left = member.healthy ? healthy - 1 : healthy;
  if (left < needed) {
    return `If ${name} fails, writes stop: ${left} of ${plural(voters, 'voter')} would be left, and ${needed} are needed.`;
  }
  const election = member.isLeader ? ' after a second or two, in which the others elect a leader' : '';
  const more = left - needed;
  return `If ${name} fails, ${goOn(condition)}${election}; ${more === 0 ? 'no further member' : `${more} more`} may fail.`;
}

const goOn = (condition: ReturnType<typeof writesCondition>): string =>
  condition === 'working' ? 'writes go on' : 'writes stay refused';
