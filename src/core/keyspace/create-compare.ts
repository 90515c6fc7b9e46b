import type { CompareApi, ComparedKeys, CompareNotice } from '../../contract/compare.ts';
import { keyspaceOf } from '../../contract/key-source.ts';
import { compareBytes, concatBytes } from '../bytes/bytes.ts';
import { spanOf } from '../sources/key-span.ts';
import type { OpenSources } from '../sources/open-sources.ts';
import { stoppable } from '../streams/stoppable.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { type ComparedHashes, compareHashes } from './compare-hashes.ts';
import { type ComparedSide, compareKeys } from './compare-keys.ts';

type CompareRequest = Parameters<CompareApi['compare']>[0];

/** Compares any two sources. */
export function createCompare(sources: OpenSources, codecs: Pick<ValueCodecs, 'holdsSecret'>): CompareApi {
  const hashesOf = async ({ left, right, after }: CompareRequest, signal: AbortSignal) => {
    if (after !== null || left.prefix.length > 0 || right.prefix.length > 0 || isOneHistory(left, right)) return null;
    const hashed = ({ source }: ComparedKeys) => {
      const { hash, whole } = sources.require(source);
      return { hash, revision: whole.revision };
    };
    return await compareHashes(hashed(left), hashed(right), { signal });
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
