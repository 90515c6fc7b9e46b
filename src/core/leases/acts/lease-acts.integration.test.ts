import { afterAll, beforeAll, expect, it } from 'vitest';
import type { LeaseId } from '../../../contract/ids.ts';
import { liveKeys } from '../../../contract/key-source.ts';
import { openRecordedApp, type RecordedApp } from '../../../testing/acting-app.ts';
import { grantedLease, putOnLease } from '../../../testing/leases.ts';
import { anyPlanned, executed, planned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { leaseRevoke, leaseTimeToLive } from '../../etcd/lease.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

let cluster: TestCluster;
let client: EtcdClient;
let app: RecordedApp;
beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  app = await openRecordedApp(cluster);
});
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

const aLease = (keys?: readonly string[]): Promise<LeaseId> => grantedLease(client, 600, keys);

const timesOf = (id: LeaseId) => leaseTimeToLive(client, id, { keys: true });
const revocation = (...leases: readonly LeaseId[]) =>
  anyPlanned(app.api.plans.planLeaseRevoke({ connection: app.connection, leases }));

it('grants a lease, and says for how long the server has granted it', async () => {
  const { api, connection } = app;
  const plan = await anyPlanned(api.plans.planLeaseGrant({ connection, ttl: 1 }));
  expect(plan).toMatchObject({
    ...{ act: 'leaseGrant', consequences: ['ExpiresAlone'], figures: { ttl: 1 }, refused: null, confirmation: null },
    etcdctl: [expect.stringMatching(/ lease grant 1$/)],
  });
  const report = await app.execute(plan);
  // Less than one and a half election timeouts is rounded up.
  expect(report).toMatchObject({ outcome: 'done', results: [{ kind: 'leaseGranted', ttl: 2 }] });
  expect(await app.newestEntry()).toMatchObject({ act: 'leaseGrant', subject: { kind: 'leases' }, outcome: 'done' });
});

it('settles a grant whose answer is lost by asking for the lease', async () => {
  const { api, connection } = app;
  const plan = await anyPlanned(api.plans.planLeaseGrant({ connection, ttl: 600 }));
  app.cut('Lease/LeaseGrant');
  const report = await app.execute(plan);
  expect(report).toMatchObject({ steps: [{ state: 'done', wasAnswerLost: true }], results: [{ ttl: 600 }] });
  expect(app.sent('Lease/LeaseGrant')).toBe(2);
});

it('revokes a lease with the keys that the plan names', async () => {
  const id = await aLease(['/r/b', '/r/a']);
  const plan = await revocation(id);
  expect(plan).toMatchObject({
    ...{ act: 'leaseRevoke', consequences: ['DeletesAttached'], figures: { keys: 2 }, refused: null },
    subject: { kind: 'leases', what: `the lease ${id}`, stepCount: 1 },
    body: { attachedKeys: { count: 2, first: [bytes('/r/a'), bytes('/r/b')] } },
    etcdctl: [expect.stringMatching(new RegExp(` lease revoke ${id}$`))],
  });
  expect(await app.execute(plan)).toMatchObject({ outcome: 'done', done: 1 });
  expect(await timesOf(id)).toBeNull();
  const { entry } = await app.api.keys.get({ source: liveKeys(app.connection), key: bytes('/r/a'), reveal: false });
  expect(entry).toBeNull();
});

it('does not revoke a lease that got keys since, and goes on with the others', async () => {
  const [grown, shrunk, gone] = [await aLease(['/g/a']), await aLease(['/s/a', '/s/b']), await aLease()];
  const plan = await revocation(grown, shrunk, gone);
  expect(plan).toMatchObject({ subject: { what: '3 leases' }, body: { attachedKeys: { count: 3 } } });
  await putOnLease(client, '/g/b', grown);
  await putOnLease(client, '/s/a', null);
  await leaseRevoke(client, gone);
  expect(await app.execute(plan)).toMatchObject({
    steps: [
      { state: 'failed', failure: { code: 'LeaseHoldsMore', detail: { keys: 1 } } },
      { state: 'done' },
      { state: 'skipped' },
    ],
  });
  expect(await timesOf(grown)).toMatchObject({ keys: [bytes('/g/a'), bytes('/g/b')] });
  expect(await timesOf(shrunk)).toBeNull();
});

it('plans nothing for a lease that is gone', async () => {
  const id = await aLease();
  await leaseRevoke(client, id);
  await expect(revocation(id)).rejects.toMatchObject({ code: 'LeaseNotFound' });
});

it('settles a revocation whose answer is lost by asking for the lease', async () => {
  const id = await aLease(['/lost']);
  const plan = await revocation(id);
  app.cut('Lease/LeaseRevoke');
  expect(await app.execute(plan)).toMatchObject({ steps: [{ state: 'done', wasAnswerLost: true }] });
  app.recorders[0]?.treat('pass');
  expect(await timesOf(id)).toBeNull();
});

it('takes more than a click where more than a hundred keys go, and names the registry that loses some', async () => {
  const names = Array.from({ length: 101 }, (_, at) => `/many/${at}`);
  const many = await aLease(names);
  expect(await revocation(many)).toMatchObject({ confirmation: many, body: { attachedKeys: { count: 101 } } });
  const events = await aLease(['/registry/events/default/a']);
  expect(await revocation(events)).toMatchObject({ consequences: ['DeletesAttached', 'BypassesKubernetes'] });
});

it('does neither on a read-only connection', async () => {
  const id = await aLease(['/safe']);
  const connection = await app.open(cluster.draft({ name: 'locked', readOnly: true }));
  for (const notices of [
    app.api.plans.planLeaseGrant({ connection, ttl: 60 }),
    app.api.plans.planLeaseRevoke({ connection, leases: [id] }),
  ]) {
    await expect(app.execute(await anyPlanned(notices))).rejects.toMatchObject({ code: 'ReadOnly' });
  }
  expect(await timesOf(id)).toMatchObject({ keys: [bytes('/safe')] });
  await app.leave(connection);
});

it('attaches a key by writing its present value with the lease, guarded', async () => {
  const { api, connection } = app;
  const key = bytes('/attach');
  const id = await aLease();
  await putOnLease(client, '/attach', null, 'kept');
  const { entry } = await api.keys.get({ source: liveKeys(connection), key, reveal: false });
  const request = { connection, key, expectedModRevision: entry?.modRevision ?? 0 };
  const plan = await planned(api.plans.planKey({ ...request, put: { value: 'keep', lease: id } }));
  expect(await executed(api, plan)).toMatchObject({ outcome: 'done' });
  const after = await api.keys.get({ source: liveKeys(connection), key, reveal: false });
  expect(after.entry).toMatchObject({ value: bytes('kept'), lease: id });
  const none = { connection, key: bytes('/none'), expectedModRevision: 0, put: { value: 'keep', lease: id } } as const;
  await expect(planned(api.plans.planKey(none))).rejects.toMatchObject({ code: 'KeyNotFound' });
});
