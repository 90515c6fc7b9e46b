import { mkdtempSync, rmSync } from 'node:fs';
import { open, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { CacheReader, type Columns, writeCache } from './cache-file.ts';

it('gives back what was written, and stores no zeros', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'one.idx');
  const columns: Columns = {
    none: new Uint8Array(0),
    bytes: Uint8Array.of(0, 0, 7),
    wide: Float64Array.of(2 ** 53 - 1, 0),
    zeros: new BigInt64Array(4_096),
    narrow: Uint32Array.of(0, 2 ** 32 - 1),
  };
  const writing = await open(file, 'w');
  // What a report says is no matter of the file.
  await writeCache(writing, { fingerprint: 'one', report: {} as never, readAt: 0, columns });
  await writing.close();
  expect((await stat(file)).size).toBeLessThan(4_096);

  const reading = await open(file, 'r');
  try {
    const cache = await CacheReader.open(reading);
    expect(cache?.head.fingerprint).toBe('one');
    expect(await cache?.columns(Object.keys(columns))).toEqual(columns);
  } finally {
    await reading.close();
  }
});

it('reads a column block by block, and tells the damaged one when it is needed', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-cache-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const file = join(folder, 'one.idx');
  const numbers = Uint32Array.from({ length: 40_000 }, (_, at) => at);
  const writing = await open(file, 'w');
  await writeCache(writing, { fingerprint: 'one', report: {} as never, readAt: 0, columns: { numbers } });
  await writing.write(Uint8Array.of(9), 0, 1, (await stat(file)).size - 1);
  await writing.close();

  const reading = await open(file, 'r');
  try {
    const column = (await CacheReader.open(reading))?.stored('numbers');
    if (column === null || column === undefined) throw new Error('there is no column');
    expect(column.values).toEqual(new Uint32Array(40_000));
    // Over the end of a block.
    expect(column.need(8_191, 8_193)).toBe(true);
    expect(column.values.slice(6_144, 10_240)).toEqual(numbers.slice(6_144, 10_240));
    expect([column.values.at(6_143), column.values.at(10_240)]).toEqual([0, 0]);
    expect(column.values.at(20_000)).toBe(0);
    expect(column.need(20_000, 20_001)).toBe(true);
    expect(column.values.at(20_000)).toBe(20_000);
    expect(column.need(0, 40_000)).toBe(false);
    expect(column.need(39_999, 40_000)).toBe(false);
  } finally {
    await reading.close();
  }
});
