import type { WatchNotice, WatchRequest } from '../../../contract/watches.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount } from '../../ui/format.ts';
import { nameOfEnd } from './watch-name.ts';

export type WatchPhase = 'starting' | 'live' | 'reconnecting' | 'compacted' | 'failed' | 'ended';

/** Whether a watch has ended, and delivers nothing unless it is started again. */
export const hasEnded = (phase: WatchPhase): boolean =>
  phase === 'compacted' || phase === 'failed' || phase === 'ended';

/** The oldest revision whose events are all kept: a compaction keeps only the live keys of its own revision. */
export const oldestKept = (compactRevision: number): number => compactRevision + 1;

/** A sentence for the log, and how the watch stands from there on. */
export interface WatchNote {
  readonly phase: WatchPhase;
  readonly tone: 'info' | 'warn' | 'bad';
  readonly text: string;
}

/** Returns the note for a notice, or `null` when none is needed. */
export function noteOf(notice: Exclude<WatchNotice, { kind: 'event' }>): WatchNote | null {
  switch (notice.kind) {
    case 'started':
      return { phase: 'live', tone: 'info', text: `Watching from revision ${formatCount(notice.revision)}.` };
    case 'progress':
      return null;
    case 'reconnecting':
      return { phase: 'reconnecting', tone: 'warn', text: `Reconnecting. ${describeFailure(notice.failure).title}` };
    case 'resumed': {
      const text = `Resumed from revision ${formatCount(notice.fromRevision)} at ${notice.endpoint}. Nothing was lost.`;
      return { phase: 'live', tone: 'info', text };
    }
    case 'compacted': {
      const gone = `History up to revision ${formatCount(notice.compactRevision)} was compacted`;
      return { phase: 'compacted', tone: 'bad', text: `${gone}: events in it are lost, and the watch has ended.` };
    }
  }
}

const span = (from: number, to: number): string =>
  to <= from ? `revision ${formatCount(from)}` : `revisions ${formatCount(from)} to ${formatCount(to)}`;

/** The note of a watch that continues after a reload of the page. Events older than those read again are not kept. */
export function resumedWords(next: number, shownFrom: number): string {
  const goesOn = `The page was reloaded. The watch goes on from revision ${formatCount(next)}: nothing was lost.`;
  return shownFrom < next
    ? `${goesOn} The events from revision ${formatCount(shownFrom)} on are read again; older ones are not kept.`
    : `${goesOn} Events before are not kept.`;
}

/** A watch that was started again with the oldest events there are. */
export function oldestWords(next: number | null, compactRevision: number): string {
  const oldest = formatCount(oldestKept(compactRevision));
  const started = `Started again from revision ${oldest}, the oldest whose events are kept.`;
  return next === null || next > compactRevision ? started : `${started} ${lostWords(next, compactRevision)}`;
}

/** A watch that was started again from now. */
export function sinceNowWords(next: number | null, now: number): string {
  const started = `Started again from now, revision ${formatCount(now)}.`;
  return next === null || next >= now ? started : `${started} What happened in ${span(next, now - 1)} is left out.`;
}

/** Says which events of a watch history has lost. */
export const lostWords = (next: number, compactRevision: number): string =>
  `What happened in ${span(next, compactRevision)} was compacted and is lost.`;

/** Names the permission that a refused watch lacks: etcd lets nobody watch a range of which a part may not be read. */
export function lackingWords({ key, isPrefix, rangeEnd }: Omit<WatchRequest, 'connection'>): string {
  const name = escapeBytes(key).text;
  const all = name === '' ? 'every key' : `everything under ${name}`;
  const end = rangeEnd === undefined ? null : nameOfEnd(rangeEnd);
  const range = `all from ${name} ${end === null ? 'on' : `up to ${end}`}`;
  const span = rangeEnd !== undefined ? range : isPrefix ? all : `the key ${name}`;
  return `It needs the permission to read ${span}, in one role or in several that touch.`;
}
