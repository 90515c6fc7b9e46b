import { EtcdError } from '../../contract/failure.ts';
import { storedAs } from '../kubernetes/objects/stored-as.ts';
import type { Reading } from './codec.ts';
import { readObjectJson } from './object-json.ts';
import { coverSecrets } from './secret-cover.ts';
import { bytesOf, textOf } from './text-of.ts';

/** What is shown of a Secret that cannot be read: nothing of it can be told from its data. */
const unreadable = '{"kind":"Secret","apiVersion":"v1"}';

/** A value with Secrets in it as JSON, with their data covered. */
export async function coverValue(value: Uint8Array, schema: Reading['schema']): Promise<Uint8Array> {
  const json = await jsonOf(value, schema);
  return bytesOf((json === null ? null : coverSecrets(json)) ?? unreadable);
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
