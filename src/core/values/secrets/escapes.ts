const backslash = '\\';
/** What ends a line in YAML. */
const lineEnds = ['\n', '\r', '\u0085', '\u2028', '\u2029'];
const named: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  ...Object.fromEntries(lineEnds.map((end) => [end, ''])),
};
/** How many digits follow the letter. */
const numbered: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const digits = /^[0-9A-Fa-f]+$/;
/** What Go escapes in any JSON: less than, greater than, ampersand. They hide nothing. */
const harmless = new Set(['003c', '003e', '0026']);
/** A line that goes on in the next one, in YAML, and the same within JSON. */
const continued = [...lineEnds, '\\\\n', '\\\\r'].map((end) => `${backslash}${end}`);

/** Whether a text has escapes that could hide a word, or a part of base64. */
export function hidesText(bytes: Buffer): boolean {
  if (!bytes.includes(0x5c)) return false;
  if (continued.some((one) => bytes.includes(one))) return true;
  return Object.entries(numbered).some(([letter, length]) => {
    const start = `${backslash}${letter}`;
    for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 2)) {
      const code = bytes.toString('latin1', at + 2, at + 2 + length);
      if (code.length === length && digits.test(code) && !harmless.has(code.toLowerCase())) return true;
    }
    return false;
  });
}

/** Returns a text with one level of escapes resolved, those of JSON and those of YAML. */
export function unescaped(text: string): string {
  const parts: string[] = [];
  let from = 0;
  for (let at = text.indexOf(backslash); at >= 0; at = text.indexOf(backslash, from)) {
    const letter = text.charAt(at + 1);
    const length = numbered[letter] ?? 0;
    const code = text.slice(at + 2, at + 2 + length);
    const isNumber = length > 0 && code.length === length && digits.test(code);
    parts.push(text.slice(from, at), isNumber ? characterOf(code) : (named[letter] ?? letter));
    from = at + 2 + (isNumber ? length : 0);
    // The next line's indent does not count.
    if (lineEnds.includes(letter)) while (isSpace(text.charAt(from))) from += 1;
  }
  return parts.join('') + text.slice(from);
}

function characterOf(code: string): string {
  const point = Number.parseInt(code, 16);
  return point <= 0x10_ffff ? String.fromCodePoint(point) : '';
}

function isSpace(char: string): boolean {
  return char === ' ' || char === '\t' || char === '\n' || char === '\r';
}
