import { expect, it } from 'vitest';
import { layOut, linkLine, ringOrder } from './picture-layout.ts';

const names = ['a', 'b', 'c', 'd', 'e', 'f', 'g'];

it.each([
  [1, 300, 300],
  [2, 400, 300],
  [3, 400, 380],
  [5, 480, 400],
  [7, 420, 400],
  [7, 690, 400],
  [7, 1_200, 700],
])('lays out %i members on %i × %i pixels without overlaps', (count, width, height) => {
  const { card, places } = layOut(names.slice(0, count), width, height);
  const all = [...places.values()];
  for (const { x, y } of all) {
    expect(x - card.width / 2).toBeGreaterThanOrEqual(0);
    expect(x + card.width / 2).toBeLessThanOrEqual(width);
    expect(y - card.height / 2).toBeGreaterThanOrEqual(0);
    expect(y + card.height / 2).toBeLessThanOrEqual(height);
  }
  for (const one of all)
    for (const other of all)
      if (one !== other)
        expect(Math.abs(one.x - other.x) >= card.width || Math.abs(one.y - other.y) >= card.height).toBe(true);
});

it('keeps the order of members unless a group would lie in pieces', () => {
  const group = (...of: readonly string[]) => ({ names: of, answering: of.length, canCommit: true });
  expect(ringOrder(names, [group(...names)])).toEqual(names);
  expect(ringOrder(names, [group('a', 'b', 'g', 'f'), group('c', 'd', 'e')])).toEqual(names);
  expect(ringOrder(names, [group('a', 'c', 'e', 'g'), group('b', 'd', 'f')])).toEqual([
    'a',
    'c',
    'e',
    'g',
    'b',
    'd',
    'f',
  ]);
});

it('draws the two directions of a link beside each other', () => {
  const card = { width: 100, height: 80 };
  const [a, b] = [
    { x: 100, y: 100 },
    { x: 500, y: 100 },
  ];
  expect(linkLine(a, b, card).map(({ y }) => y)).toEqual([104, 104]);
  expect(linkLine(b, a, card).map(({ y }) => y)).toEqual([96, 96]);
});
