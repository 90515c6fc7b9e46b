import type { CallOptions } from '../../contract/abort.ts';
import type { CompareCounts, CompareNotice, KeyDifference } from '../../contract/compare.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { KeyCursor } from '../sources/key-cursor.ts';
import type { KeySpan, SourceReader } from '../sources/source-reader.ts';
import { breathe } from '../streams/breath.ts';
import { paced } from '../streams/paced.ts';
import { type KeyPair, pairsOf } from './key-pairs.ts';
import { ValueCursor } from './value-cursor.ts';

/** One side of a comparison: a span of keys that all begin with the prefix. */
export interface ComparedSide {
  readonly source: SourceReader;
  readonly prefix: Uint8Array;
  readonly span: KeySpan;
}

/** How two sides are compared. */
export interface Comparing {
  /**
   * Whether a modRevision means the same on both sides: keys not written in between are equal without reading values.
   */
  readonly isOneHistory: boolean;
  readonly limit: number;
}

const mostDifferences = 256;

/** Compares by value, name by name. Requests at most one page's values at a time, and holds two megabytes of them. */
export async function* compareKeys(
  left: ComparedSide,
  right: ComparedSide,
  { isOneHistory, limit }: Comparing,
  options: CallOptions,
): AsyncGenerator<CompareNotice, void> {
  const [a, b] = [left, right].map(({ source, span, prefix }) => new KeyCursor(source.keys(span, options), prefix));
  if (a === undefined || b === undefined) return;
  const counts = { added: 0, removed: 0, changed: 0, rewritten: 0, same: 0 };
  let differences: KeyDifference[] = [];
  let wanted = limit;
  const isTold = paced();
  try {
    await Promise.all([a.nextPage(), b.nextPage()]);
    yield { kind: 'started', leftRevision: a.revision, rightRevision: b.revision };
    for await (const pairs of pairsOf(a, b)) {
      const undecided = pairs.filter((pair) => kindOf(pair, isOneHistory) === null);
      const keysOf = (side: 'left' | 'right') => undecided.flatMap((pair) => pair[side] ?? []);
      const before = new ValueCursor(left.source, keysOf('left'), a.revision, options);
      const after = new ValueCursor(right.source, keysOf('right'), b.revision, options);
      try {
        for (const pair of pairs) {
          let kind = kindOf(pair, isOneHistory);
          if (kind === null) {
            if (before.isAtPartEnd || after.isAtPartEnd) await Promise.all([before, after].map(refilled));
            const isAlike = isSame(before.take(), after.take());
            kind = !isAlike ? 'changed' : isOneHistory ? 'rewritten' : 'same';
          }
          counts[kind] += 1;
          if (kind !== 'same' && (kind !== 'rewritten' || counts.rewritten <= limit)) {
            const { name } = pair;
            differences.push({ kind, name, left: pair.left?.key ?? null, right: pair.right?.key ?? null });
          }
          if (kind !== 'same' && kind !== 'rewritten') wanted -= 1;
          const isDue = isTold();
          if (differences.length > 0 && (isDue || wanted === 0 || differences.length >= mostDifferences)) {
            yield { kind: 'differences', differences };
            differences = [];
          }
          if (wanted === 0) {
            yield { kind: 'ended', counts: { ...counts }, next: pair.name };
            return;
          }
          if (!isDue) continue;
          yield { kind: 'progress', counts: { ...counts }, at: pair.name };
          await breathe();
        }
      } finally {
        await Promise.all([before.close(), after.close()]);
      }
    }
    if (differences.length > 0) yield { kind: 'differences', differences };
    yield { kind: 'ended', counts: { ...counts }, next: null };
  } finally {
    await Promise.all([a.close(), b.close()]);
  }
}

/** Returns how a pair differs without its values; `null` where only the values decide. */
function kindOf({ left, right }: KeyPair, isOneHistory: boolean): keyof CompareCounts | null {
  if (left === null) return 'added';
  if (right === null) return 'removed';
  return isOneHistory && left.key.modRevision === right.key.modRevision ? 'same' : null;
}

async function refilled(values: ValueCursor): Promise<void> {
  if (values.isAtPartEnd) await values.nextPart();
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && a.length === b.length && compareBytes(a, b) === 0;
}
