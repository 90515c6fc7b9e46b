import { EtcdeckError } from '../../contract/failure.ts';
import { bytesOf } from '../bytes/bytes.ts';
import type { Reading } from './codec.ts';
import { protoCodec, type ValueDecoder } from './proto/proto-codec.ts';
import { coverValue } from './secrets/cover-value.ts';
import type { SearchBudget } from './secrets/search-budget.ts';

/**
 * Covers a value as `coverValue` does, and where nothing is found in its bytes, the text that its key's decoder reads: a
 * message may be a Secret by the names of its fields, which the bytes do not have. `null` where neither holds one. Fails
 * with `ValueTooCostly` where the text would be too long to look at.
 */
export async function coverDecoded(
  { value, decoder }: { readonly value: Uint8Array; readonly decoder: ValueDecoder | null },
  schema: Reading['schema'],
  budget: SearchBudget,
): Promise<Uint8Array | null> {
  const covered = await coverValue(value, schema, budget);
  if (covered !== null || decoder === null) return covered;
  const text = await textOf(value, decoder, schema);
  return text === null ? null : await coverValue(bytesOf(text), schema, budget);
}

async function textOf(value: Uint8Array, decoder: ValueDecoder, schema: Reading['schema']): Promise<string | null> {
  try {
    const { text } = await protoCodec(decoder).decode({ value, text: null }, { showsManagedFields: false, schema });
    return text;
  } catch (error) {
    // It is shown as what it is stored as, which has been looked at.
    if (error instanceof EtcdeckError && error.code === 'ValueMalformed') return null;
    throw error;
  }
}
