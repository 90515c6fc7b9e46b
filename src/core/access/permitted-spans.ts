import type { OwnAccess, PermittedRange } from '../../contract/access.ts';
import { afterKey, compareBytes } from '../bytes/bytes.ts';
import type { RolePermission } from '../etcd/auth.ts';
import type { KeySpan } from '../sources/source-reader.ts';

/**
 * Returns a permission as a range; `null` where it permits nothing: it ends before it begins, or has an empty key, which
 * etcd orders after every other.
 */
export function rangeOf(role: string, { key, rangeEnd, canRead, canWrite }: RolePermission): PermittedRange | null {
  if (key.length === 0) return null;
  if (rangeEnd.length === 0) return { role, key, end: afterKey(key), canRead, canWrite };
  if (rangeEnd.length === 1 && rangeEnd[0] === 0) return { role, key, end: null, canRead, canWrite };
  return compareBytes(key, rangeEnd) < 0 ? { role, key, end: rangeEnd, canRead, canWrite } : null;
}

/** What may be read, in the order of keys, apart from each other: etcd takes ranges that touch for one. */
export function readableSpans(access: OwnAccess): readonly KeySpan[] {
  return access.kind === 'limited' ? spansOf(access.ranges, 'canRead') : [];
}

/** Returns the keys of some ranges that may be read, or written, as spans apart from each other, in order. */
export function spansOf(ranges: readonly PermittedRange[], use: 'canRead' | 'canWrite'): readonly KeySpan[] {
  const spans = ranges
    .filter((range) => range[use])
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

/** Returns the parts of spans that lie outside others. Both are apart from each other and in order. */
export function outside(spans: readonly KeySpan[], others: readonly KeySpan[]): readonly KeySpan[] {
  return spans.flatMap((span) => {
    const parts: KeySpan[] = [];
    let start: Uint8Array | null = span.start;
    for (const other of partsOf(span, others)) {
      if (start !== null && compareBytes(start, other.start) < 0) parts.push({ start, end: other.start });
      start = other.end;
    }
    const isLeft = start !== null && (span.end === null || compareBytes(start, span.end) < 0);
    return start !== null && isLeft ? [...parts, { start, end: span.end }] : parts;
  });
}

/** Whether two spans are the same. */
export function isSameSpan(a: KeySpan, b: KeySpan): boolean {
  return compareBytes(a.start, b.start) === 0 && isSameEnd(a.end, b.end);
}

function isSameEnd(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a === null || b === null ? a === b : compareBytes(a, b) === 0;
}

function laterEnd(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (a === null || b === null) return null;
  return compareBytes(a, b) > 0 ? a : b;
}

function earlierEnd(a: Uint8Array | null, b: Uint8Array | null): Uint8Array | null {
  if (a === null) return b;
  return b === null || compareBytes(a, b) < 0 ? a : b;
}
