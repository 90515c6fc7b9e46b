import type { LabAct, LabActRecord } from '../../../contract/lab/acts.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';

/** How far an act's effect reaches, and whether it was taken back. */
export interface Around {
  /** When the next act began; `null`: none did. */
  readonly until: number | null;
  readonly isTakenBack: boolean;
}

/** What an act did to the cluster, as observed until the next one. */
export interface Seen {
  /** One sentence: what it was in the rehearsal, and who led afterwards. */
  readonly text: string;
  /** Whether it left no leader, and none came by itself. */
  readonly isLeaderless: boolean;
}

/** Returns what was seen of an act. */
export function whatWasSeen(record: LabActRecord, events: readonly LabEvent[], around: Around): Seen {
  const { act, at, tookMs } = record;
  const until = around.until ?? Number.POSITIVE_INFINITY;
  const during = events.filter((event) => event.at >= at && event.at < until);
  const last = during.findLast((event) => event.kind === 'leaderElected' || event.kind === 'leaderGone');
  const tookBack = around.isTakenBack ? ', and was taken back' : '';
  const text = `In the rehearsal ${what(act)}${tookBack} (${inSeconds(tookMs)}); ${leaderWords(last)}.`;
  return { text, isLeaderless: last?.kind === 'leaderGone' && !around.isTakenBack };
}

function leaderWords(last: LabEvent | undefined): string {
  if (last?.kind === 'leaderGone') return 'no leader was left';
  if (last?.kind !== 'leaderElected') return 'the leader stayed';
  return `${last.member} led${last.afterMs === null ? '' : ` after ${inSeconds(last.afterMs)}`}`;
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
