import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { testPorts } from '../../testing/ports.ts';
import { type ReadSnapshot, readSnapshot } from './read-snapshot.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let folder: string;
let read: ReadSnapshot;

// Saved by etcdctl of etcd 3.5.16 with auth on, after a compaction at a deletion; the figures are those that its
// `etcdutl snapshot status` and `endpoint hashkv` printed.
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-older-'));
  const file = join(folder, 'saved.db');
  writeFileSync(file, gunzipSync(readFileSync(new URL('../../testing/snapshots/etcd-3.5.16.db.gz', import.meta.url))));
  const ports = testPorts(join(folder, 'settings'));
  mkdirSync(ports.settingsFolder);
  read = await readSnapshot(ports, file, {
    signal: new AbortController().signal,
    onDidRead: () => undefined,
    isFresh: false,
  });
});
afterAll(async () => {
  await read.index?.close();
  rmSync(folder, { recursive: true, force: true });
});

it('tells the figures of a file of etcd 3.5.16 as its own tools do', () => {
  expect(read.report.integrity).toEqual({ verdict: 'ok', findings: [], found: 0 });
  expect(read.report.figures).toMatchObject({
    hash: 810_549_755,
    lastRevision: 35,
    revision: 35,
    compactRevision: 35,
    totalRecords: 21,
    liveKeys: 7,
    databaseBytes: 24_576,
    hashKV: 2_568_552_172,
  });
});

it('tells who may log in, and no hash of a password', () => {
  expect(read.report.inside).toMatchObject({
    isAuthEnabled: true,
    users: [
      { name: 'ann', roles: ['reader'], hasPassword: true },
      { name: 'root', roles: ['root'], hasPassword: true },
    ],
    roles: [{ name: 'reader', permissions: [{ type: 'read', key: bytes('/app/'), rangeEnd: bytes('/app0') }] }],
    leases: [{ grantedTTL: 3_600, keys: 1 }],
    clusterVersion: '3.5.0',
  });
  expect(JSON.stringify(read.report)).not.toContain('$2a$');
});
