import type { FieldSchema } from './schema.ts';
import { wire } from './wire.ts';
import type { WireReader } from './wire-reader.ts';

/** An entry of a map. `value` is the place of its value, -1 where it has none. */
export interface MapEntry {
  readonly key: Uint8Array;
  readonly value: number;
  readonly end: number;
}

const noKey: Uint8Array = new Uint8Array();

/**
 * Returns the `count` entries of a map from the reader's position on, adjacent or not. Sorted by key, as Go prints and
 * writes them; of two with one key the last counts.
 */
export function readMap(
  reader: WireReader,
  field: FieldSchema,
  count: number,
  end: number,
): { readonly entries: readonly MapEntry[]; readonly unknownFields: number } {
  const entries: MapEntry[] = [];
  let unknownFields = 0;
  let isSorted = true;
  while (entries.length < count) {
    const tag = reader.tag(end);
    if (tag >>> 3 !== field.number) {
      reader.skip(tag, end);
      continue;
    }
    const entry = readEntry(reader.lengthDelimitedEnd(end));
    const previous = entries.at(-1);
    if (previous !== undefined && Buffer.compare(previous.key, entry.key) >= 0) isSorted = false;
    entries.push(entry);
  }
  return { entries: isSorted ? entries : sortedByKey(entries), unknownFields };

  function readEntry(stop: number): MapEntry {
    let key = noKey;
    let value = -1;
    while (reader.position < stop) {
      const at = reader.position;
      const tag = reader.tag(stop);
      const number = tag >>> 3;
      const expected = number === 1 ? wire.lengthDelimited : number === 2 ? field.valueWireType : tag & 7;
      if ((tag & 7) !== expected) throw reader.fail(`Wire type ${tag & 7} in an entry of ${field.name}`, at);
      if (number === 1) {
        const keyEnd = reader.lengthDelimitedEnd(stop);
        key = reader.bytes.subarray(reader.position, keyEnd);
        reader.position = keyEnd;
        continue;
      }
      if (number === 2) value = reader.position;
      else unknownFields++;
      reader.skip(tag, stop);
    }
    return { key, value, end: stop };
  }
}

function sortedByKey(entries: readonly MapEntry[]): readonly MapEntry[] {
  const sorted = entries.toSorted((a, b) => Buffer.compare(a.key, b.key));
  return sorted.filter((entry, at) => {
    const next = sorted[at + 1];
    return next === undefined || Buffer.compare(entry.key, next.key) !== 0;
  });
}
