import { describe, expect, it } from 'vitest';
import { fullAt, Growth } from './growth.ts';

const MiB = 1024 ** 2;

/** Seen every five seconds for so long. */
function seen(minutes: number, bytesAt: (minute: number) => number): Growth {
  const growth = new Growth();
  for (let at = 0; at <= minutes * 60_000; at += 5_000) growth.add(1_000_000 + at, bytesAt(at / 60_000));
  return growth;
}

describe('growth', () => {
  it('has no rate before it was seen for three minutes', () => {
    expect(seen(2.9, (minute) => minute * MiB).rate()).toBe(null);
    expect(seen(3, (minute) => minute * MiB).rate()).toEqual({ bytesPerHour: 60 * MiB, overMs: 180_000 });
  });

  it('begins anew where a compaction or a defragmentation made the part in use fall', () => {
    const fallsAt = (fall: number) => (minute: number) => 100 * MiB + minute * MiB - (minute >= 10 ? fall * MiB : 0);
    expect(seen(12, fallsAt(60)).rate()).toBe(null);
    expect(seen(14, fallsAt(60)).rate()).toEqual({ bytesPerHour: 60 * MiB, overMs: 240_000 });
    expect(seen(14, fallsAt(2)).rate()).toMatchObject({ overMs: 14 * 60_000 });
  });

  it('is the trend where the size rises and falls a little', () => {
    const rate = seen(60, (minute) => 2_000 * MiB + minute * MiB + (minute % 5) * 10 * MiB).rate();
    expect((rate?.bytesPerHour ?? 0) / MiB).toBeGreaterThan(55);
    expect((rate?.bytesPerHour ?? 0) / MiB).toBeLessThan(70);
  });

  it('stays bounded, and tells the same over two days', () => {
    expect(seen(2_880, (minute) => 5 * MiB + minute * MiB).rate()).toMatchObject({ bytesPerHour: 60 * MiB });
  });

  it('begins anew where the clock was set back', () => {
    const growth = seen(5, (minute) => minute * MiB);
    growth.add(0, 1);
    expect(growth.rate()).toBe(null);
  });
});

describe('the forecast', () => {
  const growth = { bytesPerHour: 100, overMs: 600_000 };

  it('is when the part in use reaches the quota', () => {
    expect(fullAt({ at: 1_000, dbSizeInUse: 800, quota: 1_000, growth })).toBe(1_000 + 2 * 3_600_000);
    expect(fullAt({ at: 1_000, dbSizeInUse: 1_200, quota: 1_000, growth })).toBe(1_000);
  });

  it('is none where it does not grow, not in sight, or where something is unknown', () => {
    const known = { at: 1_000, dbSizeInUse: 800, quota: 1_000, growth };
    expect(fullAt({ ...known, growth: { ...growth, bytesPerHour: -3 } })).toBe(null);
    expect(fullAt({ ...known, growth: null })).toBe(null);
    expect(fullAt({ ...known, growth: { ...growth, overMs: 599_000 } })).toBe(null);
    expect(fullAt({ ...known, quota: null })).toBe(null);
    expect(fullAt({ ...known, quota: 8 * 1024 ** 4 })).toBe(null);
  });
});
