import { EtcdeckError } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { StepTarget } from '../../../contract/operations.ts';
import type { Member } from '../../etcd/cluster.ts';
import { nameOf } from '../member-name.ts';

/** Returns a member as the target of a step. */
export function targetOf(member: Pick<Member, 'id' | 'name' | 'clientURLs'>): StepTarget {
  return { kind: 'member', text: nameOf(member), member: member.id, endpoint: member.clientURLs[0] ?? null };
}

/** Returns a member of the list. Fails with `MemberNotFound`. */
export function requireMember<M extends Pick<Member, 'id'>>(members: readonly M[], member: MemberId): M {
  const found = members.find(({ id }) => id === member);
  if (found !== undefined) return found;
  throw new EtcdeckError({ code: 'MemberNotFound', message: `the cluster has no member ${member}`, member });
}
