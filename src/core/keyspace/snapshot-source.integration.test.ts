import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { CompareNotice } from '../../contract/compare.ts';
import { type KeySource, liveKeys, snapshotKeys } from '../../contract/key-source.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { all } from '../../testing/all.ts';
import { etcdsApart } from '../../testing/etcd-binaries.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { head, range, smallestKey, toTheEnd, txnPuts } from '../etcd/kv.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'latin1'));
const everything = new Uint8Array();
const renewedAt = Date.parse('2026-11-21T11:50:00Z');

/** Comparing bytes as bytes takes seconds for a large value. */
const asTexts = ({ key, value, ...entry }: KeyValue) => ({
  ...entry,
  key: Buffer.from(key).toString('latin1'),
  value: Buffer.from(value).toString('latin1'),
});

describe.each(etcdsApart().map((binaries) => ({ version: binaries.version, binaries })))(
  'a snapshot of $version',
  ({ binaries }) => {
    let cluster: TestCluster;
    let client: EtcdClient;
    let app: OpenedApp;
    let file: string;
    let savedAt: number;
    let compacted: number;
    const holding = new AbortController();

    const write = async (key: string, value: string | null): Promise<number> => {
      const target = { key: bytes(key) };
      if (value === null) return (await deleteKey(client, target)).revision;
      return (await put(client, { ...target, value: bytes(value) })).revision;
    };
    const save = async (name: string): Promise<string> => {
      const path = join(app.folder, name);
      await all(app.api.snapshots.save({ connection: app.connection, file: path, member: null }));
      return path;
    };
    /** Opens a snapshot and holds it until the end. */
    const held = async (path: string): Promise<void> => {
      const steps = app.api.sources.open({ source: snapshotKeys(path) }, { signal: holding.signal });
      const opening = steps[Symbol.asyncIterator]();
      for (;;) if ((await opening.next()).value?.kind === 'opened') return;
    };

    beforeAll(async () => {
      cluster = await startCluster({ binaries });
      client = new EtcdClient(cluster.target());
      await write('/before', 'compacted away');
      await write('/before', 'kept');
      await write('/gone', 'x');
      await write('/gone', null);
      compacted = await write('/life', '1');
      for (const value of ['2', null, '3', '', null]) await write('/life', value);
      for (const key of ['\0', '\0\xff', '\xff\xfe', '/bin/\x80', '/utf-8/\xc3\xa9']) await write(key, key);
      await write('/empty', '');
      await write('/large', 'x'.repeat(1_400_000));
      await txnPuts(
        client,
        Array.from({ length: 40 }, (_, n) => ({ key: bytes(`/txn/${n}`), value: bytes(`${n}`) })),
      );
      await cluster.etcdctl('del', '--prefix', '/txn/1');
      await txnPuts(
        client,
        [11, 12].map((n) => ({ key: bytes(`/txn/${n}`), value: bytes('again') })),
      );
      const [lease = ''] = /[0-9a-f]{16}/.exec(await cluster.etcdctl('lease', 'grant', '3600')) ?? [];
      await cluster.etcdctl('put', `--lease=${lease}`, '/leased', 'v');
      const renewal = { holderIdentity: 'node-1', leaseDurationSeconds: 40, renewTime: '2026-11-21T11:50:00.000000Z' };
      const object = { kind: 'Lease', apiVersion: 'coordination.k8s.io/v1', metadata: { name: 'n' }, spec: renewal };
      await write('/registry/leases/kube-node-lease/node-1', JSON.stringify(object));
      await write('/life', '4');
      await cluster.etcdctl('compact', String(compacted));
      app = await openApp(cluster.draft());
      file = await save('saved.db');
      savedAt = (await head(client)).revision;
      await held(file);
    });
    afterAll(async () => {
      holding.abort();
      await app?.close();
      client?.close();
      await cluster?.close();
    });

    const liveAt = async (revision: number) =>
      (await range(client, { key: smallestKey, rangeEnd: toTheEnd, revision })).kvs.map(asTexts);
    const savedEntries = async (source: KeySource) => {
      const listed = await all(
        app.api.keys.list({ source, prefix: everything, after: null, limit: 10_000, readsValues: true }),
      );
      const rows = listed.flatMap(({ rows }) => rows);
      return await Promise.all(
        rows.map(async ({ bytes: length, ...row }) => {
          const { entry } = await app.api.keys.get({ source, key: row.key, reveal: true });
          expect(entry?.bytes).toBe(length);
          return asTexts({ ...row, value: entry?.value ?? new Uint8Array() });
        }),
      );
    };

    it('has what the cluster has at every revision that is kept', async () => {
      for (let revision = compacted; revision <= savedAt; revision++) {
        const source = snapshotKeys(file, revision === savedAt ? null : revision);
        expect(await savedEntries(source)).toEqual(await liveAt(revision));
      }
      expect((await liveAt(savedAt)).length).toBeGreaterThan(35);
    });

    it('reads no revision that the file does not have', async () => {
      const count = (revision: number) =>
        app.api.keys.count({ source: snapshotKeys(file, revision), prefix: everything });
      await expect(count(compacted - 1)).rejects.toMatchObject({
        code: 'Compacted',
        detail: { compactRevision: compacted },
      });
      await expect(count(savedAt + 1)).rejects.toMatchObject({ code: 'FutureRev' });
    });

    it('has the history that the cluster has', async () => {
      const statesOf = async (source: KeySource, key: Uint8Array) => {
        const pages = await all(app.api.history.ofKey({ source, key, reveal: true }));
        expect(pages.at(-1)).toMatchObject({ complete: true, reachedRevision: compacted });
        return pages
          .flatMap(({ states }) => states)
          .map((state) => (state.kind === 'put' ? { ...state, entry: asTexts(state.entry) } : state));
      };
      const keys = new Set((await liveAt(savedAt)).map(({ key }) => key));
      // A member takes a quarter of a second to find when a key was deleted.
      const deletions = await Promise.all(
        [...keys, '/txn/13', '/gone', '/none'].map(bytes).map(async (key) => {
          const states = await statesOf(snapshotKeys(file), key);
          expect(states).toEqual(await statesOf(liveKeys(app.connection), key));
          return states.filter(({ kind }) => kind === 'deleted').length;
        }),
      );
      expect(deletions.reduce((sum, each) => sum + each)).toBeGreaterThan(4);
      const timeline = await app.api.history.timeline({ source: snapshotKeys(file) });
      expect(timeline).toMatchObject({ oldestRevision: compacted, headRevision: savedAt });
      expect(timeline.sightings).toContainEqual({ revision: savedAt - 1, at: renewedAt });
    });

    const compared = async (left: KeySource, right: KeySource) => {
      const request = { after: null, limit: 1_000 };
      const sides = { left: { source: left, prefix: everything }, right: { source: right, prefix: everything } };
      const notices: readonly CompareNotice[] = await all(app.api.compare.compare({ ...sides, ...request }));
      const ended = notices.at(-1);
      const differences = notices.flatMap((notice) => (notice.kind === 'differences' ? notice.differences : []));
      return {
        hashed: notices.filter(({ kind }) => kind === 'hashed'),
        counts: ended?.kind === 'ended' ? ended.counts : null,
        differences: differences.map(({ kind, name }) => `${kind} ${Buffer.from(name).toString('latin1')}`),
      };
    };

    it('is equal to its cluster by one hash, and key by key once that goes on', async () => {
      const live = liveKeys(app.connection);
      const keys = (await liveAt(savedAt)).length;
      const equal = { hashed: [{ kind: 'hashed', isEqual: true, revision: savedAt }], differences: [] };
      expect(await compared(snapshotKeys(file), live)).toMatchObject({ ...equal, counts: { same: keys } });
      expect(await compared(live, snapshotKeys(file))).toMatchObject(equal);
      await write('/life', '5');
      await write('/empty', '');
      await write('/new', '');
      await write('/large', null);
      const changed = ['rewritten /empty', 'removed /large', 'changed /life', 'added /new'];
      const counts = { added: 1, removed: 1, changed: 1, rewritten: 1, same: keys - 3 };
      expect(await compared(snapshotKeys(file), live)).toMatchObject({ hashed: [], counts, differences: changed });
      // Its revision is still kept, and no other has been compacted away before it.
      const then = liveKeys(app.connection, savedAt);
      expect(await compared(snapshotKeys(file), then)).toMatchObject(equal);
      // A compaction in between leaves the file's own hash behind; the hash of what it would have left is asked.
      await cluster.etcdctl('compact', String(savedAt - 2));
      expect(await compared(snapshotKeys(file), then)).toMatchObject(equal);
      // Past the file's revision no hash can be compared: values are.
      await cluster.etcdctl('compact', String(savedAt + 1));
      const unproven = await compared(snapshotKeys(file), live);
      expect(unproven.differences).toEqual(changed.slice(1));
      expect(unproven).toMatchObject({ hashed: [], counts: { ...counts, rewritten: 0, same: keys - 2 } });
    });

    it('compares with another snapshot without reading a value', async () => {
      const [one, other] = [await save('one.db'), await save('other.db')];
      await Promise.all([held(one), held(other)]);
      const { revision } = await head(client);
      expect(await compared(snapshotKeys(one), snapshotKeys(other))).toMatchObject({
        hashed: [{ kind: 'hashed', isEqual: true, revision }],
        counts: { added: 0, removed: 0, changed: 0 },
      });
      const { counts, hashed } = await compared(snapshotKeys(file), snapshotKeys(other));
      expect(hashed).toEqual([]);
      expect(counts).toMatchObject({ added: 1, removed: 1, changed: 1, rewritten: 0 });
      const states = await compared(snapshotKeys(file, compacted), snapshotKeys(file));
      expect(states.counts).toMatchObject({ removed: 0, changed: 1 });
    });

    it('tells a file that changes while it is open', async () => {
      const path = await save('changing.db');
      await held(path);
      const source = snapshotKeys(path);
      const key = bytes('/leased');
      expect((await app.api.keys.get({ source, key, reveal: false })).entry).not.toBeNull();
      const contents = await readFile(path);
      await writeFile(path, contents.fill(0x55, 8_192));
      await expect(app.api.keys.get({ source, key, reveal: false })).rejects.toMatchObject({ code: 'SnapshotChanged' });
      await expect(held(join(app.folder, 'none.db'))).rejects.toMatchObject({ code: 'FileNotFound' });
      await writeFile(join(app.folder, 'text.db'), 'no database');
      await expect(held(join(app.folder, 'text.db'))).rejects.toMatchObject({ code: 'SnapshotInvalid' });
    });
  },
);
