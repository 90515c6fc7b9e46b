/** Reads the next word or sign of a `.proto` file; `null` at its end. */
interface Tokens {
  readonly line: number;
  next(): string | null;
}

/** A sign or word of a file that could be read, with its line. */
interface Token {
  readonly text: string;
  readonly line: number;
}

function allOf(tokens: Tokens): readonly Token[] {
  const all: Token[] = [];
  for (let text = tokens.next(); text !== null; text = tokens.next()) all.push({ text, line: tokens.line });
  return all;
}

/** Returns the line that imports a path; `null` where none does. */
export function importLine(tokens: Tokens, path: string): number | null {
  const all = allOf(tokens);
  const at = all.findIndex(({ text }, place) => {
    if (text !== path) return false;
    const quote = all[place - 1]?.text;
    const before = all[place - 2]?.text;
    return (quote === '"' || quote === "'") && (before === 'import' || before === 'public' || before === 'weak');
  });
  return all[at]?.line ?? null;
}

/** Returns the line of the first `NAME = NUMBER`; `null` where there is none. */
export function declarationLine(tokens: Tokens, name: string, number: number): number | null {
  const all = allOf(tokens);
  const at = all.findIndex(
    ({ text }, place) => text === name && all[place + 1]?.text === '=' && Number(all[place + 2]?.text) === number,
  );
  return all[at]?.line ?? null;
}

/** Returns the line that extends a message; `null` where none does. */
export function extendLine(tokens: Tokens, message: string): number | null {
  const all = allOf(tokens);
  const at = all.findIndex(({ text }, place) => text === message && all[place - 1]?.text === 'extend');
  return all[at]?.line ?? null;
}
