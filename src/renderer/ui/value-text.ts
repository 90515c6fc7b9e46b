import { utf8Of } from './byte-text.ts';
import type { CodeLanguage } from './code-editor-props.ts';

/** What bytes are, as far as one can tell from them. */
export type ValueText =
  | { readonly kind: 'text'; readonly text: string; readonly language: CodeLanguage }
  /** Not UTF-8, or with characters that no text has. */
  | { readonly kind: 'bytes' };

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what tells bytes from text.
const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

export function readValue(bytes: Uint8Array): ValueText {
  const text = utf8Of(bytes);
  if (text === null || control.test(text)) return { kind: 'bytes' };
  return { kind: 'text', text, language: languageOf(text) };
}

/** For colours only: what a text is taken for never changes it. */
export function languageOf(text: string): CodeLanguage {
  if (isJson(text)) return 'json';
  return looksLikeYaml(text) ? 'yaml' : 'plaintext';
}

function isJson(text: string): boolean {
  if (!/^\s*[[{]/.test(text)) return false;
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}

const yamlLine = /^\s*(?:- |-$|(?:- )?["']?[\w./-]+["']?\s*:(?:\s|$)|#|---|\.\.\.)/;

function looksLikeYaml(text: string): boolean {
  const lines = text
    .slice(0, 4_096)
    .split('\n')
    .filter((line) => line.trim() !== '')
    .slice(0, 40);
  const first = lines[0];
  if (first === undefined || !yamlLine.test(first)) return false;
  return lines.filter((line) => yamlLine.test(line)).length >= lines.length * 0.6;
}

export const languageNames: Readonly<Record<CodeLanguage, string>> = { json: 'JSON', yaml: 'YAML', plaintext: 'Text' };

/** The line endings that an editor would make one: it keeps only one kind in a text. */
export function hasMixedLineEndings(text: string): boolean {
  const crlf = text.match(/\r\n/g)?.length ?? 0;
  const cr = text.match(/\r/g)?.length ?? 0;
  const lf = text.match(/\n/g)?.length ?? 0;
  return cr !== crlf || (crlf !== 0 && lf !== crlf);
}

/** Whether two texts differ in their line endings at most. */
export const sameButLineEndings = (a: string, b: string): boolean =>
  a === b || a.replace(/\r\n?/g, '\n') === b.replace(/\r\n?/g, '\n');
