/** Replaces secret data, followed by the data's size. No character of it is base64. */
export const cover = '••••••••';

const covered = /^•{8}(?: \((?:Secret, )?\d+ bytes?\))?$/;

/** Returns whether a text is only a cover. */
export function isCover(text: string): boolean {
  return text.length < 64 && covered.test(text);
}

/** Covers data of a known size; a cover stays as it is. */
export function coverOf(text: string, size: number): string {
  return isCover(text) ? text : `${cover} (${bytesIn(size)})`;
}

/** Covers a whole text or value that holds a Secret. Contains the word, because nothing around the cover says so. */
export function wholeCover(size: number): string {
  return `${cover} (Secret, ${bytesIn(size)})`;
}

function bytesIn(size: number): string {
  return `${size} ${size === 1 ? 'byte' : 'bytes'}`;
}
