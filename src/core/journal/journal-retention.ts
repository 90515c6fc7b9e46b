import type { Settings } from '../../contract/settings.ts';
import type { Clock } from '../ports.ts';
import type { SegmentBounds } from './segments.ts';

/** How long the journal keeps entries, and how much of them, as the settings say. */
export type Retention = Pick<Settings, 'journalDays' | 'journalMiB'>;

/** What is kept where the settings say nothing, or cannot be read. */
export const usualRetention: Retention = { journalDays: null, journalMiB: 768 };

const mebibyte = 1024 * 1024;
const dayMs = 24 * 60 * 60_000;

/**
 * Returns the bounds of the journal's files. The log records what was written: a hundred thousand entries of a
 * connection. The values files keep what was there before, and are removed first.
 */
export function boundsBy(
  retention: () => Promise<Retention>,
  clock: Clock,
): { readonly log: SegmentBounds; readonly values: SegmentBounds } {
  const room = (share: number, mostBytes: number) => async () => {
    const { journalDays, journalMiB } = await retention();
    const allBytes = journalMiB * share * mebibyte;
    const since = journalDays === null ? 0 : clock.now() - journalDays * dayMs;
    return { keptBytes: Math.min(mostBytes, allBytes), allBytes, since };
  };
  return {
    log: { fileBytes: mebibyte, room: room(1 / 3, 96 * mebibyte) },
    values: { fileBytes: 8 * mebibyte, room: room(2 / 3, 64 * mebibyte) },
  };
}
