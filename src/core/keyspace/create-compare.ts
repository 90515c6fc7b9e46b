import type { CompareApi, ComparedKeys, CompareNotice } from '../../contract/compare.ts';
import { keyspaceOf } from '../../contract/key-source.ts';
import { compareBytes, concatBytes } from '../bytes/bytes.ts';
import { spanOf } from '../sources/key-span.ts';
import type { OpenSource, OpenSources } from '../sources/open-sources.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { type ComparedHashes, compareHashes } from './compare-hashes.ts';
import { type ComparedSide, compareKeys } from './compare-keys.ts';

type CompareRequest = Parameters<CompareApi['compare']>[0];

/** Compares any two sources. */
export function createCompare(sources: OpenSources, codecs: Pick<ValueCodecs, 'holdsSecret'>): CompareApi {
  const proven = new OneHistories();
  const hashesOf = async ({ left, right, after }: CompareRequest, signal: AbortSignal) => {
    const [a, b] = [sources.require(left.source), sources.require(right.source)];
    if (left.prefix.length > 0 || right.prefix.length > 0 || a.closed === b.closed) return null;
    if (after !== null) return proven.of(a, b);
    const hashes = await compareHashes(
      { hash: a.hash, revision: a.whole.revision },
      { hash: b.hash, revision: b.whole.revision },
      { signal },
    );
    proven.note(a, b, hashes);
    return hashes;
  };
  return {
    compare: (request, options) =>
      stoppable(options?.signal, async function* (signal): AsyncGenerator<CompareNotice, void> {
        const { left, right, after, limit } = request;
        const sideOf = ({ source, prefix }: ComparedKeys): ComparedSide => {
          const { whole, coverage } = sources.require(source);
          const span = spanOf(prefix, after === null ? null : concatBytes(prefix, after));
          return { source: whole, prefix, span, coverage };
        };
        const [a, b] = [sideOf(left), sideOf(right)];
        const hashes = await hashesOf(request, signal);
        if (hashes?.isEqual) {
          // Of a file, counting costs nothing.
          const file = sources.require(left.source).hash?.isOfFile ? a : b;
          yield* everyKeyEqual(a, b, hashes, (await file.source.count(file.span, { signal })).count);
          return;
        }
        const how = {
          isOneHistory: isOneHistory(left, right) || hashes?.isOneHistory === true,
          differsAt: hashes === null || hashes.isOneHistory ? null : hashes.revision,
          limit,
          codecs,
        };
        yield* compareKeys(a, b, how, { signal });
      }),
  };
}

/** Pairs of open sources whose hashes showed one history, for the pages of a comparison that is continued. */
class OneHistories {
  readonly #proven = new WeakMap<AbortSignal, WeakMap<AbortSignal, ComparedHashes>>();

  note(left: OpenSource, right: OpenSource, hashes: ComparedHashes | null): void {
    const others = this.#proven.get(left.closed) ?? new WeakMap<AbortSignal, ComparedHashes>();
    this.#proven.set(left.closed, others);
    if (hashes?.isOneHistory) others.set(right.closed, { ...hashes, isEqual: false });
    else others.delete(right.closed);
  }

  /** `null` where that says nothing about the revisions that the two are read at now. */
  of(left: OpenSource, right: OpenSource): ComparedHashes | null {
    const hashes = this.#proven.get(left.closed)?.get(right.closed) ?? null;
    const revisions = [left.whole.revision, right.whole.revision].flatMap((revision) => revision ?? []);
    // A modRevision that both sides have is of neither side's future.
    return hashes !== null && Math.min(...revisions) <= hashes.revision ? hashes : null;
  }
}

/** Whether a modRevision means the same on both sides. */
function isOneHistory(left: ComparedKeys, right: ComparedKeys): boolean {
  return keyspaceOf(left.source) === keyspaceOf(right.source) && compareBytes(left.prefix, right.prefix) === 0;
}

function* everyKeyEqual(
  left: ComparedSide,
  right: ComparedSide,
  { revision, isEqual }: ComparedHashes,
  same: number,
): Generator<CompareNotice, void> {
  const coverages = { leftCoverage: left.coverage, rightCoverage: right.coverage };
  yield { kind: 'started', leftRevision: revision, rightRevision: revision, ...coverages };
  yield { kind: 'hashed', isEqual, revision };
  const none = { added: 0, removed: 0, changed: 0, rewritten: 0, notCovered: 0 };
  yield { kind: 'ended', counts: { ...none, same }, next: null };
}
