import type { Api } from '../../../contract/api.ts';
import type { KeySource } from '../../../contract/key-source.ts';
import { plainReading, type ReadKey, readValue } from './read-value.ts';

/** Reads and decodes a key of a source, Secret data covered; `null` where it does not exist. */
export async function readSide(
  api: Pick<Api, 'keys' | 'values'>,
  source: KeySource,
  key: Uint8Array,
  signal: AbortSignal,
): Promise<ReadKey | null> {
  const { entry } = await api.keys.get({ source, key, reveal: false }, { signal });
  return entry === null ? null : readValue(api, source, entry, plainReading, { signal });
}
