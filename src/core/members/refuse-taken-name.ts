import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberId } from '../../contract/ids.ts';
import type { Member } from '../etcd/cluster.ts';

/**
 * Fails with `BadRequest` where a member other than `own` has the name. etcd accepts it; but `--initial-cluster` then
 * names one member with the URLs of both, on which the new one does not start.
 */
export function refuseTakenName(
  name: string,
  members: readonly Pick<Member, 'id' | 'name'>[],
  own: MemberId | null,
): void {
  const taken = members.find((member) => member.id !== own && member.name === name);
  if (taken === undefined) return;
  const message = `another member is named ${name}: give the new one a name of its own`;
  throw new EtcdeckError({ code: 'BadRequest', message, member: taken.id, detail: { field: 'name' } });
}
