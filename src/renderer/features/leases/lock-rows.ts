import type { RevisionSighting } from '../../../contract/history.ts';
import type { Contender, Contest, LocksNotice } from '../../../contract/locks.ts';
import { timeOf, timeWords } from '../../parts/source/revision-clock.ts';
import { escapeBytes } from '../../ui/byte-text.ts';
import { formatCount } from '../../ui/format.ts';

/** What was found of locks and elections so far. */
export interface FoundLocks {
  readonly contests: readonly Contest[];
  readonly done: number;
  readonly total: number | null;
  readonly end: Extract<LocksNotice, { readonly kind: 'ended' }> | null;
}

export const noLocks: FoundLocks = { contests: [], done: 0, total: null, end: null };

export function withNotice(before: FoundLocks, notice: LocksNotice): FoundLocks {
  switch (notice.kind) {
    case 'progress':
      return { ...before, done: notice.done, total: notice.total };
    case 'contests':
      return { ...before, contests: [...before.contests, ...notice.contests] };
    case 'ended':
      return { ...before, end: notice };
  }
}

/** A contender in words: what it proclaims, or its lease. */
export function contenderWords({ value, bytes, lease }: Contender): string {
  if (bytes === 0) return `lease ${lease}`;
  const { text } = escapeBytes(value);
  return value.length < bytes ? `${text}…` : text;
}

/** Since when it is in line, as exactly as that is known. */
export const sinceWords = (
  { createRevision }: Contender,
  sightings: readonly RevisionSighting[] | null,
  now: number,
): string => {
  const revision = `revision ${formatCount(createRevision)}`;
  if (sightings === null) return revision;
  const time = timeOf(sightings, createRevision);
  return time.after === null && time.before === null ? revision : `${timeWords(time, now)} (${revision})`;
};

/** The contests whose prefix, or somebody in line, has a text. */
export function filterContests(contests: readonly Contest[], text: string): readonly Contest[] {
  const wanted = text.trim().toLowerCase();
  if (wanted === '') return contests;
  return contests.filter(
    ({ prefix, line }) =>
      escapeBytes(prefix).text.toLowerCase().includes(wanted) ||
      line.some((one) => one.lease.includes(wanted) || contenderWords(one).toLowerCase().includes(wanted)),
  );
}
