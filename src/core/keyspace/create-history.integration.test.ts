import { tmpdir } from 'node:os';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KeyHistoryPage, KeyState, RevisionSighting } from '../../contract/history.ts';
import { liveKeys } from '../../contract/key-source.ts';
import { etcdsApart } from '../../testing/etcd-binaries.ts';
import { openConnection, type TestConnection } from '../../testing/open-connection.ts';
import { sourcesOf } from '../../testing/open-sources.ts';
import { plainValues } from '../../testing/plain-values.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { head, txnPuts } from '../etcd/kv.ts';
import { createHistory } from './create-history.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const text = (some: Uint8Array): string => Buffer.from(some).toString('latin1');
const now = Date.parse('2026-11-21T12:00:00Z');
const ports = testPorts(tmpdir(), { clock: { now: () => now } });

function historyOf(connection: TestConnection, written: readonly RevisionSighting[] = []) {
  return createHistory(sourcesOf(connection.open, { written, ports }), plainValues);
}

async function ofKey(connection: TestConnection, key: string) {
  const pages: KeyHistoryPage[] = [];
  const request = { source: liveKeys(connection.id), key: bytes(key), reveal: false };
  for await (const page of historyOf(connection).ofKey(request)) pages.push(page);
  const last = pages.at(-1);
  return { shown: pages.flatMap(({ states }) => states).map(shown), last, pages };
}

const shown = (state: KeyState): string =>
  state.kind === 'put' ? `${state.entry.modRevision} ${text(state.entry.value)}` : `${state.revision} deleted`;

describe.each(etcdsApart().map((binaries) => ({ version: binaries.version, binaries })))(
  'history on $version',
  ({ binaries }) => {
    let cluster: TestCluster;
    let connection: TestConnection;

    beforeAll(async () => {
      cluster = await startCluster({ binaries, auth: true });
      connection = openConnection(cluster.target());
    });
    afterAll(async () => {
      connection?.close();
      await cluster?.close();
    });

    const write = async (key: string, value: string | null): Promise<string> => {
      const target = { key: bytes(key) };
      if (value === null) return `${(await deleteKey(connection.client, target)).revision} deleted`;
      return `${(await put(connection.client, { ...target, value: bytes(value) })).revision} ${value}`;
    };

    it('has every state of a key since the oldest revision, newest first', async () => {
      const states: string[] = [];
      for (const value of ['1', '2', null, '3', '', null, '4', '5']) {
        states.unshift(await write('/life', value));
        await write('/beside', 'x');
      }
      const { shown, last } = await ofKey(connection, '/life');
      expect(shown).toEqual(states);
      expect(last).toMatchObject({ complete: true, reachedRevision: 1 });
      // A key that is gone has a history too, and one that never was has none.
      states.unshift(await write('/life', null));
      expect((await ofKey(connection, '/life')).shown).toEqual(states);
      expect(await ofKey(connection, '/none')).toMatchObject({ shown: [], last: { complete: true } });

      const compacted = Number(states[4]?.split(' ')[0]);
      await cluster.etcdctl('compact', String(compacted));
      const later = await ofKey(connection, '/life');
      expect(later.shown).toEqual(states.slice(0, 5));
      expect(later.last).toMatchObject({ complete: true, reachedRevision: compacted });
      const timeline = await historyOf(connection).timeline({ source: liveKeys(connection.id) });
      expect(timeline.oldestRevision).toBe(compacted);
    });

    it('knows times from the journal and from the leases of nodes', async () => {
      const type = { kind: 'Lease', apiVersion: 'coordination.k8s.io/v1', metadata: { name: 'node-1' } };
      const leaseOf = (renewTime: string): string =>
        JSON.stringify({ ...type, spec: { holderIdentity: 'node-1', leaseDurationSeconds: 40, renewTime } });
      const revisions: number[] = [];
      for (const minute of [50, 51, 52]) {
        const value = leaseOf(`2026-11-21T11:${minute}:00.000000Z`);
        revisions.push(Number((await write('/registry/leases/kube-node-lease/node-1', value)).split(' ')[0]));
        await write('/registry/pods/default/a', `${minute}`);
      }
      await write('/registry/leases/kube-node-lease/node-2', 'neither JSON nor protobuf');
      const { revision: headRevision } = await head(connection.client);
      const written = [{ revision: headRevision, at: now - 60_000 }];
      const timeline = await historyOf(connection, written).timeline({ source: liveKeys(connection.id) });
      expect(timeline.headRevision).toBe(headRevision);
      const [first, , last] = revisions;
      expect(timeline.sightings).toContainEqual({ revision: last, at: Date.parse('2026-11-21T11:52:00Z') });
      expect(timeline.sightings.at(-2)).toEqual(written[0]);
      expect(timeline.sightings.at(-1)).toEqual({ revision: headRevision, at: now });
      // The past says when it was, once all that is read is past the first renewal.
      await cluster.etcdctl('compact', String(first));
      const past = await historyOf(connection).timeline({ source: liveKeys(connection.id) });
      expect(past.oldestRevision).toBe(first);
      expect(past.sightings[0]).toEqual({ revision: first, at: Date.parse('2026-11-21T11:50:00Z') });
    });

    it('tells who may not look', async () => {
      const reader = openConnection(cluster.target({ user: 'reader', password: 'readerpw' }));
      try {
        await expect(ofKey(reader, '/life')).rejects.toMatchObject({ code: 'PermissionDenied' });
        await write('/app/config', '1');
      } finally {
        reader.close();
      }
    });
  },
);

describe('a long history', () => {
  it('comes in pages, and is not complete where deletions are too far back', { timeout: 120_000 }, async () => {
    const cluster = await startCluster();
    const connection = openConnection(cluster.target());
    try {
      const { client } = connection;
      const key = bytes('/old');
      await put(client, { key, value: bytes('before') });
      await deleteKey(client, { key });
      await put(client, { key, value: bytes('again') });
      const filling = Array.from({ length: 8 }, async (_, worker) => {
        for (let n = 0; n < 2_600; n++)
          await txnPuts(client, [{ key: bytes(`/busy/${worker}`), value: bytes(`${n}`) }]);
      });
      await Promise.all(filling);
      const { shown, last } = await ofKey(connection, '/old');
      expect(shown).toHaveLength(1);
      expect(last?.complete).toBe(false);
      expect(last?.reachedRevision).toBeGreaterThan(4);
      const busy = await ofKey(connection, '/busy/3');
      expect(busy.shown).toHaveLength(2_600);
      expect(busy.pages.length).toBeGreaterThan(10);
      expect(busy.pages[0]?.states).toHaveLength(1);
    } finally {
      connection.close();
      await cluster.close();
    }
  });
});
