/** A text that an expression takes long over. */
export interface SlowText {
  readonly word: string;
  /** How long it took for the shorter text and for one eight times as long, in milliseconds. */
  readonly short: number;
  readonly long: number;
}

const [first, shorter, longer] = [2_048, 8_192, 65_536];
/** Looked at more closely from here on: what is linear takes a hundredth of it. */
const suspectMs = 1.5;
/** Eight times the text may take eight times as long; a square takes 64 times, and over a second. */
const most = { ratio: 24, ms: 100 };
const mostTokens = 10;

/**
 * Runs an expression over repeated words of its own characters, as the sources run it: a global one over the whole text
 * repeatedly. Returns `null` when its time grows linearly with the text. Unlike a check of one match, it detects many
 * matches that each scan all of the rest.
 */
export function slowTextOf(source: string, flags: string): SlowText | null {
  const expression = new RegExp(source, flags);
  const tokens = tokensOf(source);
  for (const word of wordsOf(tokens)) {
    if (timed(expression, word, first, 1) < suspectMs) continue;
    const short = timed(expression, word, shorter, 3);
    if (short < suspectMs) continue;
    const long = timed(expression, word, longer, 2);
    if (long > most.ms && long > short * most.ratio) return { word, short, long };
  }
  return null;
}

/** The least of some times, so that a busy machine counts for nothing. */
function timed(expression: RegExp, word: string, length: number, times: number): number {
  const text = word.repeat(Math.ceil(length / word.length));
  let least = Number.POSITIVE_INFINITY;
  for (let time = 0; time < times; time++) {
    const from = performance.now();
    run(expression, text);
    least = Math.min(least, performance.now() - from);
  }
  return least;
}

function run(expression: RegExp, text: string): void {
  expression.lastIndex = 0;
  if (expression.global) text.replace(expression, '');
  else if (expression.sticky) while (expression.lastIndex < text.length && expression.test(text));
  else expression.test(text);
}

const classes: Readonly<Record<string, string>> = {
  s: ' ',
  S: 'a',
  d: '0',
  D: 'a',
  w: 'a',
  W: ' ',
  n: '\n',
  t: '\t',
  r: '\r',
};

/** Characters that the expression tells apart, and the words that it spells out. */
function tokensOf(source: string): readonly string[] {
  const tokens = new Set<string>();
  for (const [whole, escaped] of source.matchAll(/\\(?:u[0-9a-f]{4}|x[0-9a-f]{2}|(.))|[A-Za-z ]{2,}|[^\\]/gi)) {
    if (escaped !== undefined) tokens.add(classes[escaped] ?? escaped);
    else if (whole.length > 1 && !whole.startsWith('\\')) tokens.add(whole);
    else if (!/[()[\]{}?*+|^$\\]/.test(whole)) tokens.add(whole === '.' ? 'a' : whole);
  }
  for (const other of ['a', '0', ' ', '\n', '"', '\\', '\0']) tokens.add(other);
  return [...tokens].slice(0, mostTokens);
}

function* wordsOf(tokens: readonly string[]): Generator<string, void> {
  for (const one of tokens) {
    yield one;
    for (const two of tokens) {
      if (two !== one) yield one + two;
      for (const three of tokens) if (three !== two || two !== one) yield one + two + three;
    }
  }
}
