import type { LabAct, LabActRecord } from '../../../contract/lab/acts.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';

/** How far an act's effect reaches, and whether it was taken back. */
export interface Around {
  /** When the next act began; `null`: none did. */
  readonly until: number | null;
  readonly isTakenBack: boolean;
}

/** Says in one sentence what an act was in the rehearsal, and what was observed until the next one. */
export function whatWasSeen(record: LabActRecord, events: readonly LabEvent[], around: Around): string {
  const { act, at, tookMs } = record;
  const until = around.until ?? Number.POSITIVE_INFINITY;
  const during = events.filter((event) => event.at >= at && event.at < until);
  const elected = during.findLast((event) => event.kind === 'leaderElected');
  const isGone = during.some((event) => event.kind === 'leaderGone');
  const after = !elected || elected.afterMs === null ? '' : ` after ${inSeconds(elected.afterMs)}`;
  const leader = elected ? `${elected.member} led${after}` : isGone ? 'no leader was left' : 'the leader stayed';
  const tookBack = around.isTakenBack ? ', and was taken back' : '';
  return `In the rehearsal ${what(act)}${tookBack} (${inSeconds(tookMs)}); ${leader}.`;
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
