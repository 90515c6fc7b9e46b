import { compareBytes, copyBytes } from '../bytes/bytes.ts';
import type { KeyCursor, PlacedKey } from '../sources/key-cursor.ts';
import { breathe } from '../streams/breath.ts';

/** The entries of both sides for one name; at least one exists. */
export interface KeyPair {
  /** The key without the prefix. */
  readonly name: Uint8Array;
  readonly left: PlacedKey | null;
  readonly right: PlacedKey | null;
}

/** How many pairs are compared before their values are read. */
const mostPairs = 2_000;

/** Walks both sides together and yields every name of either, in order, in batches. */
export async function* pairsOf(left: KeyCursor, right: KeyCursor): AsyncGenerator<readonly KeyPair[], void> {
  let pairs: KeyPair[] = [];
  for (;;) {
    // Only the next page has to be awaited.
    if (left.isAtPageEnd) await left.nextPage();
    if (right.isAtPageEnd) await right.nextPage();
    const isOver = left.isAtEnd && right.isAtEnd;
    if (pairs.length > 0 && (isOver || pairs.length >= mostPairs)) {
      yield pairs;
      pairs = [];
      await breathe();
    }
    if (isOver) return;
    const order = left.isAtEnd ? 1 : right.isAtEnd ? -1 : compareBytes(left.name, right.name);
    const name = copyBytes(order > 0 ? right.name : left.name, 0);
    pairs.push({ name, left: order > 0 ? null : left.take(), right: order < 0 ? null : right.take() });
  }
}
