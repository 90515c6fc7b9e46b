import { describe, expect, it } from 'vitest';
import { firstRowSeen, rowWindow, scrollTopToShow, scrollTopToTop, tallestElement } from './virtual-rows.ts';

const small = { count: 1_000, rowHeight: 24, viewport: 480, tallest: tallestElement(1) };
const huge = { ...small, count: 3_000_000 };

describe('rowWindow', () => {
  it('draws what is seen and a few beyond', () => {
    expect(rowWindow(small, 0, 4)).toEqual({ height: 24_000, first: 0, end: 24, offset: 0 });
    expect(rowWindow(small, 2_410, 4)).toEqual({ height: 24_000, first: 96, end: 125, offset: 2_304 });
    expect(rowWindow(small, 99_999, 4)).toMatchObject({ first: 976, end: 1_000 });
  });

  it('has no rows to draw when there are none', () => {
    expect(rowWindow({ ...small, count: 0 }, 0, 4)).toEqual({ height: 0, first: 0, end: 0, offset: 0 });
  });

  it('reaches the last row of more rows than an element can be tall', () => {
    const bottom = huge.tallest - huge.viewport;
    const window = rowWindow(huge, bottom, 4);
    expect(window.height).toBe(33_554_428);
    expect(window.end).toBe(3_000_000);
    const lastBottom = window.offset + (window.end - window.first) * huge.rowHeight;
    expect(lastBottom).toBeCloseTo(window.height, 3);
  });

  it('maps the middle of the bar to the middle of the rows', () => {
    expect(firstRowSeen(huge, (huge.tallest - huge.viewport) / 2)).toBe(1_499_990);
  });
});

describe('scrollTopToShow', () => {
  it('stays where the row is seen already', () => {
    expect(scrollTopToShow(small, 240, 10)).toBe(240);
    expect(scrollTopToShow(small, 240, 29)).toBe(240);
  });

  it('goes no further than needed', () => {
    expect(scrollTopToShow(small, 240, 9)).toBe(216);
    expect(scrollTopToShow(small, 240, 30)).toBe(264);
  });

  it('shows any row of millions', () => {
    for (const row of [0, 1_234_567, 2_999_999]) {
      const scrollTop = scrollTopToShow(huge, 17_000_000, row);
      const window = rowWindow(huge, scrollTop, 0);
      const top = window.offset + (row - window.first) * huge.rowHeight - scrollTop;
      expect(row).toBeGreaterThanOrEqual(window.first);
      expect(row).toBeLessThan(window.end);
      expect(top).toBeGreaterThan(-0.01);
      expect(top + huge.rowHeight).toBeLessThan(huge.viewport + 0.01);
    }
  });
});

describe('tallestElement', () => {
  it('shrinks on a screen with more pixels', () => {
    expect(tallestElement(1)).toBe(33_554_428);
    expect(tallestElement(2)).toBe(16_777_214);
    expect(tallestElement(0.5)).toBe(33_554_428);
  });
});

describe('scrollTopToTop', () => {
  it('shows a row first, unless there are too few behind it', () => {
    expect(scrollTopToTop(small, 100)).toBe(2_400);
    expect(scrollTopToTop(small, 999)).toBe(24_000 - 480);
    expect(scrollTopToTop({ ...small, count: 3 }, 2)).toBe(0);
  });

  it('comes back to the same row of more rows than an element can be tall', () => {
    expect(firstRowSeen(huge, scrollTopToTop(huge, 1_499_990) + 0.001)).toBe(1_499_990);
  });
});
