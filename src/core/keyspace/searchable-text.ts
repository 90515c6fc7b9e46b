import type { Abort } from '../../contract/abort.ts';
import type { KeySource } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { DecodedValue } from '../../contract/values.ts';
import { bytesOf, lossyTextOf, startsWith, textOf } from '../bytes/bytes.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';

/**
 * How values begin whose stored text is an encoding: encrypted Kubernetes objects and Helm releases, searched only
 * decoded.
 */
const encodedTexts = [bytesOf('k8s:enc:'), bytesOf('H4sI')];

/** A value's text, or why it is not looked into: covered or encrypted, or too costly to decode. */
export type Searchable = { readonly text: string } | { readonly skip: 'hidden' | 'costly' };

/**
 * Returns the text of a value that is searched, where it may and can be looked into: text as it is stored, all else as
 * it is decoded for reading. `signal` ends the decoding, however long it takes.
 */
export async function searchableText(
  codecs: ValueCodecs,
  source: KeySource,
  { key, value }: KeyValue,
  signal: Abort,
): Promise<Searchable> {
  if (await codecs.holdsSecret(value, { signal })) return { skip: 'hidden' };
  if (!encodedTexts.some((beginning) => startsWith(value, beginning))) {
    // No text has a NUL.
    const text = value.includes(0) ? null : textOf(value);
    if (text !== null) return { text };
  }
  const request = { source, key, value, codec: null, showsManagedFields: true, reveal: false };
  const decoded = await codecs.api.decode(request, { signal });
  const isCostly = decoded.notes.some(({ kind }) => kind === 'undecoded');
  if (decoded.notes.some(isCovered)) return { skip: isCostly ? 'costly' : 'hidden' };
  if (decoded.codec !== 'hex') return { text: decoded.text };
  return isCostly ? { skip: 'costly' } : { text: lossyTextOf(value) };
}

function isCovered(note: DecodedValue['notes'][number]): boolean {
  return note.kind === 'masked' || (note.kind === 'encrypted' && !note.isOpened);
}
