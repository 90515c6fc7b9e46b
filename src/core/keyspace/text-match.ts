import { EtcdError } from '../../contract/failure.ts';
import type { KeySearchHit, TextMatch } from '../../contract/search.ts';

/** Where in a text something was found, in UTF-16 units. */
export interface FoundText {
  readonly from: number;
  readonly to: number;
}

/** A match that is looked for in text. */
export type PatternMatch = Exclude<TextMatch, { readonly kind: 'bytes' }>;

/** The pattern of a match. Fails with `BadRequest` where it is no expression. */
export function patternOf({ kind, text, ignoresCase }: PatternMatch): RegExp {
  const flags = ignoresCase ? 'iu' : 'u';
  // Nothing else has a meaning of its own there, and with `u` nothing else may be escaped.
  if (kind === 'substring') return new RegExp(text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&'), flags);
  try {
    return new RegExp(text, flags);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new EtcdError({ code: 'BadRequest', message }, { cause: error });
  }
}

/** Where a pattern is first found. */
export function findPattern(pattern: RegExp, text: string): FoundText | null {
  const found = pattern.exec(text);
  return found === null ? null : { from: found.index, to: found.index + found[0].length };
}

const longestExcerpt = 160;
const leadIn = 40;

/** The line in which something was found, shortened around it. */
export function excerptOf(text: string, found: FoundText): NonNullable<KeySearchHit['excerpt']> {
  // A place before the first one would be taken for it.
  const lineStart = found.from === 0 ? 0 : text.lastIndexOf('\n', found.from - 1) + 1;
  const lineEnd = text.indexOf('\n', found.from);
  const start = whole(text, lineStart + Math.max(0, found.from - lineStart - leadIn));
  const end = whole(text, Math.min(lineEnd < 0 ? text.length : lineEnd, start + longestExcerpt));
  const line = text.slice(start, end);
  return { text: line, from: found.from - start, to: Math.min(found.to - start, line.length) };
}

/** A place that is not between the two halves of a character. */
function whole(text: string, at: number): number {
  const isLowHalf = /[\udc00-\udfff]/.test(text.charAt(at));
  return isLowHalf && /[\ud800-\udbff]/.test(text.charAt(at - 1)) ? at - 1 : at;
}
