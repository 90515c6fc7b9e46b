import type { AlarmType, ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import type { Finding } from '../../../contract/findings.ts';
import type { FindingCommand } from './finding-command.ts';

interface Words {
  readonly title: string;
  readonly remedy: string;
  readonly commands?: readonly FindingCommand[];
}

/** The words of an alarm that names a member. */
const named: Readonly<Record<AlarmType, (name: string) => Words>> = {
  NOSPACE: (name) => ({
    title: `${name} is out of space`,
    remedy: 'The cluster refuses writes until history is compacted, the member defragmented and the alarm disarmed.',
  }),
  CORRUPT: (name) => ({
    title: `${name} holds other data than the rest`,
    remedy: 'Do not write through it. Take a snapshot of a member without the alarm, then replace this one.',
  }),
};

/** 3.4 and 3.5 do not say which member's data differs, and an alarm outlives the member that it names. */
const unnamed: Readonly<Record<AlarmType, Words>> = {
  NOSPACE: {
    title: 'The alarm NOSPACE is raised, and names none of these members',
    remedy: 'The cluster refuses writes until history is compacted, each member defragmented and the alarm disarmed.',
  },
  CORRUPT: {
    title: 'The alarm CORRUPT is raised, and names none of these members',
    remedy:
      'The members’ data differs. Compare their hashes, keep a snapshot of the majority, and replace the member that differs.',
    commands: [{ words: ['endpoint', 'hashkv', '--cluster'], endpoint: null }],
  },
};

/** Returns the words of the finding `Alarm`. */
export function alarmWords(about: {
  readonly finding: Finding;
  readonly status: Pick<ClusterStatus, 'alarms'>;
  readonly member: MemberStatus | null;
  readonly name: string;
}): Words {
  const { finding, status, member, name } = about;
  const said = finding.detail.alarm;
  const alarm = said === 'NOSPACE' || said === 'CORRUPT' ? said : (member?.alarms[0] ?? status.alarms[0] ?? 'NOSPACE');
  return member === null ? unnamed[alarm] : named[alarm](name);
}
