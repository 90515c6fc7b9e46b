import type { LabAct, LabActRecord } from '../../contract/lab/acts.ts';
import type { LabCheck } from '../../contract/lab/checking.ts';
import type { LabEvent } from '../../contract/lab/events.ts';
import type { LabExperiment, LabExperimentNotice } from '../../contract/lab/experiments.ts';
import { raftWords } from '../../contract/lab/raft-words.ts';
import type { LabWriteNotice } from '../../contract/lab/writes.ts';
import { joined, type Printable, printableLine, words } from '../../core/terminal/printable.ts';

/** What a script tells beside the events of its lab. `at`: milliseconds since 1970. */
export type LabLine = { readonly at: number } & (
  | { readonly kind: 'step'; readonly line: number; readonly text: string }
  | { readonly kind: 'write'; readonly notice: LabWriteNotice }
  | { readonly kind: 'check'; readonly check: LabCheck }
  | { readonly kind: 'experiment'; readonly experiment: LabExperiment; readonly notice: LabExperimentNotice }
  | { readonly kind: 'expected'; readonly line: number; readonly met: boolean; readonly found: string }
);

/** Returns what happened as one line for people, with the seconds since `startedAt`. */
export function labLine(happened: LabEvent | LabLine, startedAt: number): Printable {
  const at = ((happened.at - startedAt) / 1_000).toFixed(3).padStart(8);
  return joined([words`${at}  `, printableLine(told(happened)), words`\n`]);
}

function told(happened: LabEvent | LabLine): string {
  switch (happened.kind) {
    case 'step':
      return `> ${happened.text}`;
    case 'write':
      return `write: ${writeWords(happened.notice)}`;
    case 'check':
      return `check: ${checkWords(happened.check)}`;
    case 'experiment':
      return `${happened.experiment}: ${experimentWords(happened.notice)}`;
    case 'expected':
      return `${happened.met ? 'as expected' : 'NOT as expected'}: ${happened.found}`;
    default:
      return eventWords(happened);
  }
}

function eventWords(event: LabEvent): string {
  switch (event.kind) {
    case 'act':
      return actWords(event.record);
    case 'process':
      return `${event.member}: ${event.news}${event.detail === null ? '' : ` (${event.detail})`}`;
    case 'raft':
      return `${event.member} ${raftWords[event.news]}${event.peer === null ? '' : `, ${event.peer}`}${event.term === null ? '' : `, term ${event.term}`}`;
    case 'leaderGone':
      return `${event.member}, the leader of term ${event.term}, is gone`;
    case 'leaderElected':
      return `${event.member} leads in term ${event.term}${event.afterMs === null ? '' : ` after ${Math.round(event.afterMs)} ms`}`;
    case 'link':
      return `${event.from} to ${event.to}: ${event.state}${event.delayMs === 0 ? '' : `, ${event.delayMs} ms`}`;
    case 'alarm':
      return `${event.member}: ${event.alarm} ${event.raised ? 'raised' : 'cleared'}`;
    case 'members':
      return `${event.member}: ${event.news}`;
    case 'inconsistent':
      return `NOT linearizable: ${event.detail}`;
    case 'linksFailed':
      return 'the links have FAILED: no member reaches another any more';
  }
}

function actWords({ act, tookMs, undoes }: LabActRecord): string {
  return `${undoes === null ? 'done' : 'taken back'}: ${wordsOfAct(act)} (${tookMs} ms)`;
}

/** An act by its name and what it was done to. */
function wordsOfAct({ kind, ...about }: LabAct): string {
  const details = Object.values(about).map((detail) => (typeof detail === 'string' ? detail : JSON.stringify(detail)));
  return [kind, ...details].join(' ');
}

function writeWords(notice: LabWriteNotice): string {
  if (notice.kind === 'waiting') return `waits at ${Math.round(notice.atMs)} ms: ${notice.reason}`;
  if (notice.kind === 'ended') {
    const why = notice.failure === null ? '' : `: ${notice.failure.message}`;
    return `${notice.outcome} after ${Math.round(notice.tookMs)} ms${why}`;
  }
  return `${notice.step} at ${notice.atMs.toFixed(1)} ms, ${notice.member}${notice.peer === null ? '' : ` and ${notice.peer}`}`;
}

const checkWords = ({ verdict, answered, unknown, refused }: LabCheck): string =>
  `${verdict}; ${answered} answered, ${unknown} without an answer, ${refused} refused`;

function experimentWords(notice: LabExperimentNotice): string {
  if (notice.kind === 'observed') return `${notice.what}: ${notice.figure}`;
  if (notice.kind === 'step') return notice.text;
  return `${notice.asPromised ? 'as etcd promises' : 'NOT as etcd promises'}: ${notice.text}`;
}
