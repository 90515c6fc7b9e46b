import { EtcdeckError } from '../../contract/failure.ts';
import type { KeySearchHit, TextMatch } from '../../contract/search.ts';
import { textFinder } from './text-part.ts';

/** The place of a match in a text, in UTF-16 units. */
export interface FoundText {
  readonly from: number;
  readonly to: number;
}

/** A match that is searched for in text. */
export type PatternMatch = Exclude<TextMatch, { readonly kind: 'bytes' }>;

/** Returns the first match in a text. */
export type FindText = (text: string) => FoundText | null;

/**
 * Returns the function that finds a match. A part of a text takes linear time; an expression may take any. Fails with
 * `BadRequest`.
 */
export function findOf(match: PatternMatch): FindText {
  if (match.kind === 'expression') {
    const pattern = expressionOf(match);
    return (text) => findPattern(pattern, text);
  }
  const find = textFinder(match.text, match.ignoresCase);
  return (text) => {
    const from = find(text);
    return from < 0 ? null : { from, to: from + match.text.length };
  };
}

/** Fails with `BadRequest` for an invalid expression. */
function expressionOf({ text, ignoresCase }: PatternMatch): RegExp {
  try {
    return new RegExp(text, ignoresCase ? 'iu' : 'u');
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new EtcdeckError({ code: 'BadRequest', message }, { cause: error });
  }
}

function findPattern(pattern: RegExp, text: string): FoundText | null {
  const found = pattern.exec(text);
  return found === null ? null : { from: found.index, to: found.index + found[0].length };
}

const longestExcerpt = 160;
const leadIn = 40;

/** Returns the line of a match, shortened around it. */
export function excerptOf(text: string, found: FoundText): NonNullable<KeySearchHit['excerpt']> {
  // `lastIndexOf` would take -1 for 0.
  const lineStart = found.from === 0 ? 0 : text.lastIndexOf('\n', found.from - 1) + 1;
  const lineEnd = text.indexOf('\n', found.from);
  const start = whole(text, lineStart + Math.max(0, found.from - lineStart - leadIn));
  const end = whole(text, Math.min(lineEnd < 0 ? text.length : lineEnd, start + longestExcerpt));
  const line = text.slice(start, end);
  return { text: line, from: found.from - start, to: Math.min(found.to - start, line.length) };
}

/** Returns a place that does not split a surrogate pair. */
function whole(text: string, at: number): number {
  const isLowHalf = /[\udc00-\udfff]/.test(text.charAt(at));
  return isLowHalf && /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
