import { describe, expect, it } from 'vitest';
import { besideOthers, parseWindowStates, placeWindow, windowName, withWindowState } from './window-state.ts';

const primary = { x: 0, y: 0, width: 1_920, height: 1_040 };
const second = { x: 1_920, y: -200, width: 2_560, height: 1_400 };
const at = (x: number, y: number, width = 1_200, height = 800) => ({
  bounds: { x, y, width, height },
  isMaximized: false,
});

describe('the place of a window', () => {
  it('is where it was', () => {
    expect(placeWindow(at(100, 50), [primary], primary)).toEqual({ x: 100, y: 50, width: 1_200, height: 800 });
    expect(placeWindow(at(2_500, -150), [primary, second], primary)).toEqual({
      x: 2_500,
      y: -150,
      width: 1_200,
      height: 800,
    });
  });

  it('is the middle of the primary display at first', () => {
    expect(placeWindow(null, [primary], primary)).toEqual({ x: 280, y: 90, width: 1_360, height: 860 });
  });

  it('is on a display again after its own was unplugged', () => {
    expect(placeWindow(at(2_500, -150), [primary], primary)).toEqual({ x: 360, y: 120, width: 1_200, height: 800 });
  });

  it('keeps its title within reach', () => {
    expect(placeWindow(at(100, -20), [primary], primary).y).toBe(0);
    expect(placeWindow(at(100, 1_000), [primary], primary).y).toBe(1_000);
    expect(placeWindow(at(100, 1_001), [primary], primary).y).toBe(120);
    // Its right half was on the display; shrunk to the display's size, no part would be.
    expect(placeWindow(at(-3_000, 0, 5_000), [primary], primary)).toMatchObject({ x: -1_800, width: 1_920 });
    expect(placeWindow(at(-1_070, 10), [primary], primary).x).toBe(-1_070);
    expect(placeWindow(at(-1_100, 10), [primary], primary).x).toBe(360);
  });

  it('is no larger than the display and no smaller than the least size', () => {
    expect(placeWindow(at(0, 0, 5_000, 5_000), [primary], primary)).toMatchObject({ width: 1_920, height: 1_040 });
    expect(placeWindow(at(0, 0, 10, 10), [primary], primary)).toMatchObject({ width: 880, height: 560 });
    const small = { x: 0, y: 0, width: 800, height: 480 };
    expect(placeWindow(null, [small], small)).toEqual({ x: 0, y: 0, width: 800, height: 480 });
  });
});

it('stands beside another window, and not upon it', () => {
  const { bounds } = at(10, 20);
  expect(besideOthers(bounds, [])).toEqual(bounds);
  expect(besideOthers(bounds, [bounds, { ...bounds, x: 38, y: 48 }])).toEqual({ ...bounds, x: 66, y: 76 });
});

describe('remembered windows', () => {
  it.each([
    [null],
    ['x'],
    [{ a: null }],
    [{ a: {} }],
    [{ a: { bounds: 7 } }],
    [{ a: { bounds: { x: 0, y: 0, width: 'a', height: 1 } } }],
    [{ a: { bounds: { x: 0.5, y: 0, width: 1, height: 1 } } }],
  ])('are not read out of %j', (document) => {
    expect(parseWindowStates(document).size).toBe(0);
  });

  it('are what was written, each by its connection', () => {
    const before = parseWindowStates({ one: at(1, 2), two: { ...at(3, 4), more: 1 } });
    const after = withWindowState(before, 'one', at(5, 6));
    expect([...after]).toEqual([
      ['two', at(3, 4)],
      ['one', at(5, 6)],
    ]);
  });

  it('are not kept for ever', () => {
    const many = new Map(Array.from({ length: 60 }, (_, n) => [`c-${n}`, at(n, n)]));
    const kept = withWindowState(many, 'new', at(0, 0));
    expect(kept.size).toBe(50);
    expect(kept.has('new')).toBe(true);
    expect(kept.has('c-0')).toBe(false);
  });

  it('are named by the connection that they show', () => {
    expect(windowName('#/open/5f0c/keys/2f61')).toBe('5f0c');
    expect(windowName('#/edit/5f0c')).toBe('start');
    expect(windowName('')).toBe('start');
    expect(windowName('#/guide/keys')).toBe('guide');
  });
});
