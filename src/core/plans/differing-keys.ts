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

/** The most keys of the right side alone that are held, besides one page: the left side may lack many in a row. */
const mostExtra = 10_000;
const mostExtraBytes = 4 * 1024 * 1024;

/**
 * One page of the left side, in runs of adjacent keys, and the keys that only the right side has. Where these are many,
 * parts without a page come before, of revision 0.
 */
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
      const passed = new PassedKeys();
      for (const key of keys) {
        const name = key.key.subarray(left.prefix.length);
        let other = await advanceTo(others, name, passed);
        while (other === undefined) {
          yield { runs: [], extra: passed.take(), revision: 0, scanned: 0 };
          other = await advanceTo(others, name, passed);
        }
        if (isSameKeyspace && other?.modRevision === key.modRevision) runs.push([]);
        else runs.at(-1)?.push(key);
      }
      yield { runs: runs.filter(({ length }) => length > 0), extra: passed.take(), revision, scanned: keys.length };
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

/** Keys of the right side that the left side lacks. */
class PassedKeys {
  #keys: ListedKey[] = [];
  #bytes = 0;

  get isFull(): boolean {
    return this.#keys.length >= mostExtra || this.#bytes >= mostExtraBytes;
  }

  add(key: ListedKey): void {
    this.#keys.push(key);
    this.#bytes += key.key.length;
  }

  /** Returns the keys, and forgets them. */
  take(): readonly ListedKey[] {
    const keys = this.#keys;
    this.#keys = [];
    this.#bytes = 0;
    return keys;
  }
}

/**
 * Advances to a name: returns its key, or `null` where there is none. Adds the keys before it to `passed`; returns
 * `undefined` where that is full at a page's end, before the name is reached.
 */
async function advanceTo(
  cursor: KeyCursor,
  name: Uint8Array,
  passed: PassedKeys,
): Promise<ListedKey | null | undefined> {
  for (;;) {
    if (cursor.isAtPageEnd) {
      if (passed.isFull) return undefined;
      await cursor.nextPage();
    }
    const order = cursor.isAtEnd ? 1 : compareBytes(cursor.name, name);
    if (order > 0) return null;
    const key = cursor.take()?.key ?? null;
    if (order === 0) return key;
    if (key !== null) passed.add(key);
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
