/** A text without the characters at its end that are to be dropped. Linear, which `/x+$/` is not: that begins anew at every `x`. */
export function withoutEnd(text: string, isDropped: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isDropped(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Base64 without its padding. */
export function withoutPadding(base64: string): string {
  return withoutEnd(base64, (character) => character === '=');
}

/** A sentence without the full stop, and the space, at its end. */
export function withoutFullStop(sentence: string): string {
  return withoutEnd(sentence, (character) => character === '.' || character.trim() === '');
}
