import type { KeyValue } from '../../contract/keys.ts';
import type { KeySearchHit, KeySearchNotice, KeySearchRequest } from '../../contract/search.ts';
import type { Ports } from '../ports.ts';
import { breathe } from '../streams/breath.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { searchableText } from './searchable-text.ts';
import { type Finding, openFinder } from './text-finder.ts';
import { excerptOf } from './text-match.ts';
import { bytesFinder } from './text-part.ts';

type KeySearchEnd = Extract<KeySearchNotice, { readonly kind: 'ended' }>;

/** A value that can be searched. */
interface Opened {
  readonly place: number;
  readonly entry: KeyValue;
  readonly text: string;
}

/** Decoded text is searched before more is decoded: a page of small values may decode to gigabytes. */
const mostUnits = 4 * 2 ** 20;

/** Tests keys with their values for hits. */
export interface ValueFilter {
  /** Returns a hit for each matching entry, else `null`. Fails with `BadRequest` where the expression is too slow. */
  test(entries: readonly KeyValue[]): Promise<readonly (KeySearchHit | null)[]>;
  /** Returns how many values could not be searched so far, and how many of them were too costly to decode. */
  skipped(): Pick<KeySearchEnd, 'skippedValues' | 'costlyValues'>;
  close(): void;
}

/** Returns the conditions that need values, or `null` where there are none. Fails with `BadRequest`. */
export function openValueFilter(
  { codecs, ports }: { readonly codecs: ValueCodecs; readonly ports: Pick<Ports, 'workerFile'> },
  { source, conditions: { value, lease } }: KeySearchRequest,
  signal: AbortSignal,
): ValueFilter | null {
  if (value === null && lease === null) return null;
  const finder = value === null || value.kind === 'bytes' ? null : openFinder(ports, value, signal);
  const findBytes = value?.kind === 'bytes' ? bytesFinder(value.bytes) : null;
  let skippedValues = 0;
  let costlyValues = 0;

  /** Returns the entry's text, empty where only its bytes matter; `null` where it cannot match or is covered. */
  const textOf = async (entry: KeyValue): Promise<string | null> => {
    if (lease !== null && entry.lease !== lease) return null;
    if (value === null) return '';
    if (finder === null && !(await codecs.holdsSecret(entry.value, { signal, key: entry.key }))) return '';
    const searchable = await searchableText(codecs, source, entry, signal);
    if ('text' in searchable) return searchable.text;
    skippedValues += 1;
    if (searchable.skip === 'costly') costlyValues += 1;
    return null;
  };
  const findingsOf = async (entries: readonly KeyValue[], texts: readonly string[]): Promise<readonly Finding[]> => {
    if (finder !== null) return finder.find(texts);
    return entries.map((entry) => (findBytes === null || findBytes(entry.value) >= 0 ? nowhere : null));
  };
  return {
    async test(entries) {
      const hits: (KeySearchHit | null)[] = entries.map(() => null);
      let open: Opened[] = [];
      let units = 0;
      const look = async (): Promise<void> => {
        const findings = await findingsOf(
          open.map(({ entry }) => entry),
          open.map(({ text }) => text),
        );
        for (const [index, { place, entry, text }] of open.entries()) {
          const finding = findings[index] ?? null;
          if (finding === 'slow') skippedValues += 1;
          else if (finding !== null) hits[place] = hitOf(entry, finding === nowhere ? null : excerptOf(text, finding));
        }
        open = [];
        units = 0;
      };
      for (const [place, entry] of entries.entries()) {
        const text = await textOf(entry);
        if (text === null) continue;
        open.push({ place, entry, text });
        units += text.length;
        if (units > mostUnits) await look();
        await breathe();
      }
      await look();
      return hits;
    },
    skipped: () => ({ skippedValues, costlyValues }),
    close: () => finder?.close(),
  };
}

/** The place of a hit in bytes that are not shown. */
const nowhere = { from: 0, to: 0 };

function hitOf({ value, lease, ...key }: KeyValue, excerpt: KeySearchHit['excerpt']): KeySearchHit {
  return { key, lease, bytes: value.length, excerpt };
}
