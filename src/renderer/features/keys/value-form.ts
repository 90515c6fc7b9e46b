import type { KeyValue } from '../../../contract/keys.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { compactJson, formatJson } from '../../ui/format-json.ts';
import { hasMixedLineEndings, readValue, sameButLineEndings } from '../../ui/value-text.ts';

/**
 * How a value stands in the editor: as it is stored, or laid out over lines. Laid out is for JSON that is stored without
 * any space, as programs store it: leaving the space out again gives the same bytes back, so nothing is lost on the way.
 */
export type ValueForm = 'stored' | 'laidOut';

interface Forms {
  /** `null` where the value is no text. */
  readonly stored: string | null;
  /** `null` where the value cannot be laid out and taken back exactly. */
  readonly laidOut: string | null;
}

/** Values do not change, and working out a large one costs. */
const known = new WeakMap<Uint8Array, Forms>();

function formsOf(value: Uint8Array): Forms {
  const before = known.get(value);
  if (before !== undefined) return before;
  const read = readValue(value);
  const stored = read.kind === 'text' ? read.text : null;
  const laidOut = read.kind === 'text' && read.language === 'json' ? formatJson(read.text) : null;
  const isExact = laidOut !== null && laidOut !== stored && compactJson(laidOut) === stored;
  const forms = { stored, laidOut: isExact ? laidOut : null };
  known.set(value, forms);
  return forms;
}

export const canLayOut = (entry: KeyValue | null): boolean => entry !== null && formsOf(entry.value).laidOut !== null;

/** The text of a value in a form; as stored where it has no other, `null` where it is no text. No key is an empty text. */
export function textIn(form: ValueForm, entry: KeyValue | null): string | null {
  if (entry === null) return '';
  const forms = formsOf(entry.value);
  return form === 'laidOut' ? (forms.laidOut ?? forms.stored) : forms.stored;
}

/** A value beside another in a comparison: JSON is laid out if the other is, whatever it is stored as. */
export function comparedText(form: ValueForm, entry: KeyValue | null): string | null {
  const text = textIn(form, entry);
  return form === 'laidOut' && text !== null ? (formatJson(text) ?? text) : text;
}

/** What an edited text is written as. Laid out and no JSON any more, it is written as it stands. */
export const bytesIn = (form: ValueForm, text: string): Uint8Array =>
  bytesOf(form === 'laidOut' ? (compactJson(text) ?? text) : text);

/** The same edit in the other form, where it has one. */
export const movedTo = (form: ValueForm, text: string): string =>
  (form === 'laidOut' ? formatJson(text) : compactJson(text)) ?? text;

/** Whether a text is the value unedited. An editor keeps only one kind of line ending. */
export function isUnchanged(form: ValueForm, entry: KeyValue | null, text: string): boolean {
  const base = textIn(form, entry);
  if (base === null || (entry === null && text !== '')) return false;
  return base === text || (hasMixedLineEndings(base) && sameButLineEndings(base, text));
}
