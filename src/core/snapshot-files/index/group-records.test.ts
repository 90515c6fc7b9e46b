import { describe, expect, it } from 'vitest';
import { viewOf } from '../bolt/integers.ts';
import { groupRecords } from './group-records.ts';
import { KeyTable } from './key-table.ts';
import { CurrentRecord, RecordColumns } from './record-columns.ts';

function grouped(records: readonly { readonly key: string; readonly main: number }[]) {
  const keys = new KeyTable(1);
  const columns = new RecordColumns(1);
  for (const { key, main } of records) {
    const bytes = Buffer.from(key);
    const facts = Object.assign(new CurrentRecord(), { main, createRevision: 1, version: 1, valueOffset: main });
    columns.add(keys.numberOf(viewOf(bytes), 0, bytes.length), facts);
  }
  return groupRecords(keys, columns);
}

describe('groupRecords', () => {
  it('keeps numbers that fit into 32 bits in as many', () => {
    const { main, keyEnds, firstRecord } = grouped([
      { key: 'b', main: 2 },
      { key: 'a', main: 3 },
      { key: 'b', main: 2 ** 32 - 1 },
    ]);
    expect(main).toEqual(Uint32Array.of(3, 2, 2 ** 32 - 1));
    expect(keyEnds).toEqual(Uint32Array.of(1, 2));
    expect(firstRecord).toEqual(Uint32Array.of(0, 1, 3));
  });

  it('keeps larger numbers exact', () => {
    const { main, valueOffset, createRevision } = grouped([
      { key: 'a', main: 3 },
      { key: 'b', main: 2 ** 53 - 1 },
    ]);
    expect(main).toEqual(Float64Array.of(3, 2 ** 53 - 1));
    expect(valueOffset).toEqual(Float64Array.of(3, 2 ** 53 - 1));
    expect(createRevision).toEqual(Uint32Array.of(1, 1));
  });
});
