import { textOf } from './bytes.ts';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/**
 * Returns the text that bytes are in UTF-8; `null` where they are none, or hold control characters that no text has.
 */
export function plainTextOf(bytes: Uint8Array): string | null {
  const text = textOf(bytes);
  return text === null || control.test(text) ? null : text;
}

/** Returns the white space that a text ends with. */
export function spaceAtEnd(text: string): string {
  return text.slice(text.trimEnd().length);
}

const yamlLine = /^\s*(?:- |-$|(?:- )?["']?[\w./-]+["']?\s*:(?:\s|$)|#|---|\.\.\.)/;

/** Returns whether a text looks like YAML, judged by its first lines. */
export function looksLikeYaml(text: string): boolean {
  const lines = text
    .slice(0, 4_096)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 40);
  const first = lines[0];
  if (first === undefined || !yamlLine.test(first)) return false;
  return lines.filter((line) => yamlLine.test(line)).length >= lines.length * 0.6;
}

/** Returns whether an editor would change a text: editors keep one kind of line ending. */
export function hasMixedLineEndings(text: string): boolean {
  if (!text.includes('\r')) return false;
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const cr = text.match(/\r/g)?.length ?? 0;
  const lf = text.match(/\n/g)?.length ?? 0;
  return cr !== crlf || (crlf !== 0 && lf !== crlf);
}
