import { describe, expect, it, vi } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId, MemberId } from '../../../contract/ids.ts';
import type { SavedSnapshot, SnapshotProgress, SnapshotsApi } from '../../../contract/snapshots.ts';
import { aSnapshotReport } from '../../testing/snapshot-builders.ts';
import { checkText, savedText, saveSnapshot } from './save-snapshot.ts';

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

function anApi(progress: readonly SnapshotProgress[], end: () => void = () => undefined) {
  const save = vi.fn(async function* (_request: Parameters<SnapshotsApi['save']>[0]) {
    yield* progress;
    end();
  });
  const suggestFile = vi.fn(async () => ({ file: '/home/op/suggested.db' }));
  return { api: { snapshots: { save, suggestFile } }, save, suggestFile };
}

const receiving: SnapshotProgress = { kind: 'receiving', file: 'x', receivedBytes: 1_048_576, totalBytes: 2_097_152 };
const saved: SnapshotProgress = { kind: 'saved', snapshot };
const checking: SnapshotProgress = { kind: 'checking', doneBytes: 1_048_576, totalBytes: 2_097_152 };
const work = () => ({ signal: new AbortController().signal, report: vi.fn(), onSaved: vi.fn() });

describe('saveSnapshot', () => {
  it('saves where core suggests, tells how far it is, and returns what the check said', async () => {
    const checked: SnapshotProgress = { kind: 'checked', report: aSnapshotReport() };
    const { api, save } = anApi([receiving, saved, checking, checked]);
    const told = work();
    expect(await saveSnapshot(api, connection, null, told)).toEqual({ snapshot, check: checked });
    expect(save.mock.calls[0]?.[0]).toEqual({ connection, file: '/home/op/suggested.db', member: null });
    expect(told.report.mock.calls.map(([{ detail }]) => detail)).toEqual([
      '1 MiB of 2 MiB',
      'Checking: 1 MiB of 2 MiB',
    ]);
    expect(told.onSaved).toHaveBeenCalledExactlyOnceWith(snapshot);
  });

  it('saves where it is told to', async () => {
    const { api, save, suggestFile } = anApi([saved]);
    await saveSnapshot(api, connection, '/tmp/mine.db', work());
    expect(save.mock.calls[0]?.[0].file).toBe('/tmp/mine.db');
    expect(suggestFile).not.toHaveBeenCalled();
  });

  it('never takes a stream that just ends for a snapshot', async () => {
    const { api } = anApi([receiving]);
    await expect(saveSnapshot(api, connection, null, work())).rejects.toMatchObject({ code: 'SnapshotTruncated' });
  });

  it('keeps what is saved where its check is stopped', async () => {
    const { api } = anApi([saved, checking], () => {
      throw new EtcdeckError({ code: 'Cancelled', message: 'it was stopped' });
    });
    expect(await saveSnapshot(api, connection, null, work())).toEqual({ snapshot, check: { kind: 'stopped' } });
  });
});

it('says what was saved, and what the check said', () => {
  const check = { kind: 'checked', report: aSnapshotReport() } as const;
  expect(savedText({ snapshot, check })).toBe(
    '2 MiB at revision 1,234 in 1.3 s. Checked: 245 live keys. /home/op/prod.db',
  );
  const full = { code: 'DiskFull', message: 'no space left on device', retry: false } as const;
  expect(savedText({ snapshot: { ...snapshot, uncatalogued: full, undescribed: full }, check })).toMatch(
    /\/home\/op\/prod\.db\. It is not among the snapshots that etcdeck remembers: \S.* Its description could not be written beside it: \S/,
  );
  const finding = { code: 'PageDamaged', severity: 'critical', page: 473, message: 'page 473 is of type 0' } as const;
  const damaged = aSnapshotReport({ figures: null, integrity: { verdict: 'damaged', findings: [finding], found: 1 } });
  expect(checkText({ kind: 'checked', report: damaged })).toBe('It is damaged: page 473 is of type 0.');
  expect(checkText({ kind: 'unchecked', failure: full })).toMatch(/^Its contents could not be checked: /);
});
