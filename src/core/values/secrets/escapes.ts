const backslash = '\\';
/** The line breaks of YAML. */
const lineEnds = ['\n', '\r', '\u0085', '\u2028', '\u2029'];
const named: Readonly<Record<string, string>> = {
  n: '\n',
  r: '\r',
  t: '\t',
  ...Object.fromEntries(lineEnds.map((end) => [end, ''])),
};
/** The number of digits behind each escape's letter. */
const numbered: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };
const digits = /^[0-9A-Fa-f]+$/;
const codeLengths = new Uint8Array(256);
for (const [letter, length] of Object.entries(numbered)) codeLengths[letter.charCodeAt(0)] = length;
/** An escaped line break of YAML, and the same within JSON. */
const continued = [...lineEnds, '\\\\n', '\\\\r'].map((end) => `${backslash}${end}`);

/** Returns whether a text has escapes that could hide a word, or a part of base64. */
export function hidesText(bytes: Buffer): boolean {
  const first = bytes.indexOf(0x5c);
  if (first < 0) return false;
  if (continued.some((one) => bytes.includes(one))) return true;
  // With many escapes, a native search for each takes thirty times as long.
  for (let at = first; at < bytes.length; at++) {
    if (bytes[at] !== 0x5c) continue;
    const length = codeLengths[bytes[at + 1] ?? 0] ?? 0;
    if (length === 0 || !isCode(bytes, at + 2, length)) continue;
    if (length !== 4 || !isHarmless(bytes, at + 2)) return true;
  }
  return false;
}

/** `003c`, `003e`, `0026`: Go escapes these in any JSON. They hide nothing. */
function isHarmless(bytes: Buffer, at: number): boolean {
  const last = bytes[at + 3] ?? 0;
  if (bytes[at] !== 0x30 || bytes[at + 1] !== 0x30) return false;
  return bytes[at + 2] === 0x33
    ? (last | 0x20) === 0x63 || (last | 0x20) === 0x65
    : bytes[at + 2] === 0x32 && last === 0x36;
}

function isCode(bytes: Buffer, from: number, length: number): boolean {
  for (let at = from; at < from + length; at++) {
    const byte = bytes[at] ?? 0;
    const letter = byte | 0x20;
    if ((byte < 0x30 || byte > 0x39) && (letter < 0x61 || letter > 0x66)) return false;
  }
  return true;
}

/** Returns a text with one level of JSON and YAML escapes resolved. */
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
    // The indent of the continued line is not part of the text.
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
