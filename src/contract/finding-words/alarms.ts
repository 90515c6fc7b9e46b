import type { AlarmType } from '../cluster.ts';
import type { FindingCommand } from './finding-command.ts';
import { type About, type FindingAct, ownRule, type Say } from './words.ts';

interface Words {
  readonly title: string;
  readonly remedy: string;
  readonly act: FindingAct;
  readonly commands?: readonly FindingCommand[];
}

/** The words of an alarm that names a member. */
const named: Readonly<Record<AlarmType, (name: string) => Words>> = {
  NOSPACE: (name) => ({
    title: `${name} is out of space`,
    remedy: 'The cluster refuses writes until history is compacted, the member defragmented and the alarm disarmed.',
    act: 'reclaim',
  }),
  CORRUPT: (name) => ({
    title: `${name} holds other data than the rest`,
    remedy: 'Do not write through it. Take a snapshot of a member without the alarm, then replace this one.',
    act: 'replace',
  }),
};

/** 3.4 and 3.5 do not say which member's data differs, and an alarm outlives the member that it names. */
const unnamed: Readonly<Record<AlarmType, Words>> = {
  NOSPACE: {
    title: 'The alarm NOSPACE is raised, and names none of these members',
    remedy: 'The cluster refuses writes until history is compacted, each member defragmented and the alarm disarmed.',
    act: 'reclaim',
  },
  CORRUPT: {
    title: 'The alarm CORRUPT is raised, and names none of these members',
    remedy:
      'The members’ data differs. Compare their hashes, keep a snapshot of the majority, and replace the member that differs.',
    act: 'compareHashes',
    commands: [{ words: ['endpoint', 'hashkv', '--cluster'], endpoint: null }],
  },
};

function alarmOf({ finding, status, member }: About): AlarmType {
  const said = finding.detail.alarm;
  return said === 'NOSPACE' || said === 'CORRUPT' ? said : (member?.alarms[0] ?? status.alarms[0] ?? 'NOSPACE');
}

/** The words of the finding `Alarm`. */
export const alarmWords: Say = (about) => {
  const { member, name } = about;
  const alarm = alarmOf(about);
  const of = member === null ? '' : ` for ${name}`;
  return {
    ...(member === null ? unnamed[alarm] : named[alarm](name)),
    evidence: `The alarm ${alarm} is raised${of}.`,
    source: ownRule,
  };
};
