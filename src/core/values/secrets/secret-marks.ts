/** Stands in the place of secret data, followed by its size. Base64 has no such characters. */
export const cover = '••••••••';

const covered = /^•{8}(?: \((?:Secret, )?\d+ bytes?\))?$/;

/** Returns whether a text is a cover and nothing else. */
export function isCover(text: string): boolean {
  return text.length < 64 && covered.test(text);
}

/** Covers data of a known size; what is covered already stays as it is. */
export function coverOf(text: string, size: number): string {
  return isCover(text) ? text : `${cover} (${bytesIn(size)})`;
}

/** Covers a whole text or value in which a Secret lies. The word says so, since nothing around the cover does. */
export function wholeCover(size: number): string {
  return `${cover} (Secret, ${bytesIn(size)})`;
}

function bytesIn(size: number): string {
  return `${size} ${size === 1 ? 'byte' : 'bytes'}`;
}
