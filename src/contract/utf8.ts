// As in wire/platform.ts: the contract is type-checked with neither Node nor the DOM, which both have these.
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare class TextDecoder {
  constructor(label: 'utf-8', options: { readonly fatal?: boolean; readonly ignoreBOM: boolean });
  decode(bytes: Uint8Array): string;
}

const encoder = new TextEncoder();
const replacing = new TextDecoder('utf-8', { ignoreBOM: true });
const exact = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Returns the UTF-8 of a text. */
export const utf8Bytes = (text: string): Uint8Array => encoder.encode(text);

/** Returns the text of bytes; what is no UTF-8 in them is replaced. */
export const utf8Text = (bytes: Uint8Array): string => replacing.decode(bytes);

/** Returns the text of bytes; `null` where they are no UTF-8. */
export function exactUtf8Text(bytes: Uint8Array): string | null {
  try {
    return exact.decode(bytes);
  } catch {
    return null;
  }
}
