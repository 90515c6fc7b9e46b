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
