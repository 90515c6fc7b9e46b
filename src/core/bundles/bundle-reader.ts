import { basename } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { SourceOrigin } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { cancelled } from '../etcd/failures.ts';
import { childrenPages } from '../sources/children-pages.ts';
import { spanOf } from '../sources/key-span.ts';
import { levelOf } from '../sources/level.ts';
import { type KeyRange, type KeyRangeAnswer, scanChildren } from '../sources/scan-children.ts';
import type { KeySpan, KeysPage, SourceReader } from '../sources/source-reader.ts';
import { breathe } from '../streams/breath.ts';
import { stoppable } from '../streams/stoppable.ts';
import { kineCluster } from './bundle-format.ts';
import type { ReadBundle } from './read-bundle.ts';

const pageKeys = 2_000;
const partKeys = 500;
const partBytes = 1_500_000;

/** Reads the keys of a bundle. Its one revision is the one that it was exported at. */
export function bundleReader({ head, contents }: ReadBundle, file: string): SourceReader {
  const { revision } = head;
  const origin: SourceOrigin = {
    name: basename(file),
    clusterId: head.clusterId === kineCluster ? null : head.clusterId,
    isKine: head.clusterId === kineCluster,
    dataTime: head.dataTime,
    revision: revision === 0 ? null : revision,
    coverage: head.coverage,
    canWrite: false,
    canWatch: false,
    hasHistory: false,
    canReadWithoutQuorum: false,
  };
  const placesOf = ({ start, end }: KeySpan): { readonly from: number; readonly to: number } => ({
    from: contents.placeOf(start),
    to: end === null ? contents.length : contents.placeOf(end),
  });
  const readRange = async (
    { start, limit }: KeyRange,
    end: Uint8Array | null,
    signal: AbortSignal,
  ): Promise<KeyRangeAnswer> => {
    await breatheUnless(signal);
    const { from, to } = placesOf({ start, end });
    // Reaching to the end of the level costs no more here than a part of it.
    return { keys: contents.keys(from, Math.min(to, from + limit)), count: Math.max(0, to - from), tookMs: 0, end };
  };
  async function* pages(span: KeySpan, signal: AbortSignal): AsyncGenerator<KeysPage, void> {
    const { from, to } = placesOf(span);
    const total = Math.max(0, to - from);
    let at = from;
    do {
      const next = Math.min(to, at + pageKeys);
      yield { keys: contents.keys(at, next), revision, total };
      at = next;
      await breatheUnless(signal);
    } while (at < to);
  }
  async function* parts(places: Iterable<number>, signal: AbortSignal): AsyncGenerator<readonly KeyValue[], void> {
    let part: KeyValue[] = [];
    let bytes = 0;
    for (const place of places) {
      if (part.length === partKeys || (part.length > 0 && bytes + contents.valueLength(place) > partBytes)) {
        yield part;
        part = [];
        bytes = 0;
        await breatheUnless(signal);
      }
      part.push(contents.entry(place));
      bytes += contents.valueLength(place);
    }
    if (part.length > 0) yield part;
  }
  const requirePlace = ({ key }: ListedKey): number => {
    const place = contents.placeOfKey(key);
    if (place !== null) return place;
    throw new EtcdeckError({ code: 'Internal', message: 'a key of a bundle is not there when it is read again' });
  };
  const values: SourceReader['values'] = ({ keys }, options) =>
    stoppable(options?.signal, (signal) => parts(keys.map(requirePlace), signal));

  const reader: SourceReader = {
    revision,
    children: ({ prefix, delimiter, after, limit }, options) =>
      stoppable(options?.signal, (signal) => {
        // Refuses what is not of the level.
        spanOf(prefix, after);
        const level = levelOf(prefix, delimiter);
        const scan = { level, after, limit, hint: null };
        return childrenPages(
          scanChildren((range) => readRange(range, level.end, signal), scan),
          () => revision,
        );
      }),
    async get(key) {
      const place = contents.placeOfKey(key);
      return { entry: place === null ? null : contents.entry(place), revision };
    },
    keys: (span, options) => stoppable(options?.signal, (signal) => pages(span, signal)),
    values,
    each: values,
    entries: (span, options) =>
      stoppable(options?.signal, async function* (signal) {
        const { from, to } = placesOf(span);
        const total = Math.max(0, to - from);
        if (total === 0) yield { entries: [], revision, total };
        for await (const entries of parts(placesBetween(from, to), signal)) yield { entries, revision, total };
      }),
    async count(span) {
      const { from, to } = placesOf(span);
      return { count: Math.max(0, to - from), revision, tookMs: 0 };
    },
    pin: () => reader,
    origin: async () => origin,
  };
  return reader;
}

async function breatheUnless(stopped: AbortSignal): Promise<void> {
  await breathe();
  if (stopped.aborted) throw cancelled('read');
}

function* placesBetween(from: number, to: number): Generator<number, void> {
  for (let place = from; place < to; place++) yield place;
}
