import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import { liveKeys } from '../../contract/key-source.ts';
import { keychain } from '../../testing/keychain.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { startRpcRecorder } from '../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { head } from '../etcd/kv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let cluster: TestCluster;
let app: OpenedApp;

beforeAll(async () => {
  cluster = await startCluster();
  app = await openApp(cluster.draft(), { secrets: keychain() });
});
afterAll(async () => {
  await app?.close();
  await cluster?.close();
});

const put = (key: string, value: string, expectedModRevision: number, lease: LeaseId | null | 'keep') =>
  app.api.keys.put({ connection: app.connection, key: bytes(key), value: bytes(value), expectedModRevision, lease });
const get = async (key: string) =>
  (await app.api.keys.get({ source: liveKeys(app.connection), key: bytes(key), reveal: false })).entry;

describe('a save', () => {
  it('tells the key as it is from then on, and takes, keeps and drops a lease', async () => {
    // Found by its words: etcdctl prints the id as the contract has it.
    const lease = /lease (\w+) granted/.exec(await cluster.etcdctl('lease', 'grant', '600'))?.[1] as LeaseId;
    let expected = 0;
    for (const [value, wanted, has] of [
      ['1', lease, lease],
      ['2', 'keep', lease],
      ['3', null, null],
      ['4', 'keep', null],
    ] as const) {
      const { meta, revision } = await put('/leased', value, expected, wanted);
      const { value: stored, isMasked, bytes: size, ...stands } = (await get('/leased')) ?? {};
      expect(meta).toEqual(stands);
      expect(meta.lease).toBe(has);
      expect(revision).toBe(meta.modRevision);
      expect(stored).toEqual(bytes(value));
      expected = revision;
    }
  });

  it('fails before anything is sent where the key is another, or the lease is gone', async () => {
    const { revision } = await put('/once', '1', 0, null);
    await expect(put('/once', '2', 0, null)).rejects.toMatchObject({
      code: 'Conflict',
      detail: { currentModRevision: revision },
    });
    const gone = '00000000000000ff' as LeaseId;
    await expect(put('/once', '2', revision, gone)).rejects.toMatchObject({ code: 'LeaseNotFound' });
    const { entries } = await app.api.journal.list({ connection: app.connection, before: null, limit: 2 });
    expect(entries).toMatchObject([
      { act: 'put', outcome: 'failed', canUndo: false },
      { act: 'put', outcome: 'done', canUndo: true, subject: { firstKey: bytes('/once') }, revision },
    ]);
  });

  it('is refused where the journal cannot be written, and nothing was sent', async () => {
    const client = new EtcdClient(cluster.target());
    const other = await openApp(cluster.draft(), { secrets: keychain() });
    await writeFile(join(other.folder, 'journal'), 'in the way');
    const before = (await head(client)).revision;
    const request = { connection: other.connection, key: bytes('/unjournalled'), value: bytes('1'), lease: null };
    const saving = () => other.api.keys.put({ ...request, expectedModRevision: 0 });
    await expect(saving()).rejects.toMatchObject({ code: 'FileNotWritable', operation: 'journal' });
    expect((await head(client)).revision).toBe(before);
    await rm(join(other.folder, 'journal'));
    await saving();
    await other.close();
    client.close();
  });

  it('whose answer is lost stands in the journal as unknown, and can be undone if it was done', async () => {
    const recorder = await startRpcRecorder(cluster.endpoints[0] ?? '');
    const through = await openApp(cluster.draft({ endpoints: [recorder.endpoint], learnsEndpoints: false }));
    const { api, connection } = through;
    const request = { connection, key: bytes('/lost'), value: bytes('2'), lease: null };
    const { revision } = await api.keys.put({ ...request, value: bytes('1'), expectedModRevision: 0 });
    recorder.treat('cut', 'KV/Txn');
    await expect(api.keys.put({ ...request, expectedModRevision: revision })).rejects.toMatchObject({
      code: 'OutcomeUnknown',
    });
    recorder.treat('pass');
    const { entries } = await api.journal.list({ connection, before: null, limit: 1 });
    expect(entries).toMatchObject([{ outcome: 'unknown', revision: null, canUndo: true }]);
    expect((await get('/lost'))?.value).toEqual(bytes('2'));
    for await (const notice of api.plans.planUndo({ connection, journalEntry: entries[0]?.id ?? '' })) {
      if (notice.kind === 'planned') expect(notice.plan.body).toMatchObject({ counts: { overwrite: 1, skip: 0 } });
    }
    await through.close();
    await recorder.close();
  });
});
