import { mkdtemp, open, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { ConnectionId } from '../../contract/ids.ts';
import type { WatchNotice } from '../../contract/watches.ts';
import { recordWatch } from './record-watch.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-record-'));
});
afterEach(async () => {
  vi.restoreAllMocks();
  await rm(folder, { recursive: true, force: true });
});

/** Large enough that each line is written by itself. */
const value = new Uint8Array(400_000);
const change = (modRevision: number): WatchNotice => ({
  kind: 'event',
  event: {
    ...{ type: 'put', previous: null },
    entry: {
      ...{ key: Uint8Array.of(0x61), value, isMasked: false, bytes: value.length, lease: null },
      ...{ createRevision: 1, modRevision, version: modRevision },
    },
  },
});

it('keeps the lines that it wrote before the disk was full', async () => {
  const file = join(folder, 'watch.ndjson');
  const handle = await open(join(folder, 'other'), 'w');
  const prototype: Pick<typeof handle, 'writev'> = Object.getPrototypeOf(handle);
  await handle.close();
  const write = vi.spyOn(prototype, 'writev');
  const follow = async function* () {
    yield change(1);
    await vi.waitFor(() => expect(write).toHaveResolved());
    write.mockRejectedValueOnce(Object.assign(new Error('ENOSPC: no space'), { code: 'ENOSPC' }));
    yield change(2);
    yield change(3);
  };
  const request = {
    // An id that was made up.
    ...{ connection: 'c' as ConnectionId, key: Uint8Array.of(0x61), isPrefix: false, previous: false, reveal: false },
    ...{ startRevision: 1, untilRevision: null, file },
  };
  const recorded = async (): Promise<void> => {
    for await (const _ of recordWatch(request, follow));
  };
  await expect(recorded()).rejects.toMatchObject({ code: 'DiskFull' });
  const lines = (await readFile(file, 'utf8')).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line).modRevision)).toEqual([1]);
});
