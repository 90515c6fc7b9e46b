import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, utimes } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { unseal } from './frames.ts';
import { diskFiles, memoryFiles } from './journal-files.ts';
import { Segments, stampNow } from './segments.ts';

const key = randomBytes(32);
const record = new Uint8Array(1_000);
const most = { keptBytes: 12_000, allBytes: 20_000, since: 0 };
const bounds = { fileBytes: 2_500, room: async () => most };

async function sizesOf(files: ReturnType<typeof memoryFiles>, folder: string): Promise<readonly number[]> {
  return (await files.list(folder)).map(({ bytes }) => bytes);
}

it('begins another file when one is full, and lets the oldest go', async () => {
  const files = memoryFiles();
  const segments = new Segments(files, key, 'a', '.values', bounds);
  const names: string[] = [];
  for (let n = 0; n < 40; n++) names.push(await segments.append(record));
  expect(new Set(names.slice(0, 3)).size).toBe(1);
  expect(names[3]).not.toBe(names[0]);
  const kept = (await files.list('a')).map(({ name }) => name);
  expect(kept).toEqual([...new Set(names)].slice(-kept.length));
  const total = (await sizesOf(files, 'a')).reduce((sum, bytes) => sum + bytes, 0);
  expect(total).toBeLessThanOrEqual(most.keptBytes);
  expect(total).toBeGreaterThan(most.keptBytes / 2);
});

it('lets go what was written for others before what is written now, and of its own kind only', async () => {
  const files = memoryFiles();
  await new Segments(files, key, 'old', '.log', bounds).append(record);
  const old = new Segments(files, key, 'old', '.values', bounds);
  for (let n = 0; n < 10; n++) await old.append(record);
  for (const folder of ['b', 'c']) {
    const segments = new Segments(files, key, folder, '.values', bounds);
    for (let n = 0; n < 9; n++) await segments.append(record);
  }
  expect((await files.list('old')).map(({ name }) => name.slice(-4))).toEqual(['.log']);
  expect(await sizesOf(files, 'c')).toHaveLength(3);
});

it('lets files go that were last written before the time that is kept, of every connection', async () => {
  const root = await mkdtemp(join(tmpdir(), 'etcdeck-segments-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const files = diskFiles(root);
  const written = await new Segments(files, key, 'old', '.values', bounds).append(record);
  await new Segments(files, key, 'old', '.log', bounds).append(record);
  const day = 24 * 60 * 60;
  await utimes(join(root, 'old', written), 0, Date.now() / 1_000 - 2 * day);
  const room = async () => ({ ...most, since: Date.now() - day * 1_000 });
  await new Segments(files, key, 'new', '.values', { ...bounds, room }).append(record);
  expect((await files.list('old')).map(({ name }) => name.slice(-4))).toEqual(['.log']);
  expect(await files.list('new')).toHaveLength(1);
});

it('keeps few files of many hosts that wrote little', async () => {
  const files = memoryFiles();
  for (let n = 0; n < 230; n++) await new Segments(files, key, 'a', '.values', bounds).append(new Uint8Array(1));
  expect((await files.list('a')).length).toBeLessThanOrEqual(200);
});

it.each([
  ['in memory', memoryFiles],
  ['on disk', diskFiles],
])('begins another file where another process has let its own go, %s', async (_, filesIn) => {
  const root = await mkdtemp(join(tmpdir(), 'etcdeck-segments-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  const files = filesIn(root);
  const segments = new Segments(files, key, 'a', '.values', bounds);
  const first = await segments.append(record);
  await files.remove('a', first);
  const second = await segments.append(record);
  expect(second).not.toBe(first);
  const bytes = await files.read('a', second);
  expect(
    [...unseal(key, bytes ?? Buffer.alloc(0), second, () => undefined)].map((unsealed) => unsealed.record),
  ).toEqual([Buffer.from(record)]);
  expect(await files.read('a', first)).toBeNull();
});

it('begins another file while a record is being written', async () => {
  const files = memoryFiles();
  const segments = new Segments(files, key, 'a', '.values', bounds);
  const first = await segments.append(record);
  const second = segments.append(record);
  // The second is under way by now.
  await Promise.resolve();
  segments.beginNew();
  expect(await second).toBe(first);
  expect(await segments.append(record)).not.toBe(first);
});

it('names files by their age, even within a millisecond or under a clock that was set back', () => {
  const names = [stampNow(5_000), stampNow(5_000), stampNow(4_000)];
  expect([...names].sort()).toEqual(names);
});
