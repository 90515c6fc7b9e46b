import type { LabAct, LabActRecord } from '../../../contract/lab/acts.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';
import type { CommitGap } from '../observing/commit-gaps.ts';

/** What was observed in a lab. */
export interface Observed {
  readonly events: readonly LabEvent[];
  readonly gaps: readonly CommitGap[];
}

/** How far an act's effect reaches, and whether it was taken back. */
export interface Around {
  /** When the next act began; `null`: none did. */
  readonly until: number | null;
  readonly isTakenBack: boolean;
}

/** What an act did to the cluster, as observed until the next one. */
export interface Seen {
  /** One sentence: what it was in the rehearsal, and who led afterwards, and for how long no write could be committed. */
  readonly text: string;
  /** Whether it left no leader, and none came by itself. */
  readonly isLeaderless: boolean;
}

/** Returns what was seen of an act. */
export function whatWasSeen(record: LabActRecord, { events, gaps }: Observed, around: Around): Seen {
  const { act, at, tookMs } = record;
  const until = around.until ?? Number.POSITIVE_INFINITY;
  const during = events.filter((event) => event.at >= at && event.at < until);
  const last = during.findLast((event) => event.kind === 'leaderElected' || event.kind === 'leaderGone');
  // An election had no time to end.
  const isEarly = until - at < electionMs;
  const tookBack = around.isTakenBack ? ', and was taken back' : '';
  const text = `In the rehearsal ${what(act)}${tookBack} (${inSeconds(tookMs)}); ${leaderWords(last, isEarly)}${gapWords(gaps, at, until)}.`;
  return { text, isLeaderless: last?.kind === 'leaderGone' && !around.isTakenBack && !isEarly };
}

/** What elections take at most where a majority is there, with much to spare. */
const electionMs = 5_000;

function leaderWords(last: LabEvent | undefined, isEarly: boolean): string {
  if (last?.kind === 'leaderGone') return isEarly ? 'no leader was elected before the next act' : 'no leader was left';
  if (last?.kind !== 'leaderElected') return 'the leader stayed';
  return `${last.member} led${last.afterMs === null ? '' : ` after ${inSeconds(last.afterMs)}`}`;
}

/** What is shorter passes for the handing over of a leader. */
const leastGapMs = 50;

/** Says how much of a time was without commits. */
function gapWords(gaps: readonly CommitGap[], from: number, until: number): string {
  const within = gaps.filter((gap) => gap.from < until && (gap.to ?? until) > from);
  if (within.some(({ to }) => to === null) && until === Number.POSITIVE_INFINITY) {
    return ', and no write could be committed from then on: no leader is followed by a majority';
  }
  const lengths = within.map((gap) => Math.min(gap.to ?? until, until) - Math.max(gap.from, from));
  const total = lengths.reduce((sum, ms) => sum + ms, 0);
  if (total < leastGapMs) return '';
  const isOpen = within.some(({ to }) => to === null || to > until);
  const end = isOpen ? ', until the next act' : '';
  return `, and no write could be committed for ${inSeconds(total)}${end}: no leader was followed by a majority`;
}

const inSeconds = (ms: number): string => `${(ms / 1_000).toFixed(1)} s`;

function what(act: LabAct): string {
  switch (act.kind) {
    case 'stop':
      return `${act.member} was stopped here`;
    case 'kill':
      return `${act.member} was killed here`;
    case 'freeze':
      return `${act.member} hung from here on`;
    case 'thaw':
      return `${act.member} went on here`;
    case 'restart':
      return `${act.member} was started again here`;
    case 'wipe':
      return `${act.member} lost its data here`;
    case 'link': {
      const state = act.state === 'open' && act.delayMs > 0 ? `slow by ${act.delayMs} ms` : act.state;
      return `the link from ${act.from} to ${act.to}${act.both ? ' and back' : ''} was ${state} from here on`;
    }
    case 'partition':
      return `the members were cut apart here, ${act.groups.map((group) => group.join(' and ')).join(' from ')}`;
    case 'heal':
      return 'every link was opened here';
    case 'grow':
    case 'addLearner':
    case 'startAdded':
      return `${act.name} joined here`;
    case 'moveLeader':
      return `the leader moved to ${act.to} here`;
    case 'promote':
      return `${act.member} got its vote here`;
    case 'remove':
      return `${act.member} was removed here`;
    case 'version':
      return `${act.member} came back with the other version here`;
    case 'quota':
      return `${act.member} came back with the other quota here`;
  }
}
