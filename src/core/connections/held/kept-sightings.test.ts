import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClusterId } from '../../../contract/ids.ts';
import { openKeptSightings } from './kept-sightings.ts';

const one = 'c0ffee' as ClusterId; // any id will do
const s = (revision: number, at: number) => ({ revision, at });

let folder: string;
let document: Record<string, unknown>;
let now: number;
let warnings: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-sightings-'));
  document = {};
  now = 1_000_000;
  warnings = 0;
});
afterEach(() => rm(folder, { recursive: true, force: true }));

/** As after a restart of the app: only the file is left. */
const opened = () =>
  openKeptSightings({
    openStore: () => ({
      path: join(folder, 'sightings.json'),
      read: () => document,
      write: (written) => {
        document = JSON.parse(JSON.stringify(written));
      },
    }),
    clock: { now: () => now },
    log: {
      info: () => undefined,
      warn: () => {
        warnings += 1;
      },
      error: () => undefined,
    },
  });

it('keeps what was seen for the next session, and adds to it', async () => {
  await opened().add(one, [s(5, 100_000), s(9, 200_000)], true);
  await opened().add(one, [s(12, 900_000)], true);
  expect(opened().of(one)).toEqual([s(5, 100_000), s(9, 200_000), s(12, 900_000)]);
  expect(opened().of('other' as ClusterId)).toEqual([]);
});

it('keeps what is not to last in memory only', async () => {
  const kept = opened();
  await kept.add(one, [s(5, 100_000)], false);
  expect(kept.of(one)).toEqual([s(5, 100_000)]);
  expect(opened().of(one)).toEqual([]);
});

it('takes from a file only what makes sense', () => {
  const lines = [
    [5, 100_000],
    ['6', 1],
    [7],
    null,
    'x',
    [8.5, 1],
    [-1, 5],
    [9, Number.MAX_VALUE],
    [11, 2_000_000],
    [10, 300_000],
  ];
  for (const [clusters, expected] of [
    [{ c0ffee: lines }, [s(5, 100_000), s(10, 300_000)]],
    [{ c0ffee: 'no list' }, []],
    [{ c0ffee: { length: 1e9 } }, []],
  ] as const) {
    document = { clusters };
    expect(opened().of(one)).toEqual(expected);
  }
  document = { clusters: { c0ffee: Array.from({ length: 100_000 }, (_, n) => [n + 1, n + 1]) } };
  expect(opened().of(one).length).toBeLessThanOrEqual(400);
  expect(opened().of('__proto__' as ClusterId)).toEqual([]);
});

it('says so where the file is damaged, leaves it as it is, and goes on without', async () => {
  document = { clusters: [] };
  expect(opened().of(one)).toEqual([]);
  expect(warnings).toBe(1);
  await expect(opened().add(one, [s(5, 100_000)], true)).rejects.toMatchObject({ code: 'SettingsDamaged' });
  expect(document).toEqual({ clusters: [] });
});

it('stays small: the clusters seen last, each thinned', async () => {
  for (let n = 0; n < 20; n++) await opened().add(`c${n}` as ClusterId, [s(1, 1_000 + n)], true);
  expect(opened().of('c3' as ClusterId)).toEqual([]);
  expect(opened().of('c19' as ClusterId)).toEqual([s(1, 1_019)]);
  const many = Array.from({ length: 50_000 }, (_, n) => s(n + 1, n * 20));
  await opened().add(one, many, true);
  expect(opened().of(one).length).toBeLessThanOrEqual(400);
});
