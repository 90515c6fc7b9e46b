import type { ConnectionId } from '../../../contract/ids.ts';
import type { ChangeType } from '../../../contract/watches.ts';
import { membersOf } from '../../state/members-of.ts';
import { readRemembered, remember } from '../../state/window-memory.ts';
import { fromHex, toHex } from '../../ui/byte-text.ts';
import { type EventFilter, type EventKind, eventKinds, noFilter } from './event-filter.ts';
import type { HeardUpTo } from './heard-events.ts';

/**
 * A watch as it outlives a reload of the page: what it is of, and how far it was. Neither values nor events: those are read
 * again from history.
 */
export interface RememberedWatch {
  readonly key: Uint8Array;
  readonly isPrefix: boolean;
  readonly rangeEnd: Uint8Array | null;
  readonly only: ChangeType | null;
  readonly previous: boolean;
  readonly startRevision: number | null;
  readonly heard: HeardUpTo;
  /** From where on the newest events are read again; `null`: none were listed. */
  readonly shownFrom: number | null;
  readonly filter: EventFilter;
  readonly end: RememberedEnd | null;
}

/** That it had ended by itself, and up to which revision history was gone then. */
export interface RememberedEnd {
  readonly compactRevision: number | null;
}

/** The watches of one connection, and which of them was shown. */
export interface RememberedWatches {
  readonly watches: readonly RememberedWatch[];
  readonly active: number;
}

const mostWatches = 40;
/** Keys of one revision that are kept for each watch, in digits. The events of a larger revision are listed twice. */
const mostToldDigits = 8 * 1024;

const nameOf = (connection: ConnectionId): string => `watches/${connection}`;

/** Whether this window watched a connection before it was loaded anew. */
export const hasRememberedWatches = (connection: ConnectionId): boolean =>
  readRemembered(nameOf(connection), (value) => value) !== null;

export function rememberWatches(connection: ConnectionId, { watches, active }: RememberedWatches): void {
  const stored = { active, watches: watches.slice(-mostWatches).map(toStored) };
  remember(nameOf(connection), watches.length === 0 ? null : stored);
}

export function recallWatches(connection: ConnectionId): RememberedWatches | null {
  return readRemembered(nameOf(connection), (value) => {
    const { watches: stored, active } = membersOf(value);
    if (!Array.isArray(stored)) return null;
    const watches = stored.slice(0, mostWatches).flatMap((one: unknown) => fromStored(one) ?? []);
    return watches.length === 0 ? null : { watches, active: isWhole(active) ? active : 0 };
  });
}

function toStored({ key, rangeEnd, heard, filter, ...rest }: RememberedWatch): object {
  const digits = heard.told.reduce((sum, hex) => sum + hex.length, 0);
  const told = digits > mostToldDigits ? [] : heard.told;
  const end = rangeEnd === null ? null : toHex(rangeEnd);
  // What is looked for in values may be a secret.
  const kept = filter.inValues ? { ...noFilter, kind: filter.kind } : filter;
  return { ...rest, key: toHex(key), rangeEnd: end, next: heard.next, told, filter: kept };
}

function fromStored(value: unknown): RememberedWatch | null {
  const {
    key: hex,
    isPrefix,
    rangeEnd: endHex,
    only,
    previous,
    startRevision,
    next,
    told,
    shownFrom,
    filter,
    end,
  } = membersOf(value);
  const key = typeof hex === 'string' ? fromHex(hex) : null;
  if (key === null || typeof isPrefix !== 'boolean' || typeof previous !== 'boolean') return null;
  const rangeEnd = typeof endHex === 'string' ? fromHex(endHex) : null;
  if (key.length === 0 && !isPrefix && rangeEnd === null) return null;
  if (!isRevision(startRevision) || !isRevision(next) || !isRevision(shownFrom)) return null;
  const keys = Array.isArray(told) ? told.filter((one: unknown) => typeof one === 'string') : [];
  const heard = { next, told: keys };
  const of = { key, isPrefix, rangeEnd, only: toType(only) };
  return { ...of, previous, startRevision, heard, shownFrom, filter: toFilter(filter), end: toEnd(end) };
}

function toFilter(value: unknown): EventFilter {
  const { text, kind } = membersOf(value);
  return typeof text === 'string' ? { ...noFilter, text, kind: isKind(kind) ? kind : 'all' } : noFilter;
}

const toType = (value: unknown): ChangeType | null => (value === 'put' || value === 'delete' ? value : null);

function toEnd(value: unknown): RememberedEnd | null {
  if (typeof value !== 'object' || value === null) return null;
  const { compactRevision } = membersOf(value);
  return { compactRevision: isRevision(compactRevision) ? compactRevision : null };
}

const isWhole = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) >= 0;

const isRevision = (value: unknown): value is number | null => value === null || isWhole(value);

const isKind = (value: unknown): value is EventKind => eventKinds.some((kind) => kind === value);
