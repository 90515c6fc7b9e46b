import type { CallOptions } from '../../contract/abort.ts';
import type { CompareCounts, CompareNotice, KeyDifference } from '../../contract/compare.ts';
import { coversBelow, coversKey, type KeyCoverage } from '../../contract/key-coverage.ts';
import { compareBytes, concatBytes } from '../bytes/bytes.ts';
import { KeyCursor } from '../sources/key-cursor.ts';
import type { KeySpan, SourceReader } from '../sources/source-reader.ts';
import { breathe } from '../streams/breath.ts';
import { paced } from '../streams/paced.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { type KeyPair, pairsOf } from './key-pairs.ts';
import { ValueCursor } from './value-cursor.ts';

/** One side of a comparison: a span of keys that all begin with the prefix. */
export interface ComparedSide {
  readonly source: SourceReader;
  readonly prefix: Uint8Array;
  readonly span: KeySpan;
  readonly coverage: KeyCoverage;
}

/** How two sides are compared. */
export interface Comparing {
  /**
   * Whether a modRevision means the same on both sides: keys not written in between are equal without reading values.
   */
  readonly isOneHistory: boolean;
  /** The revision at which the hashes of both sides were found to differ; `null`: they were not. */
  readonly differsAt: number | null;
  readonly limit: number;
  readonly codecs: Pick<ValueCodecs, 'holdsSecret'>;
}

const mostDifferences = 256;

/**
 * Compares name by name, by value, or by digest where both sides have one. A key that one side lacks counts as removed or added only where that side covers it.
 * Requests at most one page's values at a time, and holds two megabytes of them.
 */
export async function* compareKeys(
  left: ComparedSide,
  right: ComparedSide,
  { isOneHistory, differsAt, limit, codecs }: Comparing,
  options: CallOptions,
): AsyncGenerator<CompareNotice, void> {
  const [a, b] = [left, right].map(({ source, span, prefix }) => new KeyCursor(source.keys(span, options), prefix));
  if (a === undefined || b === undefined) return;
  const counts = { added: 0, removed: 0, changed: 0, rewritten: 0, same: 0, notCovered: 0 };
  const lacks = { left: lacksOf(left), right: lacksOf(right) };
  let differences: KeyDifference[] = [];
  let wanted = limit;
  const isTold = paced();
  try {
    await Promise.all([a.nextPage(), b.nextPage()]);
    yield {
      kind: 'started',
      leftRevision: a.revision,
      rightRevision: b.revision,
      leftCoverage: left.coverage,
      rightCoverage: right.coverage,
    };
    if (differsAt !== null) yield { kind: 'hashed', isEqual: false, revision: differsAt };
    for await (const pairs of pairsOf(a, b)) {
      const kinds = pairs.map((pair) => kindOf(pair, isOneHistory, lacks));
      const keysOf = (side: 'left' | 'right') =>
        pairs.flatMap((pair, place) => (kinds[place] === null ? (pair[side] ?? []) : []));
      const before = new ValueCursor(left.source, keysOf('left'), a.revision, options);
      const after = new ValueCursor(right.source, keysOf('right'), b.revision, options);
      try {
        for (const [place, pair] of pairs.entries()) {
          let kind = kinds[place] ?? null;
          if (kind === null) {
            const sides = [...(pair.left === null ? [] : [before]), ...(pair.right === null ? [] : [after])];
            if (sides.some((values) => values.isAtPartEnd)) await Promise.all(sides.map(refilled));
            const [value = null, other] = sides.map((values) => values.take());
            const isOfBoth = other !== undefined;
            kind = isOfBoth
              ? kindOfBoth(isSame(value, other), isOneHistory)
              : await kindOfLacked(pair, value, codecs, options);
          }
          counts[kind] += 1;
          if (kind !== 'same' && kind !== 'notCovered' && (kind !== 'rewritten' || counts.rewritten <= limit)) {
            const { name } = pair;
            differences.push({ kind, name, left: pair.left?.key ?? null, right: pair.right?.key ?? null });
            if (kind !== 'rewritten') wanted -= 1;
          }
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

/** Whether a side that does not have a name lacks it: `null` where only its value tells, which may be a Secret. */
type Lacks = (name: Uint8Array) => boolean | null;

function lacksOf({ prefix, coverage }: ComparedSide): Lacks {
  const isCovered = coverage.secrets === 'leftOut' ? null : true;
  if (coversBelow(coverage, prefix) === 'whole') return () => isCovered;
  return (name) => (coversKey(coverage, concatBytes(prefix, name)) === 'outside' ? false : isCovered);
}

/** Returns how a pair differs without its values; `null` where only the values decide. */
function kindOf(
  { name, left, right }: KeyPair,
  isOneHistory: boolean,
  lacks: { readonly left: Lacks; readonly right: Lacks },
): keyof CompareCounts | null {
  if (left !== null && right !== null) {
    if (isOneHistory && left.key.modRevision === right.key.modRevision) return 'same';
    const isTold = left.digest !== null && right.digest !== null;
    return isTold ? kindOfBoth(left.digest === right.digest, isOneHistory) : null;
  }
  const isLacked = left === null ? lacks.left(name) : lacks.right(name);
  if (isLacked === null) return null;
  return isLacked ? kindOfOne(left) : 'notCovered';
}

function kindOfBoth(isAlike: boolean, isOneHistory: boolean): 'changed' | 'rewritten' | 'same' {
  if (!isAlike) return 'changed';
  return isOneHistory ? 'rewritten' : 'same';
}

const kindOfOne = (left: KeyPair['left']): 'added' | 'removed' => (left === null ? 'added' : 'removed');

/** Returns how a key differs that only one side has, where the other one has no Secrets. */
async function kindOfLacked(
  { left, right }: KeyPair,
  value: Uint8Array | null,
  codecs: Comparing['codecs'],
  options: CallOptions,
): Promise<keyof CompareCounts> {
  const placed = left ?? right;
  const isSecret =
    value !== null && placed !== null && (await codecs.holdsSecret(value, { ...options, key: placed.key.key }));
  return isSecret ? 'notCovered' : kindOfOne(left);
}

async function refilled(values: ValueCursor): Promise<void> {
  if (values.isAtPartEnd) await values.nextPart();
}

function isSame(a: Uint8Array | null, b: Uint8Array | null): boolean {
  return a !== null && b !== null && a.length === b.length && compareBytes(a, b) === 0;
}
