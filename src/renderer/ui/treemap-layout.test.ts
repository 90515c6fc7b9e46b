import { expect, it } from 'vitest';
import { layOutTreemap, type TreemapPart } from './treemap-layout.ts';

const part = (group: string, name: string, amount: number): TreemapPart => ({
  id: `${group}/${name}`,
  group,
  name,
  amount,
});

it('gives every part an area, the larger the more, inside its group', () => {
  const parts = [part('pods', 'a', 600), part('pods', 'b', 300), part('events', 'a', 100), part('events', 'b', 0)];
  const { groups, tiles } = layOutTreemap(parts, 600, 400);
  expect(groups.map(({ name, amount }) => [name, amount])).toEqual([
    ['pods', 900],
    ['events', 100],
  ]);
  expect(tiles.map(({ id }) => id).sort()).toEqual(['events/a', 'pods/a', 'pods/b']);
  const area = (id: string): number => {
    const tile = tiles.find((each) => each.id === id);
    return tile === undefined ? 0 : tile.width * tile.height;
  };
  expect(area('pods/a') / area('pods/b')).toBeCloseTo(2, 0);
  for (const tile of tiles) {
    const group = groups.find(({ name }) => name === tile.group);
    expect(tile.x).toBeGreaterThanOrEqual(group?.x ?? Number.NaN);
    expect(tile.y + tile.height).toBeLessThanOrEqual((group?.y ?? 0) + (group?.height ?? 0));
  }
});

it('draws nothing of nothing', () => {
  expect(layOutTreemap([], 600, 400).tiles).toEqual([]);
});
