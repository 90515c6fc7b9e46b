const letter = /^\p{L}$/u;
const digit = /^\p{Nd}$/u;

/**
 * Returns the order in which go-yaml prints an object's members: `a2` before `a10`. Its rule for leading zeros is not
 * transitive (`007`, `0x1`, `1e3`), so such keys may come in another order than Go's sort gives.
 */
export function compareKeys(one: string, other: string): number {
  const a = Array.from(one);
  const b = Array.from(other);
  const shared = Math.min(a.length, b.length);
  for (let at = 0; at < shared; at++) {
    const x = a[at] ?? '';
    const y = b[at] ?? '';
    if (x === y) continue;
    const isLetter = letter.test(x);
    if (isLetter && letter.test(y)) return codeOf(x) - codeOf(y);
    if (isLetter || letter.test(y)) return isLetter ? 1 : -1;
    return compareNumbers(a, b, at);
  }
  return a.length - b.length;
}

/** Compares texts that first differ at `at`, where neither has a letter. */
function compareNumbers(a: readonly string[], b: readonly string[], at: number): number {
  // A zero within a longer number counts as a digit, not as a leading zero.
  const first = (a[at] === '0' || b[at] === '0') && followsNumber(a, at) ? '1' : '';
  const [x, y] = [digitsFrom(a, at), digitsFrom(b, at)];
  const [m, n] = [BigInt(`${first}${x}` || 0), BigInt(`${first}${y}` || 0)];
  if (m !== n) return m < n ? -1 : 1;
  if (x.length !== y.length) return x.length - y.length;
  return codeOf(a[at] ?? '') - codeOf(b[at] ?? '');
}

function followsNumber(text: readonly string[], at: number): boolean {
  for (let before = at - 1; before >= 0 && digit.test(text[before] ?? ''); before--)
    if (text[before] !== '0') return true;
  return false;
}

/** ASCII digits only. Go sorts other digits by their distance from `0`; no Kubernetes key has any. */
function digitsFrom(text: readonly string[], at: number): string {
  let digits = '';
  for (let next = at; /^[0-9]$/.test(text[next] ?? ''); next++) digits += text[next];
  return digits;
}

function codeOf(character: string): number {
  return character.codePointAt(0) ?? 0;
}
