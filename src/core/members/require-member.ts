import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { Member } from '../etcd/cluster.ts';

/** Returns a member of the list. Fails with `MemberNotFound`. */
export function requireMember<M extends Pick<Member, 'id'>>(
  members: readonly M[],
  member: MemberId,
  operation = 'memberList',
): M {
  const found = members.find(({ id }) => id === member);
  if (found !== undefined) return found;
  throw new EtcdeckError({ code: 'MemberNotFound', message: `the cluster has no member ${member}`, member, operation });
}
