import { escapeBytes, utf8Of } from '../../../ui/byte-text.ts';

/** Returns a key for another program: as it is where it is text, escaped where it is not. */
export function plainText(bytes: Uint8Array): string {
  const escaped = escapeBytes(bytes);
  return escaped.isBinary ? escaped.text : (utf8Of(bytes) ?? escaped.text);
}
