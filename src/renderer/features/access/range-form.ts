import { afterKey, afterPrefix } from '../../parts/access/access-words.ts';
import { compareBytes, unescapeBytes } from '../../ui/byte-text.ts';

/** What a range is typed as. */
export type RangeKind = 'prefix' | 'key' | 'range' | 'all';

/** Keys as they are typed. */
export interface RangeForm {
  readonly kind: RangeKind;
  readonly key: string;
  readonly end: string;
}

export const emptyRange: RangeForm = { kind: 'prefix', key: '', end: '' };

/** A typed range as bytes, or which field is wrong and why; no text where the field is only empty yet. */
export type ReadRange =
  | { readonly ok: true; readonly key: Uint8Array; readonly end: Uint8Array | null }
  | { readonly ok: false; readonly field: 'key' | 'end'; readonly text: string | null };

const notEscaped = 'A backslash begins nothing known: write \\\\, \\n, \\r, \\t or \\x and two digits.';

/** Reads what was typed. An empty end is the end of all keys. */
export function readRange({ kind, key: typed, end: typedEnd }: RangeForm): ReadRange {
  if (kind === 'all') return { ok: true, key: Uint8Array.of(0), end: null };
  const key = unescapeBytes(typed);
  if (key === null) return { ok: false, field: 'key', text: notEscaped };
  if (key.length === 0) return { ok: false, field: 'key', text: null };
  if (kind === 'key') return { ok: true, key, end: afterKey(key) };
  if (kind === 'prefix') return { ok: true, key, end: afterPrefix(key) };
  const end = unescapeBytes(typedEnd);
  if (end === null) return { ok: false, field: 'end', text: notEscaped };
  if (end.length === 0) return { ok: true, key, end: null };
  return compareBytes(key, end) < 0
    ? { ok: true, key, end }
    : { ok: false, field: 'end', text: 'The end comes before the beginning, or is it: no key lies between.' };
}
