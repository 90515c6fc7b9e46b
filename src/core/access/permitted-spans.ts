import type { OwnAccess, PermittedRange } from '../../contract/access.ts';
import { afterKey, compareBytes } from '../bytes/bytes.ts';
import type { RolePermission } from '../etcd/auth.ts';
import type { KeySpan } from '../sources/source-reader.ts';

/** A permission as a range; `null` where it permits nothing, since it ends before it begins. */
export function rangeOf(role: string, { key, rangeEnd, canRead, canWrite }: RolePermission): PermittedRange | null {
  if (rangeEnd.length === 0) return { role, key, end: afterKey(key), canRead, canWrite };
  if (rangeEnd.length === 1 && rangeEnd[0] === 0) return { role, key, end: null, canRead, canWrite };
  return compareBytes(key, rangeEnd) < 0 ? { role, key, end: rangeEnd, canRead, canWrite } : null;
}

/** What may be read, in the order of keys, apart from each other: etcd takes ranges that touch for one. */
export function readableSpans(access: OwnAccess): readonly KeySpan[] {
  if (access.kind !== 'limited') return [];
  const spans = access.ranges
    .filter(({ canRead }) => canRead)
    .map(({ key, end }): KeySpan => ({ start: key, end }))
    .sort((a, b) => compareBytes(a.start, b.start));
  const merged: KeySpan[] = [];
  for (const span of spans) {
    const last = merged.at(-1);
    if (last === undefined || (last.end !== null && compareBytes(last.end, span.start) < 0)) merged.push(span);
    else merged[merged.length - 1] = { start: last.start, end: laterEnd(last.end, span.end) };
  }
  return merged;
}

/** The parts of a span that lie in some of these. */
export function partsOf({ start, end }: KeySpan, spans: readonly KeySpan[]): readonly KeySpan[] {
  return spans
    .map(
      (span): KeySpan => ({
        start: compareBytes(span.start, start) > 0 ? span.start : start,
        end: earlierEnd(span.end, end),
      }),
    )
    .filter((part) => part.end === null || compareBytes(part.start, part.end) < 0);
}

function laterEnd(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (a === null || b === null) return null;
  return compareBytes(a, b) > 0 ? a : b;
}

function earlierEnd(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (a === null) return b;
  return b === null || compareBytes(a, b) < 0 ? a : b;
}
