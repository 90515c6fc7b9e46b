import type { CallOptions } from '../../../contract/abort.ts';
import type { Api } from '../../../contract/api.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import type { KeyEntry } from '../../../contract/keys.ts';
import type { CodecName, DecodedValue, ValueForm } from '../../../contract/values.ts';
import { failureOf } from '../../state/failure.ts';

/** How the operator wants values read. */
export interface Reading {
  /** The best codec for each value where it is `null`. */
  readonly codec: CodecName | null;
  readonly showsManagedFields: boolean;
  /** Shows the data of Secrets in clear. */
  readonly reveal: boolean;
}

export const plainReading: Reading = { codec: null, showsManagedFields: false, reveal: false };

/** A key as it was at a revision, with the text that its value is read as. */
export interface ReadKey {
  readonly entry: KeyEntry;
  readonly value: DecodedValue;
  /** What the text was decoded in: an edit of it is encoded in the same. */
  readonly form: ValueForm;
}

/** Decodes the value of a key in the codec wanted, or in the best one where that fails. */
export async function readValue(
  api: Pick<Api, 'values'>,
  source: KeySource,
  entry: KeyEntry,
  reading: Reading,
  options: CallOptions = {},
): Promise<ReadKey> {
  const request = { source, key: entry.key, value: entry.value, ...reading };
  const value = await api.values.decode(request, options).catch((error: unknown) => {
    if (reading.codec === null || !['ValueMalformed', 'ValueTooCostly'].includes(failureOf(error).code)) throw error;
    return api.values.decode({ ...request, codec: null }, options);
  });
  return { entry, value, form: { codec: value.codec, showsManagedFields: reading.showsManagedFields } };
}

/** Whether secret data is covered: what is shown is not what is stored. */
export const isMasked = ({ entry, value }: ReadKey): boolean =>
  entry.isMasked || value.notes.some((note) => note.kind === 'masked');

export const isEditable = (read: ReadKey): boolean => read.value.canEncode && !isMasked(read);
