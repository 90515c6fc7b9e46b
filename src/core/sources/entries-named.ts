import type { CallOptions } from '../../contract/abort.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { compareBytes, concatBytes } from '../bytes/bytes.ts';
import type { SourceReader } from './source-reader.ts';

/** Reads in parallel; each may return a value of more than a megabyte. */
const atOnce = 16;

/**
 * Returns some keys beneath a prefix by their names, in order, all at one revision, and the names that do not exist.
 */
export async function* entriesNamed(
  source: SourceReader,
  prefix: Uint8Array,
  names: readonly Uint8Array[],
  options: CallOptions,
): AsyncGenerator<{
  readonly entries: readonly KeyValue[];
  readonly missing: readonly Uint8Array[];
  readonly revision: number;
  readonly scanned: number;
}> {
  const sorted = [...names]
    .sort(compareBytes)
    .filter((name, place, all) => place === 0 || compareBytes(all[place - 1] ?? name, name) !== 0);
  const pinned = source.pin();
  for (let at = 0; at < sorted.length; at += atOnce) {
    const part = sorted.slice(at, at + atOnce);
    const found = await Promise.all(part.map((name) => pinned.get(concatBytes(prefix, name), options)));
    yield {
      entries: found.flatMap(({ entry }) => (entry === null ? [] : [entry])),
      missing: part.filter((_, place) => found[place]?.entry === null),
      revision: found[0]?.revision ?? 0,
      scanned: part.length,
    };
  }
}
