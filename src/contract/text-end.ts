/**
 * Returns a text without the last characters for which `isDropped` holds. Takes linear time; `/x+$/` does not, because
 * it starts over at every `x`.
 */
export function withoutEnd(text: string, isDropped: (character: string) => boolean): string {
  let end = text.length;
  while (end > 0 && isDropped(text.charAt(end - 1))) end--;
  return text.slice(0, end);
}

/** Returns base64 without its padding. */
export function withoutPadding(base64: string): string {
  return withoutEnd(base64, (character) => character === '=');
}

/** Returns a sentence without the full stops and white space at its end. */
export function withoutFullStop(sentence: string): string {
  return withoutEnd(sentence, (character) => character === '.' || character.trim() === '');
}
