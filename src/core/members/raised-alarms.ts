import type { AlarmType } from '../../contract/cluster.ts';
import type { MemberId } from '../../contract/ids.ts';
import { toMemberId } from '../etcd/ids.ts';

/**
 * Returns the alarms in the errors of members' status: every member reports all members' alarms (3.4 to 3.7), in
 * protobuf's text form. The alarm call itself goes through raft, and would wait for seconds without quorum.
 */
export function raisedAlarms(errors: Iterable<string>): ReadonlyMap<MemberId, readonly AlarmType[]> {
  const raised = new Map<MemberId, AlarmType[]>();
  for (const text of errors) {
    const match = /^(?:memberID:\s*(\d{1,20})\s+)?alarm:\s*(NOSPACE|CORRUPT)\b/.exec(text);
    if (match === null) continue;
    // CORRUPT is raised for the member 0 on 3.4 and 3.5, and that form leaves out a 0.
    const member = toMemberId(match[1] ?? '0');
    const type = match[2] === 'CORRUPT' ? 'CORRUPT' : 'NOSPACE';
    const types = raised.get(member) ?? [];
    if (!types.includes(type)) raised.set(member, [...types, type]);
  }
  return raised;
}
