import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { everyEtcd } from '../../testing/etcd-binaries.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { catchUp } from './catch-up.ts';
import { EtcdClient } from './client.ts';
import { range } from './kv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe.each(everyEtcd().map((binaries) => ({ version: binaries.version, binaries })))(
  'the past of a key on $version',
  ({ binaries }) => {
    let cluster: TestCluster;
    let client: EtcdClient;
    const key = bytes('/past');
    const deletions: number[] = [];

    beforeAll(async () => {
      cluster = await startCluster({ binaries, auth: true });
      client = new EtcdClient(cluster.target());
      for (let round = 0; round < 3; round++) {
        await put(client, { key, value: bytes(`${round}`) });
        await put(client, { key: bytes('/past/other'), value: bytes('') });
        await deleteKey(client, { key: bytes('/past/other') });
        deletions.push((await deleteKey(client, { key })).revision);
      }
    });
    afterAll(async () => {
      client?.close();
      await cluster?.close();
    });

    it('is read from the first revision to the head', async () => {
      expect(await catchUp(client, { key, fromRevision: 1 })).toEqual({ kind: 'read', deletions });
      const [, second = 0] = deletions;
      expect(await catchUp(client, { key, fromRevision: second })).toEqual({
        kind: 'read',
        deletions: deletions.slice(1),
      });
      expect(await catchUp(client, { key: bytes('/none'), fromRevision: 1 })).toEqual({ kind: 'read', deletions: [] });
    });

    it('is refused to who may not read the key', async () => {
      const reader = new EtcdClient(cluster.target({ user: 'reader', password: 'readerpw' }));
      try {
        await expect(catchUp(reader, { key, fromRevision: 1 })).rejects.toMatchObject({ code: 'PermissionDenied' });
      } finally {
        reader.close();
      }
    });

    it('says from where on it is kept: a read of that revision works, of the one before it not', async () => {
      const [first = 0] = deletions;
      const compactRevision = first + 1;
      await cluster.etcdctl('compact', String(compactRevision));
      expect(await catchUp(client, { key, fromRevision: 1 })).toEqual({ kind: 'compacted', compactRevision });
      expect((await catchUp(client, { key, fromRevision: compactRevision })).kind).toBe('read');
      await expect(range(client, { key, revision: compactRevision })).resolves.toMatchObject({ count: 1 });
      await expect(range(client, { key, revision: compactRevision - 1 })).rejects.toMatchObject({ code: 'Compacted' });
    });
  },
);
