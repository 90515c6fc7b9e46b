import type { OwnAccess, PermittedRange } from '../../../contract/access.ts';
import { bytesOf, compareBytes, concatBytes, equalBytes, escapeBytes } from '../../ui/byte-text.ts';

type Limited = Extract<OwnAccess, { kind: 'limited' }>;

/** The key right behind a key. */
export const afterKey = (key: Uint8Array): Uint8Array => concatBytes(key, Uint8Array.of(0));

/** The least key behind all that begin with a prefix; `null` where there is none. */
export function afterPrefix(prefix: Uint8Array): Uint8Array | null {
  let { length } = prefix;
  while (length > 0 && prefix[length - 1] === 0xff) length -= 1;
  if (length === 0) return null;
  const after = prefix.slice(0, length);
  after[length - 1] = (after[length - 1] ?? 0) + 1;
  return after;
}

const isEnd = (end: Uint8Array | null, other: Uint8Array | null): boolean =>
  end === null || other === null ? end === other : equalBytes(end, other);

/** What can be gone to: the prefix or the key that a range is; `null` for a range of another kind. */
export function placeOf(range: PermittedRange): Uint8Array | null {
  return isPrefix(range) || isEnd(range.end, afterKey(range.key)) ? range.key : null;
}

/** Whether a range is all keys that begin with its first one, and not this one alone. */
const isPrefix = ({ key, end }: Pick<PermittedRange, 'key' | 'end'>): boolean =>
  key.length > 0 && !isEnd(end, afterKey(key)) && isEnd(end, afterPrefix(key));

/** A range as one says it. */
export function rangeText({ key, end }: Pick<PermittedRange, 'key' | 'end'>): string {
  const from = escapeBytes(key).text;
  if (end === null && compareBytes(key, Uint8Array.of(0)) <= 0) return 'every key';
  if (isEnd(end, afterKey(key))) return `the key ${from}`;
  if (isEnd(end, afterPrefix(key))) return from;
  if (end === null) return `all from ${from} on`;
  const to = escapeBytes(end).text;
  return compareBytes(key, Uint8Array.of(0)) <= 0 ? `all before ${to}` : `${from} up to ${to}`;
}

/** A range with what it permits, as a sentence. */
export function permissionWords(range: Pick<PermittedRange, 'key' | 'end' | 'canRead' | 'canWrite'>): string {
  const { canRead, canWrite } = range;
  const verb = canRead && canWrite ? 'Read and write' : canRead ? 'Read' : 'Write';
  return `${verb} ${keysText(range)}`;
}

/** A range as the object of a verb: a prefix as all that begins with it. */
export function keysText(range: Pick<PermittedRange, 'key' | 'end'>): string {
  const text = rangeText(range);
  return isPrefix(range) ? `everything under ${text}` : text;
}

export const readableRanges = ({ ranges }: Limited): readonly PermittedRange[] =>
  ranges.filter(({ canRead }) => canRead);

/** Whether everything beneath a prefix may be read, by one range or by several that touch. */
export function mayReadAll(access: Limited, prefix: Uint8Array): boolean {
  const end = afterPrefix(prefix);
  let reached: Uint8Array | null = prefix.length === 0 ? bytesOf('\0') : prefix;
  const inOrder = [...readableRanges(access)].sort((a, b) => compareBytes(a.key, b.key));
  for (const range of inOrder) {
    if (compareBytes(range.key, reached) > 0) return false;
    if (range.end === null) return true;
    if (compareBytes(range.end, reached) > 0) reached = range.end;
    if (end !== null && compareBytes(reached, end) >= 0) return true;
  }
  return false;
}

/** Why a write of a key will be refused, or `null` as far as one knows. */
export function writeNote(access: OwnAccess | null, key: Uint8Array): string | null {
  if (access?.kind !== 'limited' || !access.complete || key.length === 0) return null;
  const isIn = ({ key: from, end }: PermittedRange): boolean =>
    compareBytes(from, key) <= 0 && (end === null || compareBytes(key, end) < 0);
  const around = access.ranges.filter(isIn);
  if (around.some(({ canWrite }) => canWrite)) return null;
  const readers = around.filter(({ canRead }) => canRead).map(({ role }) => role);
  return readers.length === 0
    ? `Your user, ${access.user}, may not write this key. etcd will refuse it.`
    : `Your user, ${access.user}, may read this key (role ${readers.join(', ')}) and not write it. etcd will refuse a change.`;
}
