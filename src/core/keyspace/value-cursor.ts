import type { CallOptions } from '../../contract/abort.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { PlacedKey } from '../sources/key-cursor.ts';
import type { SourceReader } from '../sources/source-reader.ts';

/** Shorter runs cost more as separate range reads than key by key. */
const leastRun = 24;

/** Reads the values of some keys of one side in sequence; holds about a megabyte of them at a time. */
export class ValueCursor {
  readonly #parts: AsyncIterator<readonly KeyValue[]>;
  #part: readonly KeyValue[] = [];
  #at = 0;

  constructor(source: SourceReader, keys: readonly PlacedKey[], revision: number, options: CallOptions) {
    this.#parts = valuesOf(source, keys, revision, options);
  }

  get isAtPartEnd(): boolean {
    return this.#at >= this.#part.length;
  }

  async nextPart(): Promise<void> {
    const step = await this.#parts.next();
    this.#part = step.done === true ? [] : step.value;
    this.#at = 0;
  }

  /** Returns the next value; `null` after the last. */
  take(): Uint8Array | null {
    const entry = this.#part[this.#at];
    this.#at += 1;
    return entry?.value ?? null;
  }

  async close(): Promise<void> {
    await this.#parts.return?.();
  }
}

async function* valuesOf(
  source: SourceReader,
  keys: readonly PlacedKey[],
  revision: number,
  options: CallOptions,
): AsyncGenerator<readonly KeyValue[], void> {
  for (const part of partsOf(keys)) {
    const asked = { keys: part.keys.map(({ key }) => key), revision };
    yield* part.isRun ? source.values(asked, options) : source.each(asked, options);
  }
}

interface Part {
  /** Whether the keys are adjacent. */
  readonly isRun: boolean;
  readonly keys: readonly PlacedKey[];
}

/** Splits keys into long runs, and the scattered keys between them together. */
function partsOf(keys: readonly PlacedKey[]): readonly Part[] {
  const parts: Part[] = [];
  let scattered: PlacedKey[] = [];
  for (let from = 0; from < keys.length; ) {
    let to = from + 1;
    while (to < keys.length && keys[to]?.place === (keys[to - 1]?.place ?? 0) + 1) to += 1;
    const run = keys.slice(from, to);
    if (run.length < leastRun) scattered.push(...run);
    else {
      if (scattered.length > 0) parts.push({ isRun: false, keys: scattered });
      parts.push({ isRun: true, keys: run });
      scattered = [];
    }
    from = to;
  }
  return scattered.length > 0 ? [...parts, { isRun: false, keys: scattered }] : parts;
}
