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
  it('is not told before it was seen for a minute', () => {
    expect(seen(0.9, (minute) => minute * MiB).rate()).toBe(null);
    expect(seen(1, (minute) => minute * MiB).rate()).toEqual({ bytesPerHour: 60 * MiB, overMs: 60_000 });
  });

  it('is the trend where compactions make the size rise and fall', () => {
    const rate = seen(60, (minute) => minute * MiB + (minute % 5) * 10 * MiB).rate();
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
  const growth = { bytesPerHour: 100, overMs: 60_000 };

  it('is when the part in use reaches the quota', () => {
    expect(fullAt({ at: 1_000, dbSizeInUse: 800, quota: 1_000, growth })).toBe(1_000 + 2 * 3_600_000);
    expect(fullAt({ at: 1_000, dbSizeInUse: 1_200, quota: 1_000, growth })).toBe(1_000);
  });

  it('is none where it does not grow, not in sight, or where something is unknown', () => {
    const known = { at: 1_000, dbSizeInUse: 800, quota: 1_000, growth };
    expect(fullAt({ ...known, growth: { ...growth, bytesPerHour: -3 } })).toBe(null);
    expect(fullAt({ ...known, growth: null })).toBe(null);
    expect(fullAt({ ...known, quota: null })).toBe(null);
    expect(fullAt({ ...known, quota: 8 * 1024 ** 4 })).toBe(null);
  });
});
