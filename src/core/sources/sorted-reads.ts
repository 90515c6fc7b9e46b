import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { cancelled } from '../etcd/failures.ts';
import { breathe } from '../streams/breath.ts';
import { stoppable } from '../streams/stoppable.ts';
import { childrenPages } from './children-pages.ts';
import { spanOf } from './key-span.ts';
import { levelOf } from './level.ts';
import { packEntries } from './packed-entries.ts';
import { sortedChildren } from './sorted-children.ts';
import type { SortedEntries } from './sorted-entries.ts';
import type { EntriesPage, KeySpan, KeysPage, SourceReads } from './source-reader.ts';

const pageKeys = 2_000;
const partKeys = 500;
const partBytes = 1_500_000;

/** Reads keys in memory. `open` is asked at each read, and fails where its revision cannot be read. */
export function sortedReads(open: () => Promise<SortedEntries>): SourceReads {
  const values: SourceReads['values'] = ({ keys }, options) =>
    stoppable(options?.signal, async function* (signal) {
      const entries = await open();
      const places = keys.map((key) => requirePlace(entries, key));
      yield* parts(entries, places, signal);
    });
  return {
    children: ({ prefix, delimiter, after, limit }, options) =>
      stoppable(options?.signal, async function* (signal) {
        // Refuses what is not of the level.
        spanOf(prefix, after);
        const entries = await open();
        const found = sortedChildren(entries, levelOf(prefix, delimiter), { after, limit });
        for await (const page of childrenPages(found, () => entries.revision)) {
          yield page;
          refuseStopped(signal);
        }
      }),
    async get(key) {
      const entries = await open();
      const place = placeOfKey(entries, key);
      const [entry = null] = place === null ? [] : await entries.entries([place]);
      return { entry, revision: entries.revision };
    },
    keys: (span, options) =>
      stoppable(options?.signal, async function* (signal) {
        yield* keyPages(await open(), span, signal);
      }),
    values,
    each: values,
    entries: (span, options) =>
      stoppable(options?.signal, async function* (signal): AsyncGenerator<EntriesPage, void> {
        const sorted = await open();
        const { revision } = sorted;
        const { from, to } = placesOf(sorted, span);
        const total = to - from;
        if (total === 0) yield { entries: [], revision, total };
        for await (const entries of parts(sorted, placesBetween(from, to), signal)) yield { entries, revision, total };
      }),
    async first(span, limit) {
      const sorted = await open();
      const { from, to } = placesOf(sorted, span);
      const end = Math.min(from + limit, to);
      const entries = await sorted.entries([...placesBetween(from, end)]);
      return { packed: packEntries(entries), revision: sorted.revision, rest: to - end };
    },
    async count(span) {
      const entries = await open();
      const { from, to } = placesOf(entries, span);
      return { count: to - from, revision: entries.revision, tookMs: 0 };
    },
  };
}

async function* keyPages(entries: SortedEntries, span: KeySpan, signal: AbortSignal): AsyncGenerator<KeysPage, void> {
  const { from, to } = placesOf(entries, span);
  const { revision } = entries;
  const total = to - from;
  let at = from;
  do {
    const first = at;
    const length = Math.min(pageKeys, to - first);
    const keys = Array.from({ length }, (_, index) => entries.listed(first + index));
    yield { keys, revision, total, digestOf: (index) => entries.digest(first + index) };
    at += length;
    await breathe();
    refuseStopped(signal);
  } while (at < to);
}

async function* parts(
  entries: SortedEntries,
  places: Iterable<number>,
  signal: AbortSignal,
): AsyncGenerator<readonly KeyValue[], void> {
  let part: number[] = [];
  let bytes = 0;
  for (const place of places) {
    const length = entries.valueLength(place);
    if (part.length === partKeys || (part.length > 0 && bytes + length > partBytes)) {
      yield await entries.entries(part);
      part = [];
      bytes = 0;
      await breathe();
      refuseStopped(signal);
    }
    part.push(place);
    bytes += length;
  }
  if (part.length > 0) yield await entries.entries(part);
}

function placesOf(entries: SortedEntries, { start, end }: KeySpan): { readonly from: number; readonly to: number } {
  const from = entries.placeOf(start);
  return { from, to: end === null ? entries.length : Math.max(from, entries.placeOf(end)) };
}

function placeOfKey(entries: SortedEntries, key: Uint8Array): number | null {
  const place = entries.placeOf(key);
  return place < entries.length && compareBytes(entries.keyAt(place), key) === 0 ? place : null;
}

function requirePlace(entries: SortedEntries, { key }: ListedKey): number {
  const place = placeOfKey(entries, key);
  if (place !== null) return place;
  throw new EtcdeckError({ code: 'Internal', message: 'a key of a file is not there when it is read again' });
}

function* placesBetween(from: number, to: number): Generator<number, void> {
  for (let place = from; place < to; place++) yield place;
}

function refuseStopped(signal: AbortSignal): void {
  if (signal.aborted) throw cancelled('read');
}
