import { isUtf8 } from 'node:buffer';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Returns the text that bytes are in UTF-8; `null` where they are none, or have characters that no text has. */
export function textOf(bytes: Uint8Array): string | null {
  // A decoder that throws costs ten times as much.
  if (!isUtf8(bytes)) return null;
  const text = bufferOf(bytes).toString();
  return control.test(text) ? null : text;
}

/** The bytes of a text, in a plain array: a Buffer's `slice` is not the one that the contract's type promises. */
export function bytesOf(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

/** The same bytes as a Buffer, not copied. */
export function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

/** The white space that a text ends with. */
export function spaceAtEnd(text: string): string {
  return text.slice(text.trimEnd().length);
}

const yamlLine = /^\s*(?:- |-$|(?:- )?["']?[\w./-]+["']?\s*:(?:\s|$)|#|---|\.\.\.)/;

/** Whether a text is laid out as YAML is, as far as its beginning tells. */
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

/** Whether an editor, which keeps only one kind of line ending in a text, would change it. */
export function hasMixedLineEndings(text: string): boolean {
  if (!text.includes('\r')) return false;
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const cr = text.match(/\r/g)?.length ?? 0;
  const lf = text.match(/\n/g)?.length ?? 0;
  return cr !== crlf || (crlf !== 0 && lf !== crlf);
}
