import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { CodecName, DecodedValue, ValueForm } from '../../../contract/values.ts';
import { failureOf } from '../../state/failure.ts';
import { bytesOf } from '../../ui/byte-text.ts';

type ValuesOf = Pick<Api, 'values'>;

/** What core says of a value that holds secret data, might hold some, or is kept encrypted for a reason. */
const unclear: ReadonlySet<DecodedValue['notes'][number]['kind']> = new Set(['masked', 'encrypted', 'undecoded']);

/** Codecs whose text is the value's own: it may be looked at even where it cannot be stored yet. */
const textual: ReadonlySet<CodecName> = new Set(['kubernetes', 'json', 'yaml', 'text']);

/** Whether what core says of a value names no reason to keep it out of the window's memory. */
export const areClear = (notes: DecodedValue['notes']): boolean => notes.every(({ kind }) => !unclear.has(kind));

/** Whether core finds no secret data in a value. False where that cannot be told. */
export async function isClear(
  api: ValuesOf,
  connection: ConnectionId,
  key: Uint8Array,
  value: Uint8Array,
): Promise<boolean> {
  try {
    const request = { connection, key, value, codec: null, showsManagedFields: false, reveal: false };
    const { notes } = await api.values.decode(request);
    return areClear(notes);
  } catch {
    return false;
  }
}

/** Whether no secret data is in an edited text, nor in the bytes that it would be stored as. False where that cannot be told. */
export async function isClearText(
  api: ValuesOf,
  edit: {
    readonly connection: ConnectionId;
    readonly key: Uint8Array;
    readonly text: string;
    readonly form: ValueForm;
    readonly base: Uint8Array | null;
  },
): Promise<boolean> {
  const { connection, key, text, form } = edit;
  if (!(await isClear(api, connection, key, bytesOf(text)))) return false;
  try {
    const { value } = await api.values.encode(edit);
    return await isClear(api, connection, key, value);
  } catch (error) {
    // Half a sentence is no value yet; as a text it has been looked at.
    return failureOf(error).code === 'ValueNotEncodable' && textual.has(form.codec);
  }
}
