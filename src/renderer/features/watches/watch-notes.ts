import type { WatchNotice } from '../../../contract/watches.ts';
import { describeFailure } from '../../app/failure-words.ts';
import { formatCount } from '../../ui/format.ts';

export type WatchPhase = 'starting' | 'live' | 'reconnecting' | 'compacted' | 'failed' | 'ended';

/** A sentence for the log, and how the watch stands from there on. */
export interface WatchNote {
  readonly phase: WatchPhase;
  readonly tone: 'info' | 'warn' | 'bad';
  readonly text: string;
}

/** What a notice says, or `null` where it is nothing to tell. */
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
