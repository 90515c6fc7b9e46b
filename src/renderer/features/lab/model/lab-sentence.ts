import { majorityOf } from '../../../../contract/fault-tolerance.ts';
import type { LabFrame, LabMemberView } from '../../../../contract/lab/frames.ts';
import { plural } from '../../../ui/format.ts';
import { countsForMajority, groupsOf, isAway, type LabGroup, leaderOf, partsOf, votersOf } from './lab-facts.ts';
import { memberWords } from './member-words.ts';

/** How a lab stands, in one sentence. */
export interface LabSentence {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly text: string;
}

/** Says who leads, how many answer, and whether writes work. A leader on the wrong side of a cut leads nobody. */
export function labSentence(frame: LabFrame): LabSentence {
  const voters = votersOf(frame);
  const answering = voters.filter((member) => !isAway(member)).length;
  const count = `${answering} of ${voters.length} answer`;
  const majority = groupsOf(frame)[0];
  const leader = leaderOf(frame);
  if (majority === undefined || !majority.canCommit) {
    const isStarting = voters.every((member) => !isAway(member) || member.answeredAt === null);
    if (isStarting && answering < majorityOf(voters.length))
      return { tone: 'warn', text: `Not started yet: ${count}; writes wait for a majority` };
    const needed = `a majority is ${majorityOf(voters.length)}`;
    const apart = groupsOf(frame).filter((group) => group.answering > 0).length;
    const why = apart > 1 && answering >= majorityOf(voters.length) ? `${count}, and no group has a majority` : count;
    return { tone: 'bad', text: `Writes have stopped: ${why}; ${needed}` };
  }
  if (leader === null) return { tone: 'warn', text: `No leader yet: ${count}; writes wait for an election` };
  const where = `${leader.name} leads in term ${leader.term ?? '?'}`;
  if (!majority.names.includes(leader.name))
    return { tone: 'warn', text: `${where}, cut off from a majority; writes wait for an election` };
  const apart = apartWords(frame, majority);
  return {
    tone: answering < voters.length || apart.length > 0 ? 'warn' : 'ok',
    text: [where, count, ...apart, 'writes work'].join('; '),
  };
}

/** Says which of those that answer take no part in what a leader and its majority do. */
function apartWords(frame: LabFrame, majority: LabGroup): readonly string[] {
  const part = partsOf(frame).find((names) => majority.names.some((name) => names.includes(name))) ?? [];
  const counting = frame.members.filter(countsForMajority);
  const cutOff = counting.filter(({ name }) => !part.includes(name)).length;
  const near = counting.filter(({ name }) => part.includes(name));
  const leaderless = near.filter(followsNone);
  const unlinked = near.filter((member) => !majority.names.includes(member.name) && !followsNone(member));
  return [
    ...(cutOff === 0 ? [] : [`${plural(cutOff, 'member')} cut off`]),
    ...(unlinked.length === 0
      ? []
      : [`${names(unlinked)} ${unlinked.length === 1 ? 'is' : 'are'} cut off from the leader`]),
    ...(leaderless.length === 0
      ? []
      : [`${names(leaderless)} ${leaderless.length === 1 ? 'follows' : 'follow'} no leader`]),
  ];
}

const followsNone = ({ state, leader }: LabMemberView): boolean => state !== 'leader' && leader === null;

const names = (members: readonly LabMemberView[]): string => members.map(({ name }) => name).join(', ');

/** What a group can do, beside its outline. */
export function groupWords(answering: number, voters: number, canCommit: boolean): string {
  return `${answering} of ${voters} ${canCommit ? 'can commit' : 'is too few to commit'}`;
}

/** Who is in a group: those that answer and vote, and the others beside what they are. */
export function groupNames(frame: LabFrame, group: LabGroup): string {
  const members = frame.members.filter(({ name }) => group.names.includes(name));
  const others = members.filter((member) => !countsForMajority(member));
  const beside = others.map((member) => `${member.name} ${memberWords(member).text}`).join(', ');
  return [names(members.filter(countsForMajority)), beside === '' ? '' : `(${beside})`]
    .filter((part) => part !== '')
    .join(' ');
}
