import type { AccessRole, PermittedExtent, PermittedRange, RangeAccess } from '../../contract/access.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { smallestKey } from '../etcd/kv.ts';
import type { KeySpan } from '../sources/source-reader.ts';
import { isSameSpan, partsOf, spansOf } from './permitted-spans.ts';

/** The role that permits everything, whatever its ranges. */
export const rootRole = 'root';

/** Returns what a role permits: the role root everything. */
export function rangesOfRole({ name, ranges }: AccessRole): readonly PermittedRange[] {
  return name === rootRole ? [everyKeyOf(rootRole)] : ranges;
}

/** Returns what roles permit together; names of unknown roles permit nothing. */
export function rangesOfRoles(names: readonly string[], roles: readonly AccessRole[]): readonly PermittedRange[] {
  // etcd goes by the name alone: the role root need not exist.
  if (names.includes(rootRole)) return [everyKeyOf(rootRole)];
  const named = new Set(names);
  return roles.filter(({ name }) => named.has(name)).flatMap(rangesOfRole);
}

/** Returns every key as the range of a role. */
export function everyKeyOf(role: string): PermittedRange {
  return { role, key: smallestKey, end: null, canRead: true, canWrite: true };
}

/**
 * Returns a requested range as a span; an empty key is the smallest one. Fails with `BadRequest` where no key lies in
 * it.
 */
export function requestedSpan(key: Uint8Array, end: Uint8Array | null): KeySpan {
  const start = key.length === 0 ? smallestKey : key;
  if (end === null || compareBytes(start, end) < 0) return { start, end };
  throw new EtcdeckError({ code: 'BadRequest', message: 'the range ends before it begins: no key lies in it' });
}

/**
 * Returns what ranges permit of a span. As in etcd (3.4 to 3.7), ranges of different roles count together, and those that
 * overlap or touch are one.
 */
export function accessTo(ranges: readonly PermittedRange[], span: KeySpan): RangeAccess {
  return { read: extentOf(ranges, 'canRead', span), write: extentOf(ranges, 'canWrite', span) };
}

function extentOf(ranges: readonly PermittedRange[], use: 'canRead' | 'canWrite', span: KeySpan): PermittedExtent {
  const by = ranges
    .filter((range) => range[use] && partsOf(span, [{ start: range.key, end: range.end }]).length > 0)
    .sort((a, b) => compareBytes(a.key, b.key));
  const parts = partsOf(span, spansOf(by, use));
  const [first] = parts;
  if (first === undefined) return { extent: 'none', by: [] };
  return { extent: isSameSpan(first, span) ? 'whole' : 'part', by };
}
