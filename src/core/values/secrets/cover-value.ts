import { EtcdError } from '../../../contract/failure.ts';
import { storedAs } from '../../kubernetes/objects/stored-as.ts';
import type { Reading } from '../codec.ts';
import { readObjectJson } from '../object-json.ts';
import { bytesOf, textOf } from '../text-of.ts';
import { TextCover } from './cover-text.ts';
import { holdsCover, holdsSecret, mostUnpacked, SecretSearch } from './holds-secret.ts';
import { unpackedText } from './packed-parts.ts';
import { wholeCover } from './secret-marks.ts';

/**
 * A value in which a Secret lies, as it may be shown: as text, with the secret parts of it covered where it can be read,
 * and as a cover alone where it cannot. `null` where nothing lies in it.
 */
export async function coverValue(value: Uint8Array, schema: Reading['schema']): Promise<Uint8Array | null> {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  if (!holdsSecret(value)) return null;
  const text = unpackedText(bytes, mostUnpacked) ?? (await readText(value, schema));
  const covered = text === null ? null : new TextCover(new SecretSearch(searches)).cover(text, 0);
  const shown = covered === null ? null : bytesOf(covered);
  // What its text does not show may be what has to be covered: fields that no schema knows, or that are there twice.
  return shown !== null && holdsCover(shown) ? shown : bytesOf(wholeCover(value.length));
}

/** Once for each carrier that a part lies in, and once for what is left of it. */
const searches = 4;

/** Objects of Kubernetes as JSON, and what is text; `null` for other bytes. */
async function readText(value: Uint8Array, schema: Reading['schema']): Promise<string | null> {
  if (storedAs(value) !== 'protobuf') return textOf(value);
  try {
    return readObjectJson(await schema(), value).json;
  } catch (error) {
    if (error instanceof EtcdError) return null;
    throw error;
  }
}
