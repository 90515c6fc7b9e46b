import type { LabAct } from '../../contract/lab/acts.ts';
import type { LabFrame } from '../../contract/lab/frames.ts';

/** Returns the leader that a majority of the voting members follows, as they are observed; `null` without any. */
export function leaderIn({ members }: LabFrame): string | null {
  const voters = members.filter(({ isLearner }) => !isLearner);
  const followed = (name: string): number =>
    voters.filter(({ name: own, state, leader }) => own === name || (state === 'follower' && leader === name)).length;
  const found = members.find(({ name, state }) => state === 'leader' && followed(name) > voters.length / 2);
  return found?.name ?? null;
}

/** Returns the member that a script means by a word: its name, or what it is now. `null`: there is none. */
export function memberIn(frame: LabFrame, word: string): string | null {
  const named = frame.members.find(({ name }) => name === word);
  if (named !== undefined) return named.name;
  if (word === 'leader') return leaderIn(frame);
  const [, place = '1'] = /^follower(?:-([1-9]))?$/.exec(word) ?? [null, '0'];
  return frame.members.filter(({ state }) => state === 'follower')[Number(place) - 1]?.name ?? null;
}

/** Returns an act with every member by its name. `nameOf` rejects where there is none. */
export async function withNames(act: LabAct, nameOf: (word: string) => Promise<string>): Promise<LabAct> {
  switch (act.kind) {
    case 'partition': {
      const groups: string[][] = [];
      for (const group of act.groups) groups.push(await Promise.all(group.map(nameOf)));
      return { ...act, groups };
    }
    case 'link':
      return { ...act, from: await nameOf(act.from), to: await nameOf(act.to) };
    case 'moveLeader':
      return { ...act, to: await nameOf(act.to) };
    case 'heal':
    case 'grow':
    case 'addLearner':
    case 'startAdded':
      return act;
    default:
      return { ...act, member: await nameOf(act.member) };
  }
}
