import { afterAll, beforeAll, expect, it } from 'vitest';
import { type ActingApp, addedBy, openActingApp } from '../../../testing/acting-app.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster, type TestMember } from '../../../testing/test-cluster.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { prefixEnd, range } from '../../etcd/kv.ts';

const prefix = new TextEncoder().encode('/moved/');
const textOf = (key: Uint8Array): string => new TextDecoder().decode(key);

let cluster: TestCluster;
let app: ActingApp;
beforeAll(async () => {
  cluster = await startCluster({ members: 3 });
  app = await openActingApp(cluster);
});
afterAll(async () => {
  await app?.close();
  await cluster?.close();
});

/** Writes one key after another until it is stopped; `acknowledged` has those that were. */
function startWriter({ api, connection }: ActingApp) {
  let isOver = false;
  const acknowledged: string[] = [];
  const writing = (async () => {
    for (let serial = 0; !isOver; serial += 1) {
      const key = new TextEncoder().encode(`/moved/${serial}`);
      const written = await api.keys
        .put({ connection, key, value: new Uint8Array(64), expectedModRevision: 0, lease: null })
        .catch(() => null);
      if (written !== null) acknowledged.push(textOf(key));
    }
  })();
  return {
    acknowledged,
    async stop() {
      isOver = true;
      await writing;
    },
  };
}

/** Watches from now on; `keys` has those of its events, in their order. */
async function startWatch({ api, connection }: ActingApp) {
  const stopping = new AbortController();
  const request = { connection, key: prefix, isPrefix: true, startRevision: null, previous: false, reveal: false };
  const notices = api.watches.watch(request, { signal: stopping.signal })[Symbol.asyncIterator]();
  for (let first = await notices.next(); first.value?.kind !== 'started'; ) first = await notices.next();
  const keys: string[] = [];
  const revisions: number[] = [];
  const watching = (async () => {
    for (;;) {
      const { value: notice, done } = await notices.next();
      if (done) return;
      if (notice.kind !== 'event' || notice.event.type !== 'put') continue;
      keys.push(textOf(notice.event.entry.key));
      revisions.push(notice.event.entry.modRevision);
    }
  })().catch(() => undefined);
  return {
    ...{ keys, revisions },
    async stop() {
      stopping.abort();
      await watching;
    },
  };
}

it('moves three members to new hosts, one by one: no event and no acknowledged write is lost', async () => {
  const { connection, api } = app;
  const watch = await startWatch(app);
  const writer = startWriter(app);
  const members: TestMember[] = [...cluster.members];
  for (const old of cluster.members) {
    const further = await cluster.furtherMember(`${old.name}-moved`);
    const { name, peerUrl } = further;
    const member = addedBy(
      await app.act(api.plans.planMemberAdd({ connection, name, peerURLs: [peerUrl], isLearner: true })),
    );
    members.push(await further.join(members));
    await expect
      .poll(async () => (await anyPlanned(api.plans.planMemberPromote({ connection, member }))).refused)
      .toBe(null);
    expect(await app.act(api.plans.planMemberPromote({ connection, member }))).toMatchObject({ outcome: 'done' });
    const { id } = await app.rowOf(old);
    expect(await app.act(api.plans.planMemberRemove({ connection, member: id }))).toMatchObject({ outcome: 'done' });
    members.splice(members.indexOf(old), 1);
  }
  // At the new members alone.
  const before = writer.acknowledged.length;
  await expect.poll(() => writer.acknowledged.length).toBeGreaterThan(before + 10);
  await writer.stop();
  const { acknowledged } = writer;
  const client = new EtcdClient(cluster.target({ endpoints: members.map(({ endpoint }) => endpoint) }));
  const { kvs } = await range(client, { key: prefix, rangeEnd: prefixEnd(prefix) });
  client.close();
  const stored = kvs.map(({ key, modRevision }) => ({ key: textOf(key), modRevision }));
  stored.sort((a, b) => a.modRevision - b.modRevision);
  expect(acknowledged.length).toBeGreaterThan(50);
  const names = new Set(stored.map(({ key }) => key));
  expect(acknowledged.filter((key) => !names.has(key))).toEqual([]);
  await expect.poll(() => watch.keys.length).toBeGreaterThanOrEqual(stored.length);
  await watch.stop();
  expect(watch.keys).toEqual(stored.map(({ key }) => key));
  expect(watch.revisions).toEqual(stored.map(({ modRevision }) => modRevision));
  expect((await app.status()).quorum).toMatchObject({ voters: 3, healthy: 3 });
});
