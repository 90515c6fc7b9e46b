import { memberName } from '../../../contract/member-name.ts';
import type { StepTarget } from '../../../contract/operations.ts';
import type { Member } from '../../etcd/cluster.ts';

/** Returns a member as the target of a step. */
export function targetOf(member: Pick<Member, 'id' | 'name' | 'peerURLs' | 'clientURLs'>): StepTarget {
  return { kind: 'member', text: memberName(member), member: member.id, endpoint: member.clientURLs[0] ?? null };
}
