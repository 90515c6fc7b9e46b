import type { CallOptions } from '../../contract/abort.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { spanOf } from '../sources/key-span.ts';
import type { KeyspaceSource } from '../sources/source.ts';

interface Side {
  readonly source: KeyspaceSource;
  readonly prefix: Uint8Array;
}

/** One page of the left side, in runs of keys that stand next to each other, and what only the right side has. */
export interface DifferingKeys {
  readonly runs: readonly (readonly ListedKey[])[];
  readonly extra: readonly ListedKey[];
  readonly revision: number;
  readonly scanned: number;
}

/**
 * Walks over two prefixes by the names behind them, without values. Of the left side comes what may differ: everything, or,
 * in two states of the same keyspace, what has another modRevision.
 */
export async function* differingKeys(
  left: Side,
  right: Side,
  { isSameKeyspace }: { readonly isSameKeyspace: boolean },
  options: CallOptions,
): AsyncGenerator<DifferingKeys, void> {
  const others = new Cursor(right, options);
  try {
    for await (const { keys, revision } of left.source.keys(spanOf(left.prefix), options)) {
      const runs: ListedKey[][] = [[]];
      const extra: ListedKey[] = [];
      for (const key of keys) {
        const name = key.key.subarray(left.prefix.length);
        const other = await others.advanceTo(name, extra);
        if (isSameKeyspace && other?.modRevision === key.modRevision) runs.push([]);
        else runs.at(-1)?.push(key);
      }
      yield { runs: runs.filter(({ length }) => length > 0), extra, revision, scanned: keys.length };
    }
    for (;;) {
      const extra = await others.rest();
      if (extra.length === 0) return;
      yield { runs: [], extra, revision: 0, scanned: extra.length };
    }
  } finally {
    await others.close();
  }
}

/** The values of a page's runs, in parts. */
export async function* valuesOf(
  source: KeyspaceSource,
  { runs, revision }: DifferingKeys,
  options: CallOptions,
): AsyncGenerator<readonly KeyValue[], void> {
  for (const keys of runs) yield* source.values({ keys, revision }, options);
}

/** Goes through the keys of one side, name by name. */
class Cursor {
  readonly #prefixLength: number;
  readonly #pages: AsyncIterator<{ readonly keys: readonly ListedKey[] }>;
  #page: readonly ListedKey[] = [];
  #place = 0;
  #isOver = false;

  constructor({ source, prefix }: Side, options: CallOptions) {
    this.#prefixLength = prefix.length;
    this.#pages = source.keys(spanOf(prefix), options)[Symbol.asyncIterator]();
  }

  /** The key of this name, `null` where there is none; what is passed on the way comes into `passed`. */
  async advanceTo(name: Uint8Array, passed: ListedKey[]): Promise<ListedKey | null> {
    while (await this.#hasNext()) {
      const next = this.#page[this.#place];
      if (next === undefined) return null;
      const order = compareBytes(next.key.subarray(this.#prefixLength), name);
      if (order > 0) return null;
      this.#place += 1;
      if (order === 0) return next;
      passed.push(next);
    }
    return null;
  }

  /** What is left of the page, or the next one; empty at the end. */
  async rest(): Promise<readonly ListedKey[]> {
    if (!(await this.#hasNext())) return [];
    const rest = this.#page.slice(this.#place);
    this.#place = this.#page.length;
    return rest;
  }

  async close(): Promise<void> {
    await this.#pages.return?.();
  }

  async #hasNext(): Promise<boolean> {
    while (!this.#isOver && this.#place >= this.#page.length) {
      const step = await this.#pages.next();
      this.#isOver = step.done === true;
      this.#page = step.done === true ? [] : step.value.keys;
      this.#place = 0;
    }
    return !this.#isOver;
  }
}
