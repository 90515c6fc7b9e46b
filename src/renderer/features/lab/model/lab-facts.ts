import { majorityOf } from '../../../../contract/fault-tolerance.ts';
import type { LabFrame, LabLinkView, LabMemberState, LabMemberView } from '../../../../contract/lab/frames.ts';

/** States in which a member cannot answer, whatever its links carry. */
const away: ReadonlySet<LabMemberState> = new Set(['frozen', 'dead', 'stopped', 'starting', 'silent']);

export const isAway = ({ state }: LabMemberView): boolean => away.has(state);

/** Whether a member has never run: it was added, or the lab is being started. */
export const isUnstarted = ({ state, answeredAt }: LabMemberView): boolean =>
  state === 'stopped' && answeredAt === null;

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

/** A member that leads, or could, with those whose links to it are open in both directions: etcd does not relay. */
export interface LabGroup {
  /** Those that do not answer are among them. */
  readonly names: readonly string[];
  /** How many of them vote and answer. */
  readonly answering: number;
  /** Whether these are a majority of all voting members. */
  readonly canCommit: boolean;
}

/** Whether a member votes and answers. */
export const countsForMajority = (member: LabMemberView): boolean => isVoter(member) && !isAway(member);

/** Returns whether two members have links in both directions that are open. */
function openBothWays(frame: LabFrame): (one: string, other: string) => boolean {
  const open = new Set(frame.links.filter(({ state }) => state === 'open').map(({ from, to }) => linkKey(from, to)));
  return (one, other) => one === other || (open.has(linkKey(one, other)) && open.has(linkKey(other, one)));
}

/**
 * How members stand together, the group that can commit in front. Around a leader that has a majority, or else around the
 * member that reaches the most. Only what was set and observed counts.
 */
export function groupsOf(frame: LabFrame): readonly LabGroup[] {
  const areOpen = openBothWays(frame);
  const needed = majorityOf(votersOf(frame).length);
  const groups: LabGroup[] = [];
  let left: readonly LabMemberView[] = frame.members;
  while (left.length > 0) {
    const around = left.map((middle) => {
      const members = left.filter(({ name }) => areOpen(middle.name, name));
      const answering = members.filter(countsForMajority).length;
      // One that is dead or has no vote gathers nobody.
      const gathers = countsForMajority(middle);
      return { middle, members, answering, gathers, canCommit: gathers && answering >= needed };
    });
    const leads = ({ middle, canCommit }: (typeof around)[number]): number =>
      canCommit && middle.state === 'leader' ? (middle.term ?? 0) + 1 : 0;
    const [first] = around.toSorted(
      (a, b) => leads(b) - leads(a) || Number(b.gathers) - Number(a.gathers) || b.answering - a.answering,
    );
    if (first === undefined) break;
    const { members, answering, canCommit } = first;
    groups.push({ names: members.map(({ name }) => name), answering, canCommit });
    left = left.filter((member) => !members.includes(member));
  }
  return groups.toSorted((a, b) => Number(b.canCommit) - Number(a.canCommit) || b.answering - a.answering);
}

/** Members that have a way to each other, directly or by way of others: what a partition parts, in their order. */
export function partsOf(frame: LabFrame): readonly (readonly string[])[] {
  const areOpen = openBothWays(frame);
  const left = new Set(frame.members.map(({ name }) => name));
  const parts: (readonly string[])[] = [];
  for (const { name } of frame.members) {
    if (!left.delete(name)) continue;
    const names = [name];
    for (const one of names) {
      for (const other of [...left]) {
        if (!areOpen(one, other)) continue;
        left.delete(other);
        names.push(other);
      }
    }
    parts.push(names);
  }
  return parts;
}

export const votersOf = ({ members }: LabFrame): readonly LabMemberView[] => members.filter(isVoter);

/** The groups after members have been cut off from the others, or brought back to them. */
export function groupsAfter(frame: LabFrame, moved: readonly string[]): readonly (readonly string[])[] {
  const rest = frame.members.map(({ name }) => name).filter((name) => !moved.includes(name));
  return [rest, moved].filter((names) => names.length > 0);
}

/** Whether a member has no way to the largest part. */
export function isCutOff(frame: LabFrame, name: string): boolean {
  const parts = partsOf(frame);
  const largest = parts.toSorted((a, b) => b.length - a.length)[0];
  return parts.length > 1 && largest !== undefined && !largest.includes(name);
}
