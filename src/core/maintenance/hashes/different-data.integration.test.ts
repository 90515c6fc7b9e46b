import { afterAll, beforeAll, expect, it } from 'vitest';
import type { HashComparison } from '../../../contract/maintenance.ts';
import { type ActingApp, openActingApp } from '../../../testing/acting-app.ts';
import { makeDiffer } from '../../../testing/differing-member.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

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

async function compared(): Promise<HashComparison> {
  const { api, connection } = app;
  for await (const notice of api.maintenance.hashKV({ connection, revision: null })) {
    if (notice.kind === 'compared') return notice.comparison;
  }
  throw new Error('it ended without a comparison');
}

it('names the member whose data differ in one bit', async () => {
  const value = 'a value that stands in the file as it is';
  await cluster.etcdctl('put', '/app/a', value);
  // The hash of every member: a member writes to its file what it is asked to hash.
  expect(await compared()).toMatchObject({ verdict: 'equal' });
  const [row] = await app.followers();
  const member = cluster.members.find(({ name }) => name === row?.name);
  if (member === undefined) throw new Error('a member follows');
  await makeDiffer(cluster, member, value);
  await expect.poll(async () => (await app.status()).quorum.healthy).toBe(3);
  const comparison = await compared();
  expect(comparison).toMatchObject({ verdict: 'different', different: [row?.id] });
  expect(new Set(comparison.members.map(({ compactRevision }) => compactRevision)).size).toBe(1);
});

it('finds it after a compaction up to the newest revision as well', async () => {
  const { revision } = await compared();
  await cluster.etcdctl('compaction', String(revision));
  expect(await compared()).toMatchObject({ revision, verdict: 'different', different: [expect.any(String)] });
});
