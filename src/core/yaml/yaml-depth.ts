import { Lexer, Parser } from 'yaml';

/** Far more than any file has, and few enough for the stack of what makes objects of them. */
export const deepestYaml = 1_000;

/**
 * Returns the offset at which a YAML text is nested deeper than `deepestYaml`, or `null`. Ask it before
 * `parseDocument`, which recurses: where the stack ends V8 may end the whole process, which no `catch` stops.
 */
export function deepPlaceIn(text: string): number | null {
  if (!mayBeDeep(text)) return null;
  const parser = new Parser();
  for (const lexeme of new Lexer().lex(text)) {
    // The tokens that it yields are not needed: only its stack counts here.
    for (const _ of parser.next(lexeme));
    if (parser.stack.length > deepestYaml) return parser.offset;
  }
  return null;
}

/** Levels need brackets, or columns: what has few of both is not read twice. */
function mayBeDeep(text: string): boolean {
  let brackets = 0;
  let column = 0;
  let isIndent = true;
  for (let at = 0; at < text.length; at++) {
    const character = text[at];
    if (character === '\n') [column, isIndent] = [0, true];
    else if (isIndent) isIndent = ' \t-?:'.includes(character ?? '');
    if (isIndent) column++;
    if (character === '[' || character === '{') brackets++;
    if (brackets > deepestYaml / 2 || column > deepestYaml / 2) return true;
  }
  return false;
}
