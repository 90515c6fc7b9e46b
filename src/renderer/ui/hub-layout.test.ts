import { expect, it } from 'vitest';
import { layOut, link } from './hub-layout.ts';

it('puts the hub on top and the others side by side within the drawing', () => {
  for (const count of [2, 3, 5, 7, 9]) {
    const drawing = layOut(Array.from({ length: count }, (_, at) => at === 1));
    const [hub] = drawing.spots.filter((_, at) => at === 1);
    const others = drawing.spots.filter((_, at) => at !== 1);
    expect(hub?.x).toBe(drawing.width / 2);
    for (const [at, spot] of others.entries()) {
      expect(spot.y).toBeGreaterThan(hub?.y ?? 0);
      expect(spot.x).toBeGreaterThan(22);
      expect(spot.x).toBeLessThan(drawing.width - 22);
      const next = others[at + 1];
      if (next !== undefined) expect(next.x - spot.x).toBeGreaterThan(60);
    }
  }
});

it('takes the room there is, and no less than its words need', () => {
  const three = [true, false, false];
  expect(layOut(three, 470).width).toBe(470);
  expect(layOut(three, 2_000).width).toBe(720);
  expect(layOut(three, 100).width).toBe(360);
  const seven = layOut(
    Array.from({ length: 7 }, (_, at) => at === 0),
    400,
  );
  const others = seven.spots.slice(1);
  for (const [at, spot] of others.entries()) {
    const next = others[at + 1];
    if (next !== undefined) expect(next.x - spot.x).toBeGreaterThanOrEqual(100);
  }
});

it('draws one row where there is no hub', () => {
  const { spots } = layOut([false, false, false]);
  expect(new Set(spots.map((spot) => spot.y)).size).toBe(1);
});

it('links rims, not centres', () => {
  expect(link({ x: 0, y: 0 }, { x: 100, y: 0 }, 20)).toEqual({ from: { x: 20, y: 0 }, to: { x: 80, y: 0 } });
});
