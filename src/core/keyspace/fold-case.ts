const unknown = 0;
/** Each unit's folded one, cached on first use. */
const folded = new Uint16Array(0x1_0000);

/**
 * Returns the UTF-16 unit at a place with its case folded, by the equality of regular expressions with the flags `iu`:
 * one for one, so that places stay. A surrogate is folded together with its other half.
 */
export function foldedUnit(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if ((unit & 0xfc00) === 0xdc00 && at > 0) {
    const high = text.charCodeAt(at - 1);
    if ((high & 0xfc00) === 0xd800) return fold(String.fromCharCode(high, unit)).charCodeAt(1);
  }
  const known = folded[unit] ?? unknown;
  if (known !== unknown || unit === 0) return known;
  const found = fold(String.fromCharCode(unit)).charCodeAt(0);
  folded[unit] = found;
  return found;
}

/** Pairs equal from Unicode 15.1 on, though neither is the other's capital. */
const alike: ReadonlyMap<string, string> = new Map([
  ['\u1fd3', '\u0390'],
  ['\u1fe3', '\u03b0'],
  ['\ufb05', '\ufb06'],
]);

/**
 * Returns Unicode's simple case folding of a character: the small letter of its capital, where the two count as equal.
 */
function fold(character: string): string {
  const capital = character.toUpperCase();
  const small = alike.get(character) ?? (capital.length === character.length ? capital : character).toLowerCase();
  if (small === character || small.length !== character.length) return character;
  return new RegExp(`^${small}$`, 'iu').test(character) ? small : character;
}
