import type { StepTarget } from '../../../contract/operations.ts';
import type { Member } from '../../etcd/cluster.ts';
import { nameOf } from '../member-name.ts';

/** Returns a member as the target of a step. */
export function targetOf(member: Pick<Member, 'id' | 'name' | 'clientURLs'>): StepTarget {
  return { kind: 'member', text: nameOf(member), member: member.id, endpoint: member.clientURLs[0] ?? null };
}
