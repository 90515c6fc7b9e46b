import { withoutWhiteSpace } from '../kubernetes-storage/codec/json-tree.ts';
import { jsonErrorOffset } from './json-error.ts';
import { placeOf, unreadable } from './unreadable.ts';
import { mostLaidOut } from './value-bounds.ts';

// An unclosed string is a token up to the end of the text: otherwise each later quote would be tried anew.
const token = /"(?:[^"\\]|\\[\s\S])*\\?(?:"|$)|[{}[\]:,]|[^\s"{}[\]:,]+/g;
/** Indents of more levels would be longer than the text itself. */
const deepest = 200;
/** A list of all tokens would take ten times the memory of the text. */
const chunk = 4_096;

/** Returns whether a text is a JSON object or array. A single number or word counts as text. */
export function isJsonDocument(text: string): boolean {
  return /^\s*[[{]/.test(text) && isJson(text);
}

/** Fails with `ValueNotEncodable`, with the `line` and `column` of the error, where a text is not JSON. */
export function requireJson(text: string): void {
  const offset = jsonErrorOffset(text);
  if (offset !== null) throw unreadable('This is no JSON', placeOf(text, offset));
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

/** Returns JSON as programs store it: without spaces, and with the text's line break at its end where it has one. */
export interface CompactJson {
  readonly body: string;
  readonly end: string;
}

/** Returns the parts of JSON that is stored compact; `null` where it already has a layout. */
export function compactParts(text: string): CompactJson | null {
  const body = text.trimEnd();
  return withoutWhiteSpace(body) === body ? { body, end: text.slice(body.length) } : null;
}

/**
 * Returns JSON laid out with two spaces; `null` where it is nested too deep or becomes too long. Changes only the space
 * between tokens: numbers beyond 53 bits, escapes, repeated names and their order stay, which parsing and printing
 * would not keep.
 */
export function layOutJson(text: string): string | null {
  const most = mostLaidOut(text.length);
  let whole = '';
  let parts: string[] = [];
  let depth = 0;
  let previous = '';
  const newLine = (): string => `\n${'  '.repeat(depth)}`;
  for (const [part] of text.matchAll(token)) {
    const isFirst = previous === '{' || previous === '[';
    if (part === '}' || part === ']') {
      depth -= 1;
      if (!isFirst) parts.push(newLine());
    } else if (part !== ',' && part !== ':' && (isFirst || previous === ',')) parts.push(newLine());
    parts.push(part === ':' ? ': ' : part);
    if (part === '{' || part === '[') depth += 1;
    if (depth > deepest) return null;
    previous = part;
    if (parts.length < chunk) continue;
    whole += parts.join('');
    parts = [];
    if (whole.length > most) return null;
  }
  return whole + parts.join('');
}
