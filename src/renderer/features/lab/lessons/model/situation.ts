import type { LabLinkState } from '../../../../../contract/lab/acts.ts';
import type { LabEvent, LabProcessNews } from '../../../../../contract/lab/events.ts';

/** What a lab was like after an event, put together from the events until then. */
export interface Situation {
  /** The voting members, by name. */
  readonly voters: readonly string[];
  readonly learners: readonly string[];
  /** Those that run and are not frozen. */
  readonly running: ReadonlySet<string>;
  /** What was last heard of each process. */
  readonly processes: ReadonlyMap<string, LabProcessNews>;
  readonly leader: { readonly member: string; readonly term: number } | null;
  /** Links that are not as they began, by `linkName`. */
  readonly links: ReadonlyMap<string, { readonly state: LabLinkState; readonly delayMs: number }>;
}

/** The name of what one member sends to another. */
export const linkName = (from: string, to: string): string => `${from}\n${to}`;

const runs: Readonly<Record<LabProcessNews, boolean>> = {
  started: true,
  serving: true,
  thawed: true,
  stopped: false,
  killed: false,
  frozen: false,
  exited: false,
};

/** Puts together what a lab with these members now was like after an event; `Infinity`: what it is like now. */
export function situationAfter(names: readonly string[], events: readonly LabEvent[], seq: number): Situation {
  const members = membersBefore(names, events);
  const learners = new Set<string>();
  const running = new Set(members);
  const processes = new Map<string, LabProcessNews>();
  const links = new Map<string, { readonly state: LabLinkState; readonly delayMs: number }>();
  let leader: Situation['leader'] = null;
  for (const event of events) {
    if (event.seq > seq) break;
    switch (event.kind) {
      case 'members':
        if (event.news === 'removed') members.delete(event.member);
        else members.add(event.member);
        // One that runs before it was seen to be a member came back by a reset, with its vote.
        if (event.news === 'added' && !running.has(event.member)) learners.add(event.member);
        if (event.news !== 'added') learners.delete(event.member);
        break;
      case 'process':
        // One that was removed is only started again by a reset.
        processes.set(event.member, event.news);
        if (runs[event.news]) running.add(event.member);
        else running.delete(event.member);
        if (event.news === 'started') members.add(event.member);
        break;
      case 'link':
        if (event.state === 'open' && event.delayMs === 0) links.delete(linkName(event.from, event.to));
        else links.set(linkName(event.from, event.to), { state: event.state, delayMs: event.delayMs });
        break;
      case 'leaderElected':
        leader = { member: event.member, term: event.term };
        break;
      case 'leaderGone':
        leader = null;
        break;
    }
  }
  // After a reset, members that it took away are seen to be gone a moment later.
  const isPresent = seq === Number.POSITIVE_INFINITY;
  const isMember = (name: string): boolean => members.has(name) && (!isPresent || names.includes(name));
  return {
    voters: [...members].filter((name) => isMember(name) && !learners.has(name)),
    learners: [...learners].filter(isMember),
    running: new Set([...running].filter(isMember)),
    processes,
    leader,
    links,
  };
}

/** The members that there were before the first of these events: those that were heard of without being added. */
function membersBefore(names: readonly string[], events: readonly LabEvent[]): Set<string> {
  const heardOf = new Set<string>();
  const members = new Set<string>();
  for (const event of events) {
    if ((event.kind !== 'process' && event.kind !== 'members') || heardOf.has(event.member)) continue;
    heardOf.add(event.member);
    if (event.kind === 'process' || event.news !== 'added') members.add(event.member);
  }
  for (const name of names) if (!heardOf.has(name)) members.add(name);
  return members;
}

/** The voting members that do not run, or are frozen. */
export const downIn = ({ voters, running }: Situation): readonly string[] =>
  voters.filter((name) => !running.has(name));

/** Whether something of what one member sends to the other is cut or held. */
export const isCutIn = ({ links }: Situation, one: string, other: string): boolean =>
  [linkName(one, other), linkName(other, one)].some((name) => (links.get(name)?.state ?? 'open') !== 'open');

/** How many voting members a member reaches over open links, itself included; all must run. */
export const reachedBy = (situation: Situation, member: string): number =>
  situation.voters.filter(
    (name) => situation.running.has(name) && (name === member || !isCutIn(situation, member, name)),
  ).length;
