import { bytesOf, fromHex, toHex, utf8Of } from '../ui/byte-text.ts';

/** What the Keys screen may be asked to show: a key, all that begin with a prefix, or every name that has a text. */
export type KeyFocus =
  | { readonly kind: 'key'; readonly key: Uint8Array }
  | { readonly kind: 'prefix'; readonly prefix: Uint8Array }
  | { readonly kind: 'search'; readonly text: string };

const searchMark = 'search-';
const prefixMark = '*';

/** As it stands in the address. */
export function formatKeyFocus(focus: KeyFocus): string {
  switch (focus.kind) {
    case 'key':
      return toHex(focus.key);
    case 'prefix':
      return `${toHex(focus.prefix)}${prefixMark}`;
    case 'search':
      return `${searchMark}${toHex(bytesOf(focus.text))}`;
  }
}

/** Returns the focus in an address, or `null` when it requests none. */
export function parseKeyFocus(focus: string): KeyFocus | null {
  if (focus.endsWith(prefixMark)) {
    const prefix = fromHex(focus.slice(0, -prefixMark.length));
    return prefix === null ? null : { kind: 'prefix', prefix };
  }
  const isSearch = focus.startsWith(searchMark);
  const bytes = fromHex(isSearch ? focus.slice(searchMark.length) : focus);
  if (bytes === null || bytes.length === 0) return null;
  if (!isSearch) return { kind: 'key', key: bytes };
  const text = utf8Of(bytes);
  return text === null ? null : { kind: 'search', text };
}
