import { majorityOf } from '../../../../contract/fault-tolerance.ts';
import type { LabFrame } from '../../../../contract/lab/frames.ts';
import { plural } from '../../../ui/format.ts';
import { groupsOf, isAway, leaderOf, votersOf } from './lab-facts.ts';

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
    const needed = `a majority is ${majorityOf(voters.length)}`;
    const apart = groupsOf(frame).filter((group) => group.answering > 0).length;
    const why = apart > 1 && answering >= majorityOf(voters.length) ? `${count}, and no group has a majority` : count;
    return { tone: 'bad', text: `Writes have stopped: ${why}; ${needed}` };
  }
  if (leader === null) return { tone: 'warn', text: `No leader yet: ${count}; writes wait for an election` };
  const where = `${leader.name} leads in term ${leader.term ?? '?'}`;
  if (!majority.names.includes(leader.name))
    return { tone: 'warn', text: `${where}, cut off from a majority; writes wait for an election` };
  const cutOff = votersOf(frame).filter((member) => !isAway(member) && !majority.names.includes(member.name)).length;
  const apart = cutOff === 0 ? '' : `; ${plural(cutOff, 'member')} cut off`;
  return {
    tone: answering < voters.length || cutOff > 0 ? 'warn' : 'ok',
    text: `${where}; ${count}${apart}; writes work`,
  };
}

/** What a group can do, beside its outline. */
export function groupWords(answering: number, voters: number, canCommit: boolean): string {
  return `${answering} of ${voters} ${canCommit ? 'can commit' : 'is too few to commit'}`;
}
