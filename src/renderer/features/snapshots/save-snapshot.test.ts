import { describe, expect, it, vi } from 'vitest';
import type { ConnectionId, MemberId } from '../../../contract/ids.ts';
import type { SavedSnapshot, SnapshotProgress, SnapshotsApi } from '../../../contract/snapshots.ts';
import { savedText, saveSnapshot } from './save-snapshot.ts';

const connection = 'c' as ConnectionId;
const snapshot: SavedSnapshot = {
  file: '/home/op/prod.db',
  bytes: 2_097_152,
  sha256: 'ab'.repeat(32),
  revision: 1_234,
  member: '8e9e05c52164694d' as MemberId,
  endpoint: 'https://10.0.0.1:2379',
  durationMs: 1_250,
  uncatalogued: null,
  undescribed: null,
};

function anApi(progress: readonly SnapshotProgress[]) {
  const save = vi.fn(async function* (_request: Parameters<SnapshotsApi['save']>[0]) {
    yield* progress;
  });
  const suggestFile = vi.fn(async () => ({ file: '/home/op/suggested.db' }));
  return { api: { snapshots: { save, suggestFile } }, save, suggestFile };
}

const receiving: SnapshotProgress = { kind: 'receiving', file: 'x', receivedBytes: 1_048_576, totalBytes: 2_097_152 };
const work = () => ({ signal: new AbortController().signal, report: vi.fn() });

describe('saveSnapshot', () => {
  it('saves where core suggests, and tells how far it is', async () => {
    const { api, save } = anApi([receiving, { kind: 'saved', snapshot }]);
    const told = work();
    expect(await saveSnapshot(api, connection, null, told)).toEqual(snapshot);
    expect(save.mock.calls[0]?.[0]).toEqual({ connection, file: '/home/op/suggested.db', member: null });
    expect(told.report).toHaveBeenCalledWith({ detail: '1 MiB of 2 MiB', done: 1_048_576, total: 2_097_152 });
  });

  it('saves where it is told to', async () => {
    const { api, save, suggestFile } = anApi([{ kind: 'saved', snapshot }]);
    await saveSnapshot(api, connection, '/tmp/mine.db', work());
    expect(save.mock.calls[0]?.[0].file).toBe('/tmp/mine.db');
    expect(suggestFile).not.toHaveBeenCalled();
  });

  it('never takes a stream that just ends for a snapshot', async () => {
    const { api } = anApi([receiving]);
    await expect(saveSnapshot(api, connection, null, work())).rejects.toMatchObject({ code: 'SnapshotTruncated' });
  });
});

it('says what was saved', () => {
  expect(savedText(snapshot)).toBe('2 MiB at revision 1,234 in 1.3 s; its hash was checked. /home/op/prod.db');
  const uncatalogued = { code: 'DiskFull', message: 'no space left on device', retry: false } as const;
  expect(savedText({ ...snapshot, uncatalogued })).toMatch(
    /\/home\/op\/prod\.db\. It is not among the snapshots that etcdeck remembers: \S/,
  );
});
