import { compareBytes, copyBytes } from '../bytes/bytes.ts';
import type { KeyCursor, PlacedKey } from '../sources/key-cursor.ts';
import { breathe } from '../streams/breath.ts';

/** What both sides have of a name; one of them has something. */
export interface KeyPair {
  /** What follows the prefix. */
  readonly name: Uint8Array;
  readonly left: PlacedKey | null;
  readonly right: PlacedKey | null;
}

/** As many as are looked at before their values are read. */
const mostPairs = 2_000;

/** Walks both sides together: every name of either, in order, some at a time. */
export async function* pairsOf(left: KeyCursor, right: KeyCursor): AsyncGenerator<readonly KeyPair[], void> {
  let pairs: KeyPair[] = [];
  for (;;) {
    // Only the end of a page has to be waited for.
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
