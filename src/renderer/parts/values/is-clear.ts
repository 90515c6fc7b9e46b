import type { Api } from '../../../contract/api.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import type { CodecName, DecodedValue, ValueForm } from '../../../contract/values.ts';
import { failureOf } from '../../state/failure.ts';
import { bytesOf } from '../../ui/byte-text.ts';

type ValuesOf = Pick<Api, 'values'>;

/** Core's notes on a value that holds, or may hold, secret data, or is stored encrypted. */
const unclear: ReadonlySet<DecodedValue['notes'][number]['kind']> = new Set(['masked', 'encrypted', 'undecoded']);

/** Codecs whose text is the value itself, so that it can be checked even where it cannot be encoded yet. */
const textual: ReadonlySet<CodecName> = new Set(['kubernetes', 'json', 'yaml', 'text']);

/** Whether core's notes on a value allow it in the window's memory. */
const areClear = (notes: DecodedValue['notes']): boolean => notes.every(({ kind }) => !unclear.has(kind));

/** Resolves to whether core finds no secret data in a value; false where core cannot say. */
export async function isClear(
  api: ValuesOf,
  connection: ConnectionId,
  key: Uint8Array,
  value: Uint8Array,
): Promise<boolean> {
  try {
    const request = { source: liveKeys(connection), key, value, codec: null, showsManagedFields: false, reveal: false };
    const { notes } = await api.values.decode(request);
    return areClear(notes);
  } catch {
    return false;
  }
}

/** Resolves to whether neither an edited text nor its encoded bytes hold secret data; false where core cannot say. */
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
  const { connection, key, text, form, base } = edit;
  if (!(await isClear(api, connection, key, bytesOf(text)))) return false;
  try {
    const { value } = await api.values.encode({ source: liveKeys(connection), key, text, form, base });
    return await isClear(api, connection, key, value);
  } catch (error) {
    // An unfinished text is no value yet; as text it has been checked.
    return failureOf(error).code === 'ValueNotEncodable' && textual.has(form.codec);
  }
}
