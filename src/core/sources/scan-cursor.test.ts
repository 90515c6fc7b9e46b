import { describe, expect, it } from 'vitest';
import { bytesOf, compareBytes } from '../bytes/bytes.ts';
import { ScanCursor } from './scan-cursor.ts';

const limit = 500;

/** Scans sorted keys as a member gives them; counts the ranges, and the keys that a member before 3.7 walks over. */
function scan(keys: readonly Uint8Array[], start: Uint8Array, end: Uint8Array | null) {
  const cursor = new ScanCursor({ start, end });
  const seen: Uint8Array[] = [];
  let walked = 0;
  let ranges = 0;
  let goesOn = true;
  while (goesOn) {
    const { start: from, end: to } = cursor.range;
    const within = keys.filter((key) => compareBytes(key, from) >= 0 && (to === null || compareBytes(key, to) < 0));
    const answer = within.slice(0, limit);
    walked += within.length;
    ranges += 1;
    seen.push(...answer);
    if (ranges > keys.length + 1_000) throw new Error('the scan does not end');
    goesOn = cursor.advance(
      {
        ...{ length: answer.length, first: answer[0] ?? null, last: answer.at(-1) ?? null },
        ...{ more: within.length > limit, count: within.length },
      },
      limit,
    );
  }
  return { seen, walked, ranges };
}

const sorted = (keys: readonly Uint8Array[]) => [...keys].sort(compareBytes);

const registry = sorted(
  ['configmaps', 'events', 'leases', 'pods', 'secrets'].flatMap((resource) =>
    Array.from({ length: 4_000 }, (_, at) =>
      bytesOf(`/registry/${resource}/ns-${String(at % 200).padStart(3, '0')}/${resource}-${(at * 7_919) % 4_000}`),
    ),
  ),
);

describe('a scan', () => {
  it('gives every key once, in order', () => {
    expect(scan(registry, bytesOf('/registry/'), bytesOf('/registry0')).seen).toEqual(registry);
    expect(scan(registry, new Uint8Array(1), null).seen).toEqual(registry);
  });

  it('has a member walk over a few times as many keys as it gives, and not over the rest for each answer', () => {
    const { walked, ranges } = scan(registry, bytesOf('/registry/'), bytesOf('/registry0'));
    // To the end of the whole range each time it would be twenty times.
    expect(walked).toBeLessThan(5 * registry.length);
    expect(ranges).toBeLessThan(50);
  });

  it('gives every key once, however they lie', () => {
    let seed = 5;
    const next = (most: number): number => {
      seed = (seed * 1_103_515_245 + 12_345) % 2 ** 31;
      return (seed >>> 8) % most;
    };
    for (let round = 0; round < 30; round += 1) {
      const alphabet = [2, 3, 256][round % 3] ?? 2;
      const made = new Map<string, Uint8Array>();
      for (let at = 0; at < 2_000; at += 1) {
        const key = Uint8Array.from({ length: 1 + next(12) }, () => 256 - alphabet + next(alphabet));
        made.set(key.join(), key);
      }
      const keys = sorted([...made.values()]);
      expect(scan(keys, new Uint8Array(1), null).seen).toEqual(keys);
    }
  });

  it.each([
    ['nothing', []],
    ['one key', [bytesOf('a')]],
  ])('of %s ends', (_, keys) => {
    expect(scan(keys, new Uint8Array(1), null)).toMatchObject({ seen: keys, ranges: 1 });
  });
});
