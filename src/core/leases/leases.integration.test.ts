import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import type { LeaseId } from '../../contract/ids.ts';
import type { KeepAliveNotice, LeaseState } from '../../contract/leases.ts';
import { grantedLease } from '../../testing/leases.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { leaseRevoke, leaseTimeToLive } from '../etcd/lease.ts';

/** Without quorum the member is waited for. */
const isFull = process.env.ETCDECK_FULL === '1';

const textOf = (key: Uint8Array): string => Buffer.from(key).toString();

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;
beforeAll(async () => {
  cluster = await startCluster({ members: 3 });
  client = new EtcdClient(cluster.target());
  app = await openApp(cluster.draft());
});
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

const aLease = (ttl: number, keys?: readonly string[]): Promise<LeaseId> => grantedLease(client, ttl, keys);

async function listed() {
  const ids: LeaseId[] = [];
  for await (const notice of app.api.leases.list({ connection: app.connection })) {
    if (notice.kind === 'listed') return { ids, ...notice };
    ids.push(...notice.ids);
  }
  throw new Error('a list ended without its end');
}

async function firstStates(leases: readonly LeaseId[]): Promise<ReadonlyMap<LeaseId, LeaseState>> {
  const states = new Map<LeaseId, LeaseState>();
  for await (const part of app.api.leases.follow({ connection: app.connection, leases })) {
    for (const state of part) states.set(state.id, state);
    if (states.size === leases.length) return states;
  }
  throw new Error('following ended');
}

it('lists a lease at every member as soon as it was granted', async () => {
  for (const endpoint of cluster.endpoints) {
    const id = await aLease(600);
    const other = await openApp(cluster.draft({ endpoints: [endpoint], learnsEndpoints: false }));
    try {
      const ids: LeaseId[] = [];
      for await (const notice of other.api.leases.list({ connection: other.connection })) {
        if (notice.kind === 'ids') ids.push(...notice.ids);
        else expect(notice).toMatchObject({ endpoint, isCurrent: true, total: ids.length });
      }
      expect(ids).toContain(id);
    } finally {
      await other.close();
    }
  }
});

it('tells the TTL, the keys in order, and what is gone', async () => {
  const [empty, held, gone] = [
    await aLease(300),
    await aLease(600, ['/l/4', '/l/2', '/l/1', '/l/3']),
    await aLease(300),
  ];
  await leaseRevoke(client, gone);
  const states = await firstStates([empty, held, gone]);
  expect(states.get(empty)).toMatchObject({ kind: 'alive', grantedTTL: 300, keyCount: 0, firstKeys: [] });
  const state = states.get(held);
  expect(state).toMatchObject({ kind: 'alive', grantedTTL: 600, keyCount: 4 });
  expect(state?.kind === 'alive' && state.ttl > 500 && state.ttl <= 600).toBe(true);
  expect(state?.kind === 'alive' && state.firstKeys.map(textOf)).toEqual(['/l/1', '/l/2', '/l/3']);
  expect(states.get(gone)).toMatchObject({ kind: 'gone' });
  const keys: string[] = [];
  for await (const part of app.api.leases.keys({ connection: app.connection, lease: held })) {
    keys.push(...part.map(textOf));
  }
  expect(keys).toEqual(['/l/1', '/l/2', '/l/3', '/l/4']);
  const read = async () => {
    for await (const part of app.api.leases.keys({ connection: app.connection, lease: gone })) void part;
  };
  await expect(read()).rejects.toMatchObject({ code: 'LeaseNotFound' });
});

it('surveys every lease once, and counts', async () => {
  const own = await Promise.all(Array.from({ length: 60 }, () => aLease(600)));
  const seen = new Map<LeaseId, number>();
  let last = { done: 0, total: -1 };
  for await (const { states, done, total } of app.api.leases.survey({ connection: app.connection })) {
    for (const { id } of states) seen.set(id, (seen.get(id) ?? 0) + 1);
    last = { done, total };
  }
  const { ids } = await listed();
  expect(last).toEqual({ done: ids.length, total: ids.length });
  expect([...seen.keys()].sort()).toEqual([...ids].sort());
  expect(new Set(seen.values())).toEqual(new Set([1]));
  await Promise.all(own.map((id) => leaseRevoke(client, id)));
});

it.concurrent('follows leases: one that expires is gone', async () => {
  // The shortest that the server grants.
  const id = await aLease(1, ['/short']);
  const kinds: string[] = [];
  for await (const part of app.api.leases.follow({ connection: app.connection, leases: [id] })) {
    kinds.push(...part.map(({ kind }) => kind));
    if (kinds.includes('gone')) break;
  }
  expect(kinds[0]).toBe('alive');
});

it.concurrent('keeps a lease alive until it is revoked', async () => {
  const id = await aLease(2, ['/alive']);
  const notices: KeepAliveNotice[] = [];
  const keeping = (async () => {
    for await (const notice of app.api.leases.keepAlive({ connection: app.connection, lease: id }))
      notices.push(notice);
  })();
  const ended = expect(keeping).rejects.toMatchObject({ code: 'LeaseNotFound' });
  // Longer than its TTL.
  await vi.waitFor(() => expect(notices.length).toBeGreaterThan(4), 20_000);
  expect(notices.every(({ kind }) => kind === 'kept')).toBe(true);
  expect(await leaseTimeToLive(client, id, { keys: false })).toMatchObject({ grantedTTL: 2 });
  await leaseRevoke(client, id);
  await ended;
});

it.concurrent('keeps nothing alive once its consumer has left, nor on a read-only connection', async () => {
  const id = await aLease(600);
  const locked = await app.open(cluster.draft({ name: 'locked', readOnly: true }));
  const read = async () => {
    for await (const notice of app.api.leases.keepAlive({ connection: locked, lease: id })) void notice;
  };
  await expect(read()).rejects.toMatchObject({ code: 'ReadOnly' });
  await app.leave(locked);
  const short = await aLease(2);
  for await (const notice of app.api.leases.keepAlive({ connection: app.connection, lease: short })) {
    expect(notice).toMatchObject({ kind: 'kept' });
    break;
  }
  await vi.waitFor(async () => expect(await leaseTimeToLive(client, short, { keys: false })).toBeNull(), 20_000);
});

it.skipIf(!isFull)('lists what one member knows where there is no quorum, and says so', async () => {
  const id = await aLease(600);
  const [first, second, third] = cluster.members;
  if (first === undefined || second === undefined || third === undefined) throw new Error('three members');
  // The one that stays has the lease.
  await vi.waitFor(async () =>
    expect(
      (await client.call(({ lease }) => lease.leaseLeases(), { endpoint: first.endpoint })).answer.leases.length,
    ).toBeGreaterThan(0),
  );
  second.freeze();
  third.freeze();
  try {
    const lonely = await openApp(cluster.draft({ endpoints: [first.endpoint], learnsEndpoints: false }));
    try {
      const ids: LeaseId[] = [];
      for await (const notice of lonely.api.leases.list({ connection: lonely.connection })) {
        if (notice.kind === 'ids') ids.push(...notice.ids);
        else expect(notice).toMatchObject({ endpoint: first.endpoint, isCurrent: false });
      }
      expect(ids).toContain(id);
    } finally {
      await lonely.close();
    }
  } finally {
    second.thaw();
    third.thaw();
  }
});
