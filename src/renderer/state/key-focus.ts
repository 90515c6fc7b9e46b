import { bytesOf, fromHex, toHex, utf8Of } from '../ui/byte-text.ts';

/** What the Keys screen may be asked to show: a key, or every name that has a text. */
export type KeyFocus =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'search'; readonly text: string };

const searchMark = 'search-';

/** As it stands in the address. */
export const formatKeyFocus = (focus: KeyFocus): string =>
  focus.kind === 'key' ? toHex(focus.key) : `${searchMark}${toHex(bytesOf(focus.text))}`;

/** Returns the focus in an address, or `null` when it requests none. */
export function parseKeyFocus(focus: string): KeyFocus | null {
  const isSearch = focus.startsWith(searchMark);
  const bytes = fromHex(isSearch ? focus.slice(searchMark.length) : focus);
  if (bytes === null || bytes.length === 0) return null;
  if (!isSearch) return { kind: 'key', key: bytes };
  const text = utf8Of(bytes);
  return text === null ? null : { kind: 'search', text };
}
