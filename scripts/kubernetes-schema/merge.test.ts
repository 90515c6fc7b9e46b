import { describe, expect, it } from 'vitest';
import { lackingFields, merge } from './merge.mjs';
import { emptyTable, flag, fromStored, toStored } from './table.mjs';

type Fields = readonly (readonly [number, string, string, number])[];

function table(messages: Readonly<Record<string, Fields>>) {
  return {
    groups: new Map([['v1', 'k8s.io.api.core.v1']]),
    messages: new Map(
      Object.entries(messages).map(([name, fields]) => [
        name,
        { special: null, fields: fields.map(([number, name, type, flags]) => ({ number, name, type, flags })) },
      ]),
    ),
  };
}

const fieldsOf = (merged: ReturnType<typeof merge>, message: string): readonly unknown[] | undefined =>
  merged.messages.get(message)?.fields.map(({ number, name, type, flags }) => [number, name, type, flags]);

const older = table({
  'a.Bed': [
    [1, 'name', 's', 0],
    [3, 'gone', 's', 0],
    [2, 'depth', 'i', 0],
  ],
  'a.Gone': [[1, 'name', 's', 0]],
});
const newer = table({
  'a.Bed': [
    [1, 'name', 's', flag.omitEmpty],
    [4, 'colour', 's', 0],
    [2, 'depth', 'i', 0],
  ],
});

describe('two tables', () => {
  it('keep what either knows, each field behind its neighbour, with the newer facts', () => {
    const merged = merge(older, newer);
    expect(fieldsOf(merged, 'a.Bed')).toEqual([
      [1, 'name', 's', flag.omitEmpty],
      [3, 'gone', 's', 0],
      [4, 'colour', 's', 0],
      [2, 'depth', 'i', 0],
    ]);
    expect(merged.messages.has('a.Gone')).toBe(true);
    expect(merge(merged, newer)).toEqual(merged);
  });

  it('tell which live fields one lacks that the other has', () => {
    expect(lackingFields(older, newer)).toEqual(['a.Bed.gone']);
    expect(lackingFields(newer, older)).toEqual(['a.Bed.colour']);
    const retired = table({ 'a.Bed': [[9, 'away', 's', flag.retired]] });
    expect(lackingFields(retired, older)).toEqual([]);
  });

  it('have retired fields last, whether the source still has them or not', () => {
    const name = 'k8s.io.api.events.v1beta1.EventSeries';
    const expected = [
      [1, 'count', 'i', 0],
      [3, 'state', 's', flag.retired],
    ];
    const without = table({ [name]: [[1, 'count', 'i', 0]] });
    expect(fieldsOf(merge(emptyTable, without), name)).toEqual(expected);
    const still = table({
      [name]: [
        [3, 'state', 's', flag.omitEmpty],
        [1, 'count', 'i', 0],
      ],
    });
    expect(fieldsOf(merge(still, without), name)).toEqual(expected);
  });

  it('leave out a retired field whose type neither knows', () => {
    const name = 'k8s.io.api.networking.v1.NetworkPolicy';
    expect(fieldsOf(merge(emptyTable, table({ [name]: [[2, 'spec', 's', 0]] })), name)).toEqual([[2, 'spec', 's', 0]]);
  });
});

describe('a table as it is stored', () => {
  it('is the same text whatever came first', () => {
    const messages: Readonly<Record<string, Fields>> = {
      'b.v1.Bed': [[1, 'plant', 'a.v1.Plant', flag.pointer]],
      'a.v1.Plant': [[1, 'name', 's', 0]],
    };
    const turned = Object.fromEntries(Object.entries(messages).reverse());
    const stored = toStored(table(messages));
    expect(JSON.stringify(toStored(table(turned)))).toBe(JSON.stringify(stored));
    expect(fromStored(stored).messages).toEqual(table(turned).messages);
    expect(stored.p).toEqual(['a.v1', 'b.v1']);
  });

  it('names the message that is missing', () => {
    const torn = table({ 'a.Bed': [[1, 'soil', 'b.Soil', 0]] });
    expect(() => toStored(torn)).toThrow('a.Bed.soil is a b.Soil, which is in no source');
  });
});
