import { expect, it } from 'vitest';
import { readJson } from './json-tree.ts';
import { pairElements } from './pair-elements.ts';

function pairs(edited: readonly unknown[], old: readonly unknown[]): readonly (number | null)[] {
  const [one, other] = [edited, old].map((list) => readJson(JSON.stringify(list)));
  if (one?.kind !== 'array' || other?.kind !== 'array') throw new Error('lists are expected');
  return pairElements(one.elements, other.elements);
}

it('pairs what is equal, wherever it went', () => {
  expect(pairs([{ a: 2 }, { a: 1 }], [{ a: 1 }, { a: 2 }, { a: 3 }])).toEqual([1, 0]);
  expect(pairs(['x', 'x'], ['x', 'y', 'x'])).toEqual([0, 2]);
});

it('pairs what has the same name, when the rest changed and moved', () => {
  const old = [
    { name: 'web', image: '1' },
    { name: 'log', image: '1' },
  ];
  const edited = [
    { name: 'log', image: '2' },
    { name: 'new', image: '1' },
    { name: 'web', image: '2' },
  ];
  expect(pairs(edited, old)).toEqual([1, null, 0]);
});

it('prefers the uid to the name', () => {
  expect(
    pairs(
      [{ uid: 'b', name: 'one', x: 1 }],
      [
        { uid: 'a', name: 'one' },
        { uid: 'b', name: 'two' },
      ],
    ),
  ).toEqual([1]);
});

it('pairs by place what nothing tells apart', () => {
  expect(pairs([{ a: 1 }, { a: 9 }], [{ a: 1 }, { a: 2 }])).toEqual([0, 1]);
  expect(pairs([{ a: 9 }], [{ a: 1 }, { a: 2 }])).toEqual([null]);
});

it('pairs by place what was renamed, and not what was replaced', () => {
  const old = [{ name: 'web', image: 'web:1', tty: true }];
  expect(pairs([{ name: 'site', image: 'web:1', tty: true }], old)).toEqual([0]);
  expect(pairs([{ name: 'log', image: 'log:1' }], old)).toEqual([null]);
});

it('gives an old element away once', () => {
  expect(
    pairs(
      [
        { name: 'a', x: 1 },
        { name: 'a', x: 2 },
      ],
      [{ name: 'a' }, { b: 1 }, { c: 1 }],
    ),
  ).toEqual([0, null]);
});
