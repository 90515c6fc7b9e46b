import { majorityOf } from '../../../../contract/fault-tolerance.ts';
import type { LabFrame, LabLinkView, LabMemberState, LabMemberView } from '../../../../contract/lab/frames.ts';

/** States in which a member cannot answer, whatever its links carry. */
const away: ReadonlySet<LabMemberState> = new Set(['frozen', 'dead', 'stopped', 'starting', 'silent']);

export const isAway = ({ state }: LabMemberView): boolean => away.has(state);

export const isVoter = ({ isLearner }: LabMemberView): boolean => !isLearner;

/** The highest term that a member has told; `null`: none has. */
export function termOf({ members }: LabFrame): number | null {
  const terms = members.flatMap(({ term }) => (term === null ? [] : [term]));
  return terms.length === 0 ? null : Math.max(...terms);
}

/** The member that leads: of two that say so, the one of the later term. The other has not heard of it yet. */
export function leaderOf({ members }: LabFrame): LabMemberView | null {
  const leaders = members.filter(({ state }) => state === 'leader');
  return leaders.toSorted((a, b) => (b.term ?? 0) - (a.term ?? 0))[0] ?? null;
}

/** How a link is called by its ends. */
export const linkKey = (from: string, to: string): string => `${from}\n${to}`;

export const linkOf = (frame: LabFrame, from: string, to: string): LabLinkView | null =>
  frame.links.find((link) => link.from === from && link.to === to) ?? null;

/** Whether a link is as it was at the start. */
export const isPlain = ({ state, delayMs }: LabLinkView): boolean => state === 'open' && delayMs === 0;

/** Members whose links to each other are open in both directions, directly or by way of others. */
export interface LabGroup {
  readonly names: readonly string[];
  /** How many of them vote and answer. */
  readonly answering: number;
  /** Whether these are a majority of all voting members. */
  readonly canCommit: boolean;
}

/** How members stand together, the group that can commit in front. Only what was set and observed counts. */
export function groupsOf(frame: LabFrame): readonly LabGroup[] {
  const open = new Set(frame.links.filter(({ state }) => state === 'open').map(({ from, to }) => linkKey(from, to)));
  const needed = majorityOf(votersOf(frame).length);
  const left = new Map(frame.members.map((member) => [member.name, member]));
  const groups: LabGroup[] = [];
  for (const { name } of frame.members) {
    if (!left.delete(name)) continue;
    const names = [name];
    for (const one of names) {
      for (const other of [...left.keys()]) {
        if (!open.has(linkKey(one, other)) || !open.has(linkKey(other, one))) continue;
        left.delete(other);
        names.push(other);
      }
    }
    const answering = frame.members.filter(
      (member) => names.includes(member.name) && isVoter(member) && !isAway(member),
    ).length;
    groups.push({ names, answering, canCommit: answering >= needed });
  }
  return groups.toSorted((a, b) => Number(b.canCommit) - Number(a.canCommit) || b.answering - a.answering);
}

export const votersOf = ({ members }: LabFrame): readonly LabMemberView[] => members.filter(isVoter);

/** The groups after members have been cut off from the others, or brought back to them. */
export function groupsAfter(frame: LabFrame, moved: readonly string[]): readonly (readonly string[])[] {
  const rest = frame.members.map(({ name }) => name).filter((name) => !moved.includes(name));
  return [rest, moved].filter((names) => names.length > 0);
}

/** Whether a member is in another group than the largest one. */
export function isCutOff(frame: LabFrame, name: string): boolean {
  const groups = groupsOf(frame);
  const largest = groups.toSorted((a, b) => b.names.length - a.names.length)[0];
  return groups.length > 1 && largest !== undefined && !largest.names.includes(name);
}
