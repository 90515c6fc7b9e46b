import { bytesOf, fromHex, toHex, utf8Of } from '../ui/byte-text.ts';

/** What the Keys screen may be asked to show: a key, one with its history, all that begin with a prefix, or every name that has a text. */
export type KeyFocus =
  | { readonly kind: 'history'; readonly key: Uint8Array }
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'prefix'; readonly prefix: Uint8Array }
  | { readonly kind: 'search'; readonly text: string };

const marks = { key: '', history: 'history-', search: 'search-' } as const;
const prefixMark = '*';

/** As it stands in the address. */
export function formatKeyFocus(focus: KeyFocus): string {
  if (focus.kind === 'prefix') return `${toHex(focus.prefix)}${prefixMark}`;
  return `${marks[focus.kind]}${toHex(focus.kind === 'search' ? bytesOf(focus.text) : focus.key)}`;
}

/** Returns the focus in an address, or `null` when it requests none. */
export function parseKeyFocus(focus: string): KeyFocus | null {
  if (focus.endsWith(prefixMark)) {
    const prefix = fromHex(focus.slice(0, -prefixMark.length));
    return prefix === null ? null : { kind: 'prefix', prefix };
  }
  const kind = focus.startsWith(marks.search) ? 'search' : focus.startsWith(marks.history) ? 'history' : 'key';
  const bytes = fromHex(focus.slice(marks[kind].length));
  if (bytes === null || bytes.length === 0) return null;
  if (kind !== 'search') return { kind, key: bytes };
  const text = utf8Of(bytes);
  return text === null ? null : { kind: 'search', text };
}
