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
 * Returns a value that holds a Secret as it may be shown: as text with the data covered where it can be parsed, else as
 * a cover alone; `null` where it holds no Secret.
 */
export async function coverValue(
  value: Uint8Array,
  schema: Reading['schema'],
  budget = new SearchBudget(),
): Promise<Uint8Array | null> {
  if (!holdsSecret(value, budget)) return null;
  // With the budget spent, covering would fail.
  const text = budget.isShort
    ? null
    : (unpackedText(bufferOf(value), (packed) => budget.gunzip(packed)) ?? (await readText(value, schema)));
  const covered = text === null ? null : new TextCover(budget).cover(text, 0);
  const shown = covered === null ? null : bytesOf(covered);
  // No cover was made where the Secret is in parts that the text does not show: unknown or repeated fields.
  return shown !== null && holdsCover(shown) ? shown : bytesOf(wholeCover(value.length));
}

/** Returns Kubernetes objects as JSON, and text as it is; `null` for other bytes. */
async function readText(value: Uint8Array, schema: Reading['schema']): Promise<string | null> {
  if (storedAs(value) !== 'protobuf') return plainTextOf(value);
  try {
    return readObjectJson(await schema(), value).json;
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}
