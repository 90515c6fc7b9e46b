import { EtcdError } from '../../contract/failure.ts';
import { storedAs } from '../kubernetes/objects/stored-as.ts';
import type { Reading } from './codec.ts';
import { readObjectJson } from './object-json.ts';
import { cover, coverSecrets } from './secret-cover.ts';
import { bytesOf, textOf } from './text-of.ts';

/** What is shown of a Secret that cannot be read: nothing of it can be told from its data. */
export function coveredWhole(): Uint8Array {
  return bytesOf('{"kind":"Secret","apiVersion":"v1"}');
}

/**
 * A value that holds Secrets as JSON, with their data covered. `null` where there was none to cover: what looked like a
 * Secret only names one.
 */
export async function coverValue(value: Uint8Array, schema: Reading['schema']): Promise<Uint8Array | null> {
  const json = await jsonOf(value, schema);
  const covered = json === null ? null : coverSecrets(json);
  if (covered === null) return coveredWhole();
  return covered.includes(cover) ? bytesOf(covered) : null;
}

async function jsonOf(value: Uint8Array, schema: Reading['schema']): Promise<string | null> {
  if (storedAs(value) !== 'protobuf') return textOf(value);
  try {
    return readObjectJson(await schema(), value).json;
  } catch (error) {
    if (error instanceof EtcdError) return null;
    throw error;
  }
}
