import { escapeBytes } from '../ui/byte-text.ts';

/** Returns the longest prefix that all keys share, cut after its last slash. */
export function sharedFolderOf([first = new Uint8Array(), ...rest]: readonly Uint8Array[]): Uint8Array {
  let length = first.length;
  for (const key of rest) {
    let at = 0;
    while (at < length && at < key.length && key[at] === first[at]) at += 1;
    length = at;
  }
  return first.subarray(0, first.subarray(0, length).lastIndexOf(0x2f) + 1);
}

/** Says where several keys are: ` below /app/`; nothing where they have no folder in common. */
export const below = (prefix: Uint8Array): string => (prefix.length === 0 ? '' : ` below ${escapeBytes(prefix).text}`);
