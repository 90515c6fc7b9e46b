import type { LeaseId } from '../../../contract/ids.ts';
import type { LeaseState } from '../../../contract/leases.ts';
import { escapeBytes } from '../../ui/byte-text.ts';

/** A lease of the list: its state where it has been asked, and when that came, by this window's clock. */
export interface LeaseRow {
  readonly id: LeaseId;
  readonly known: KnownLease | null;
}

export interface KnownLease {
  readonly state: LeaseState;
  /** Milliseconds since 1970. */
  readonly cameAt: number;
}

export const leaseFilters = ['all', 'expiring', 'empty'] as const;
export type LeaseFilter = (typeof leaseFilters)[number];

/** A client renews its lease at a third of the TTL, so that about two thirds are always left. */
const renewedShare = 1 / 3;
const soonMs = 60_000;

/** What is left of a lease unless it was renewed since, in milliseconds; `null` where that is not known. */
export function leftMs(known: KnownLease | null, now: number): number | null {
  if (known === null || known.state.kind !== 'alive') return null;
  return Math.max(0, known.state.ttl * 1_000 - (now - known.cameAt));
}

/** Whether a lease ends within a minute and nobody renews it any more: less is left than a client lets it come to. */
export function isExpiring(known: KnownLease | null, now: number): boolean {
  const left = leftMs(known, now);
  if (left === null || known?.state.kind !== 'alive') return false;
  return left <= soonMs && left < known.state.grantedTTL * 1_000 * renewedShare;
}

const isEmpty = (known: KnownLease | null): boolean => known?.state.kind === 'alive' && known.state.keyCount === 0;

/** How many leases each filter leaves, of those that have been asked, and how many those are. */
export interface LeaseCounts {
  readonly asked: number;
  readonly expiring: number;
  readonly empty: number;
}

export function countLeases(rows: readonly LeaseRow[], now: number): LeaseCounts {
  let [asked, expiring, empty] = [0, 0, 0];
  for (const { known } of rows) {
    if (known !== null) asked += 1;
    if (isExpiring(known, now)) expiring += 1;
    if (isEmpty(known)) empty += 1;
  }
  return { asked, expiring, empty };
}

/** The leases that a filter and a text leave: in the id, or in the first keys as far as they are known. */
export function filterLeases(
  rows: readonly LeaseRow[],
  filter: LeaseFilter,
  text: string,
  now: number,
): readonly LeaseRow[] {
  const wanted = text.trim().toLowerCase();
  return rows.filter(
    ({ id, known }) =>
      (filter === 'all' || (filter === 'expiring' ? isExpiring(known, now) : isEmpty(known))) &&
      (wanted === '' || id.includes(wanted) || hasKeyLike(known, wanted)),
  );
}

const hasKeyLike = (known: KnownLease | null, wanted: string): boolean =>
  known?.state.kind === 'alive' &&
  known.state.firstKeys.some((key) => escapeBytes(key).text.toLowerCase().includes(wanted));
