import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import { liveKeys, snapshotKeys } from '../../contract/key-source.ts';
import type { PlansApi } from '../../contract/plans.ts';
import { executed, type KeysPlan, type OpenedApp, openApp, planned } from '../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { head, prefixEnd, range } from '../etcd/kv.ts';
import { leaseGrant, leaseTTL, newLeaseId } from '../etcd/lease.ts';
import { writeGuarded } from '../etcd/txn.ts';
import { ChangeList } from './change-list.ts';
import { LeaseGranter } from './lease-granter.ts';
import { LeasesAgain } from './leases-again.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  app = await openApp(cluster.draft());
});
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

type Request = Parameters<PlansApi['planPutBack']>[0];

const planOf = (revision: number | null, prefix: string, more: Partial<Request> = {}): Promise<KeysPlan> =>
  planned(
    app.api.plans.planPutBack({
      from: { source: liveKeys(app.connection, revision), prefix: bytes(prefix) },
      ...{ names: null, connection: app.connection, leases: 'none', closure: false, onExisting: 'overwrite' },
      deletesExtra: false,
      ...more,
    }),
  );

async function held(prefix: string) {
  const { kvs } = await range(client, { key: bytes(prefix), rangeEnd: prefixEnd(bytes(prefix)) });
  return kvs.map(({ key, value, lease }) => [Buffer.from(key).toString(), Buffer.from(value).toString(), lease]);
}

async function onLease(key: string, value: string, ttl: number): Promise<LeaseId> {
  const lease = { id: newLeaseId(), ttl };
  await leaseGrant(client, lease);
  await writeGuarded(client, [
    { key: bytes(key), expectedModRevision: 0, put: { value: bytes(value), lease: lease.id } },
  ]);
  return lease.id;
}

it('writes what was deleted and changed since at its own name, and leaves what came since', async () => {
  for (const name of ['1', '2', '3']) await put(client, { key: bytes(`/a/${name}`), value: bytes(name) });
  const { revision } = await head(client);
  await put(client, { key: bytes('/a/1'), value: bytes('changed') });
  await cluster.etcdctl('del', '/a/2');
  await put(client, { key: bytes('/a/4'), value: bytes('new') });
  const plan = await planOf(revision, '/a/');
  expect(plan).toMatchObject({ act: 'putBack', consequences: [], confirmation: null });
  expect(plan.body.counts).toEqual({ create: 1, overwrite: 1, delete: 0, skip: 0 });
  expect(plan.body.conflicts.map(({ key }) => Buffer.from(key).toString())).toEqual(['/a/1']);
  expect(plan.etcdctl[0]).toContain(`get --rev=${revision} -w json /a/1 |`);
  const report = await executed(app.api, plan);
  expect(report).toMatchObject({ outcome: 'done', done: 2 });
  const whole = [
    ['/a/1', '1', null],
    ['/a/2', '2', null],
    ['/a/3', '3', null],
    ['/a/4', 'new', null],
  ];
  expect(await held('/a/')).toEqual(whole);
  const undo = await planned(
    app.api.plans.planUndo({ connection: app.connection, journalEntry: report.journalEntry ?? '' }),
  );
  expect(await executed(app.api, undo)).toMatchObject({ outcome: 'done', done: 2 });
  expect(await held('/a/')).toEqual([['/a/1', 'changed', null], whole[2], whole[3]]);
});

it('deletes what came since where that is asked for, and not beside a closure', async () => {
  await put(client, { key: bytes('/e/1'), value: bytes('1') });
  const { revision } = await head(client);
  await put(client, { key: bytes('/e/2'), value: bytes('2') });
  expect((await planOf(revision, '/e/', { deletesExtra: true })).body.counts).toMatchObject({ create: 0, delete: 1 });
  await expect(planOf(revision, '/e/', { deletesExtra: true, closure: true })).rejects.toMatchObject({
    code: 'BadRequest',
  });
});

it('takes the keys of a connection at the head from nowhere', async () => {
  await expect(planOf(null, '/a/')).rejects.toMatchObject({ code: 'BadRequest' });
});

it('puts keys onto the lease that they had where it still exists', async () => {
  const lease = await onLease('/kept/1', 'x', 600);
  const { revision } = await head(client);
  await cluster.etcdctl('del', '/kept/1');
  const plan = await planOf(revision, '/kept/', { leases: 'grant' });
  expect(plan.consequences).toEqual([]);
  await executed(app.api, plan);
  expect(await held('/kept/')).toEqual([['/kept/1', 'x', lease]]);
});

it('says that keys lose their lease where its TTL is not known, and where none is wanted', async () => {
  const lease = await onLease('/lost/1', 'x', 600);
  const { revision } = await head(client);
  await client.call(({ lease: calls }) => calls.leaseRevoke({ ID: BigInt(`0x${lease}`).toString() }));
  for (const leases of ['grant', 'none'] as const) {
    expect((await planOf(revision, '/lost/', { leases })).consequences).toEqual(['LosesLeases']);
  }
  await executed(app.api, await planOf(revision, '/lost/', { leases: 'grant' }));
  expect(await held('/lost/')).toEqual([['/lost/1', 'x', null]]);
});

it('writes keys of a snapshot, on new leases with the TTLs that it tells', async () => {
  const [one, two] = [await onLease('/snap/1', 'x', 600), await onLease('/snap/2', 'y', 900)];
  await put(client, { key: bytes('/snap/3'), value: bytes('z') });
  const file = join(app.folder, 'leases.db');
  for await (const step of app.api.snapshots.save({ connection: app.connection, file, member: null })) void step;
  for (const lease of [one, two])
    await client.call(({ lease: calls }) => calls.leaseRevoke({ ID: BigInt(`0x${lease}`).toString() }));
  const source = snapshotKeys(file);
  const opened = app.api.sources.open({ source })[Symbol.asyncIterator]();
  while ((await opened.next()).value?.kind !== 'opened');
  try {
    const from = { source, prefix: bytes('/snap/') };
    const plan = await planOf(null, '', { from, leases: 'grant' });
    expect(plan).toMatchObject({ consequences: ['GrantsLeases'], figures: { grants: 2 } });
    expect(plan.body.counts).toEqual({ create: 2, overwrite: 0, delete: 0, skip: 1 });
    expect(await executed(app.api, plan)).toMatchObject({ outcome: 'done', done: 2 });
    const leases = (await held('/snap/')).map(([, , lease]) => lease);
    expect(leases).toEqual([expect.any(String), expect.any(String), null]);
    expect(leases).not.toContain(one);
    const { kvs } = await range(client, { key: bytes('/snap/'), rangeEnd: prefixEnd(bytes('/snap/')) });
    const ttls = await Promise.all(kvs.map(({ lease }) => (lease === null ? null : leaseTTL(client, lease))));
    expect(ttls).toEqual([600, 900, null]);
    expect((await planOf(null, '', { from })).consequences).toEqual(['ChangesNothing']);
  } finally {
    await opened.return?.();
  }
});

it('says that values of a damaged snapshot, or of one without a hash, are not proved', async () => {
  await put(client, { key: bytes('/doubt/1'), value: bytes('x') });
  const saved = join(app.folder, 'doubt.db');
  for await (const step of app.api.snapshots.save({ connection: app.connection, file: saved, member: null })) void step;
  await cluster.etcdctl('del', '/doubt/1');
  const whole = await readFile(saved);
  const damaged = Uint8Array.from(whole);
  damaged.fill(0, damaged.length - 4);
  const asked = async (name: string, contents: Uint8Array) => {
    const file = join(app.folder, name);
    await writeFile(file, contents);
    const source = snapshotKeys(file);
    const opened = app.api.sources.open({ source })[Symbol.asyncIterator]();
    while ((await opened.next()).value?.kind !== 'opened');
    try {
      const from = { source, prefix: bytes('/doubt/') };
      const { consequences, confirmation } = await planOf(null, '', { from });
      const to = { connection: app.connection, to: from.prefix, isMove: false, deletesExtra: false } as const;
      const copy = await planned(app.api.plans.planCopy({ from, names: null, onExisting: 'overwrite', ...to }));
      expect(copy).toMatchObject({ consequences, confirmation });
      return [consequences, confirmation];
    } finally {
      await opened.return?.();
    }
  };
  expect(await asked('whole.db', whole)).toEqual([[], null]);
  expect(await asked('bare.db', whole.subarray(0, -32))).toEqual([['SourceUnverifiable'], null]);
  expect(await asked('damaged.db', damaged)).toEqual([['SourceDamaged'], '/doubt/']);
});

it('grants a lease with the old TTL only when its first key is to be written, and once', async () => {
  const old = newLeaseId();
  const again = new LeasesAgain(client, async () => new Map([[old, 77]]));
  const lease = await again.of(old, {});
  expect(await again.of(old, {})).toBe(lease);
  expect(again.grants).toEqual([{ id: lease, ttl: 77 }]);
  if (lease === null) throw new Error('there is none');
  expect(await leaseTTL(client, lease)).toBeNull();

  const changes = new ChangeList();
  for (const name of ['1', '2']) {
    const key = bytes(`/granted/${name}`);
    changes.add({ kind: 'create', key, expectedModRevision: 0, value: bytes('x'), lease, isJoined: false });
  }
  const granter = new LeaseGranter(client, again.grants);
  const signal = new AbortController().signal;
  await granter.grant([...changes], signal);
  await granter.grant([...changes], signal);
  expect(await leaseTTL(client, lease)).toBe(77);
});
