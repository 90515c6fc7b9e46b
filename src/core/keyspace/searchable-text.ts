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

/** A value's text, or why it is not searched: covered or encrypted, or too costly to decode. */
export type Searchable = { readonly text: string } | { readonly skip: 'hidden' | 'costly' };

/**
 * Returns a value's text for the search, where allowed and possible: stored text as it is, other values as they are
 * decoded for reading. `signal` ends a decoding of any length.
 */
export async function searchableText(
  codecs: ValueCodecs,
  source: KeySource,
  { key, value }: KeyValue,
  signal: Abort,
): Promise<Searchable> {
  if (await codecs.holdsSecret(value, { signal, key })) return { skip: 'hidden' };
  // What a decoder reads may look like text as it is stored.
  if (!codecs.hasDecoder(key) && !encodedTexts.some((beginning) => startsWith(value, beginning))) {
    // Text contains no NUL.
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
