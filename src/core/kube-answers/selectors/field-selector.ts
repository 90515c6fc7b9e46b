import { badRequest } from '../answers/status.ts';

/** One term of a field selector. */
export interface FieldTerm {
  readonly field: string;
  readonly value: string;
  /** Whether the field must have the value, or must not. */
  readonly isEqual: boolean;
}

const mostTerms = 100;

/** Parses a field selector: `a.b=c`, `a.b==c`, `a.b!=c`, joined by commas. Fails with a `Refusal` (400). */
export function parseFieldSelector(text: string): readonly FieldTerm[] {
  return termsIn(text).map((term) => {
    const found = operatorIn(term);
    if (found === null)
      throw badRequest(`invalid selector: '${text.slice(0, 200)}'; can't understand '${term.slice(0, 100)}'`);
    const { at, length, isEqual } = found;
    return { field: term.slice(0, at), value: unescaped(term.slice(at + length), text), isEqual };
  });
}

/** Returns the terms between commas that are not escaped; empty ones are none. */
function termsIn(text: string): readonly string[] {
  const terms: string[] = [];
  let from = 0;
  for (let at = 0; at <= text.length && terms.length <= mostTerms; at++) {
    if (text.charAt(at) === '\\') at++;
    else if (at === text.length || text.charAt(at) === ',') {
      terms.push(text.slice(from, at));
      from = at + 1;
    }
  }
  if (terms.length > mostTerms) throw badRequest('invalid selector: too many terms');
  return terms.filter((term) => term !== '');
}

function operatorIn(term: string): { readonly at: number; readonly length: number; readonly isEqual: boolean } | null {
  for (let at = 0; at < term.length; at++) {
    if (term.charAt(at) === '\\') at++;
    else if (term.startsWith('!=', at)) return { at, length: 2, isEqual: false };
    else if (term.startsWith('==', at)) return { at, length: 2, isEqual: true };
    else if (term.charAt(at) === '=') return { at, length: 1, isEqual: true };
  }
  return null;
}

function unescaped(value: string, whole: string): string {
  const text = value.replace(/\\([\\,=])/g, '$1');
  const isWhole = !/(?:^|[^\\])(?:\\\\)*\\(?:[^\\,=]|$)/.test(value);
  if (!isWhole) throw badRequest(`invalid field selector: invalid escape sequence in '${whole.slice(0, 200)}'`);
  return text;
}
