import type { CompareCounts, CompareNotice, KeyDifference } from '../../contract/compare.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { breathe } from './breath.ts';
import { compareBytes, copyBytes } from './bytes.ts';

/** A key to compare, with its value where values are compared. */
export interface ComparedKey {
  readonly key: ListedKey;
  readonly value: Uint8Array | null;
}

/** One side: its keys in order, all of which begin with the prefix. */
export interface ComparedSide {
  readonly pages: AsyncIterable<{ readonly keys: readonly ComparedKey[]; readonly revision: number }>;
  readonly prefix: Uint8Array;
}

const mostDifferences = 256;
const progressMs = 100;

/**
 * Walks both sides together, key by key. Keys without values are alike when nothing was written in between: their
 * modRevisions are of one history.
 */
export async function* compareKeys(
  left: ComparedSide,
  right: ComparedSide,
  limit: number,
): AsyncGenerator<CompareNotice, void> {
  const [a, b] = [new Cursor(left), new Cursor(right)];
  const counts = { added: 0, removed: 0, changed: 0, same: 0 };
  let differences: KeyDifference[] = [];
  let wanted = limit;
  let toldAt = performance.now();
  try {
    await Promise.all([a.nextPage(), b.nextPage()]);
    yield { kind: 'started', leftRevision: a.revision, rightRevision: b.revision };
    for (;;) {
      // Only the end of a page has to be waited for.
      if (a.isAtPageEnd) await a.nextPage();
      if (b.isAtPageEnd) await b.nextPage();
      const kind = kindOf(a, b);
      if (kind === null) break;
      counts[kind] += 1;
      const name = kind === 'added' ? b.name : a.name;
      const [before, after] = [kind === 'added' ? null : a.key, kind === 'removed' ? null : b.key];
      if (before !== null) a.advance();
      if (after !== null) b.advance();
      if (kind !== 'same') {
        differences.push({ kind, name, left: before, right: after });
        wanted -= 1;
      }
      const isDue = performance.now() - toldAt >= progressMs;
      if (differences.length > 0 && (isDue || wanted === 0 || differences.length >= mostDifferences)) {
        yield { kind: 'differences', differences };
        differences = [];
      }
      if (wanted === 0) {
        yield { kind: 'ended', counts: { ...counts }, next: name };
        return;
      }
      if (!isDue) continue;
      yield { kind: 'progress', counts: { ...counts }, at: name };
      toldAt = performance.now();
      await breathe();
    }
    if (differences.length > 0) yield { kind: 'differences', differences };
    yield { kind: 'ended', counts: { ...counts }, next: null };
  } finally {
    await Promise.all([a.close(), b.close()]);
  }
}

/** What the next name is, `null` when both sides are at their end. */
function kindOf(a: Cursor, b: Cursor): keyof CompareCounts | null {
  if (a.isAtEnd) return b.isAtEnd ? null : 'added';
  if (b.isAtEnd) return 'removed';
  const order = compareBytes(a.name, b.name);
  if (order !== 0) return order < 0 ? 'removed' : 'added';
  return isAlike(a.current, b.current) ? 'same' : 'changed';
}

function isAlike(a: ComparedKey | undefined, b: ComparedKey | undefined): boolean {
  if (a?.value == null || b?.value == null) return a?.key.modRevision === b?.key.modRevision;
  return a.value.length === b.value.length && compareBytes(a.value, b.value) === 0;
}

/** A place in one side. */
class Cursor {
  readonly #pages: AsyncIterator<{ readonly keys: readonly ComparedKey[]; readonly revision: number }>;
  readonly #nameFrom: number;
  #keys: readonly ComparedKey[] = [];
  #place = 0;
  revision = 0;
  isAtEnd = false;

  constructor({ pages, prefix }: ComparedSide) {
    this.#pages = pages[Symbol.asyncIterator]();
    this.#nameFrom = prefix.length;
  }

  get isAtPageEnd(): boolean {
    return !this.isAtEnd && this.#place >= this.#keys.length;
  }

  get current(): ComparedKey | undefined {
    return this.#keys[this.#place];
  }

  get key(): ListedKey | null {
    return this.current?.key ?? null;
  }

  /** What follows the prefix. */
  get name(): Uint8Array {
    return this.key === null ? new Uint8Array() : copyBytes(this.key.key, this.#nameFrom);
  }

  /** To the first page with keys; even where there is none, the revision is known then. */
  async nextPage(): Promise<void> {
    do {
      const step = await this.#pages.next();
      this.#place = 0;
      this.#keys = step.done === true ? [] : step.value.keys;
      this.isAtEnd = step.done === true;
      if (step.done !== true) this.revision = step.value.revision;
    } while (this.isAtPageEnd);
  }

  advance(): void {
    this.#place += 1;
  }

  async close(): Promise<void> {
    await this.#pages.return?.();
  }
}
