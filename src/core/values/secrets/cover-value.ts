import { EtcdeckError } from '../../../contract/failure.ts';
import { bufferOf, bytesOf } from '../../bytes/bytes.ts';
import { plainTextOf } from '../../bytes/text-form.ts';
import { storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import type { Reading } from '../codec.ts';
import { readObjectJson } from '../object-json.ts';
import { TextCover } from './cover-text.ts';
import { holdsCover, holdsSecret } from './holds-secret.ts';
import { unpackedText } from './packed-parts.ts';
import { SearchBudget } from './search-budget.ts';
import { wholeCover } from './secret-marks.ts';

/**
 * Returns a value in which a Secret lies as it may be shown: as text with the data covered where it can be read, else
 * as a cover alone; `null` where no Secret lies in it.
 */
export async function coverValue(
  value: Uint8Array,
  schema: Reading['schema'],
  budget = new SearchBudget(),
): Promise<Uint8Array | null> {
  if (!holdsSecret(value, budget)) return null;
  // Once the budget is spent nothing would come of it.
  const text = budget.isShort
    ? null
    : (unpackedText(bufferOf(value), (packed) => budget.gunzip(packed)) ?? (await readText(value, schema)));
  const covered = text === null ? null : new TextCover(budget).cover(text, 0);
  const shown = covered === null ? null : bytesOf(covered);
  // A cover is missing where the Secret lies in what the text does not show: fields that no schema knows, repeated
  // fields.
  return shown !== null && holdsCover(shown) ? shown : bytesOf(wholeCover(value.length));
}

/** Objects of Kubernetes as JSON, and what is text; `null` for other bytes. */
async function readText(value: Uint8Array, schema: Reading['schema']): Promise<string | null> {
  if (storedAs(value) !== 'protobuf') return plainTextOf(value);
  try {
    return readObjectJson(await schema(), value).json;
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}
