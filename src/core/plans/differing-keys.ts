import type { CallOptions } from '../../contract/abort.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { KeyCursor } from '../sources/key-cursor.ts';
import { spanOf } from '../sources/key-span.ts';
import type { SourceReader } from '../sources/source-reader.ts';

interface Side {
  readonly source: SourceReader;
  readonly prefix: Uint8Array;
}

/** One page of the left side, in runs of adjacent keys, and the keys that only the right side has. */
export interface DifferingKeys {
  readonly runs: readonly (readonly ListedKey[])[];
  readonly extra: readonly ListedKey[];
  readonly revision: number;
  readonly scanned: number;
}

/**
 * Walks two prefixes in parallel by the names after them, without values. Yields the keys of the left side that may
 * differ: all of them or, for two states of the same keyspace, those with another modRevision.
 */
export async function* differingKeys(
  left: Side,
  right: Side,
  { isSameKeyspace }: { readonly isSameKeyspace: boolean },
  options: CallOptions,
): AsyncGenerator<DifferingKeys, void> {
  const others = new KeyCursor(right.source.keys(spanOf(right.prefix), options), right.prefix);
  try {
    for await (const { keys, revision } of left.source.keys(spanOf(left.prefix), options)) {
      const runs: ListedKey[][] = [[]];
      const extra: ListedKey[] = [];
      for (const key of keys) {
        const name = key.key.subarray(left.prefix.length);
        const other = await advanceTo(others, name, extra);
        if (isSameKeyspace && other?.modRevision === key.modRevision) runs.push([]);
        else runs.at(-1)?.push(key);
      }
      yield { runs: runs.filter(({ length }) => length > 0), extra, revision, scanned: keys.length };
    }
    for (;;) {
      const extra = await takePage(others);
      if (extra.length === 0) return;
      yield { runs: [], extra, revision: 0, scanned: extra.length };
    }
  } finally {
    await others.close();
  }
}

/** Yields the values of a page's runs, in parts. */
export async function* valuesOf(
  source: SourceReader,
  { runs, revision }: DifferingKeys,
  options: CallOptions,
): AsyncGenerator<readonly KeyValue[], void> {
  for (const keys of runs) yield* source.values({ keys, revision }, options);
}

/** Advances to a name: returns its key, or `null` where there is none. Keys passed on the way are added to `passed`. */
async function advanceTo(cursor: KeyCursor, name: Uint8Array, passed: ListedKey[]): Promise<ListedKey | null> {
  for (;;) {
    if (cursor.isAtPageEnd) await cursor.nextPage();
    const order = cursor.isAtEnd ? 1 : compareBytes(cursor.name, name);
    if (order > 0) return null;
    const key = cursor.take()?.key ?? null;
    if (order === 0) return key;
    if (key !== null) passed.push(key);
  }
}

/** Returns the rest of the page, or the next page; empty at the end. */
async function takePage(cursor: KeyCursor): Promise<readonly ListedKey[]> {
  if (cursor.isAtPageEnd) await cursor.nextPage();
  const keys: ListedKey[] = [];
  while (!cursor.isAtEnd && !cursor.isAtPageEnd) {
    const next = cursor.take();
    if (next !== null) keys.push(next.key);
  }
  return keys;
}
