/** States between a name and its value. Each is a bit, because a text may be read in several ways. */
const named = 1;
const separated = 2;
/** In a comment before the separator, and behind it. */
const namedComment = 4;
const separatedComment = 8;
const comments = namedComment | separatedComment;
/** In a tag or an anchor of YAML. */
const tag = 16;

type Sign =
  | 'blank'
  | 'break'
  | 'spelledBreak'
  | 'quote'
  | 'separator'
  | 'comment'
  | 'tag'
  | 'folding'
  | 'plus'
  | 'other';

const signs: ReadonlyMap<string, Sign> = new Map<string, Sign>([
  ...Array.from(' \t', (char) => [char, 'blank'] as const),
  ...Array.from('\r\n\u0085\u2028\u2029', (char) => [char, 'break'] as const),
  ...Array.from('"\'`\\?,;', (char) => [char, 'quote'] as const),
  ...Array.from(':=>', (char) => [char, 'separator'] as const),
  ...Array.from('!&', (char) => [char, 'tag'] as const),
  ...Array.from('|-123456789', (char) => [char, 'folding'] as const),
  ['#', 'comment'],
  // Jsonnet's `+:`, which adds to an inherited value.
  ['+', 'plus'],
]);
const escapes: ReadonlyMap<string, Sign> = new Map([
  ['n', 'spelledBreak'],
  ['r', 'spelledBreak'],
  ['t', 'blank'],
]);
/** URL and HTML encodings of a quote or a space. */
const encodedBlank = /^(?:%2[027]|%5C|&quot;|&apos;|&#3[49];|&#x2[27];)/i;
const encodedBreak = /^%0[AD]/i;
const encodedColon = /^%3[AD]/i;

/** The value sought behind a name. */
export interface SoughtValue {
  /** Returns whether the value begins at this place behind the separator. */
  isValue(at: number): boolean;
  /** Returns whether a character before the separator counts as the value. */
  isEnd?(char: string): boolean;
}

/**
 * Returns whether a text has a name followed by a value, in any layout of JSON, YAML and similar formats: any number of
 * quotes, spaces, comments, tags and anchors may be in between. `names` is global. One pass: follows several readings
 * of a text in parallel.
 */
export function hasValue(text: string, names: RegExp, { isValue, isEnd }: SoughtValue): boolean {
  const ends = Array.from(text.matchAll(names), ({ index, 0: name }) => index + name.length);
  let [states, next] = [0, 0];
  for (let at = ends[0] ?? text.length; at < text.length; ) {
    if (ends[next] === at) {
      states |= named;
      next += 1;
    }
    if ((states & (separated | tag)) !== 0 && isValue(at)) return true;
    if ((states & named) !== 0 && isEnd?.(text.charAt(at)) === true) return true;
    const { sign, length } = signAt(text, at);
    states = statesBehind(states, sign);
    at = states === 0 ? (ends[next] ?? text.length) : at + length;
  }
  return false;
}

/** Returns the sign at a place, and its length in characters. */
function signAt(text: string, at: number): { readonly sign: Sign; readonly length: number } {
  const char = text.charAt(at);
  const escaped = char === '\\' ? escapes.get(text.charAt(at + 1)) : undefined;
  if (escaped !== undefined) return { sign: escaped, length: 2 };
  if (char === '%' || char === '&') {
    const part = text.slice(at, at + 6);
    const blank = encodedBlank.exec(part)?.[0].length ?? 0;
    if (blank > 0) return { sign: 'blank', length: blank };
    if (encodedBreak.test(part)) return { sign: 'spelledBreak', length: 3 };
    if (encodedColon.test(part)) return { sign: 'separator', length: 3 };
  }
  // A comment of JSON5 and JavaScript.
  if (char === '/' && text.charAt(at + 1) === '/') return { sign: 'comment', length: 2 };
  return { sign: signs.get(char) ?? 'other', length: 1 };
}

function statesBehind(states: number, sign: Sign): number {
  const stays = states & (comments | tag);
  switch (sign) {
    case 'blank':
      return untagged(states);
    case 'break':
      return uncommented(untagged(states)) & ~comments;
    case 'spelledBreak':
      // A spelled break may also be part of the comment.
      return uncommented(untagged(states));
    case 'quote':
      return states;
    case 'separator':
      return stays | (states & (named | separated) ? separated : 0);
    case 'comment':
      return stays | ((states & (named | separated)) << 2);
    case 'tag':
      return stays | (states & separated ? tag : 0);
    case 'folding':
      return stays | (states & separated);
    case 'plus':
      return stays | (states & (named | separated));
    case 'other':
      return stays;
  }
}

function untagged(states: number): number {
  return states & tag ? (states & ~tag) | separated : states;
}

/** Adds the states that precede an open comment. */
function uncommented(states: number): number {
  return states | ((states & comments) >> 2);
}
