import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import type { ConnectionDraft, ConnectionSecrets } from '../../contract/connections/profile.ts';
import type { RecoveryApi, Runbook, Survey, WaysBack } from '../../contract/recovery.ts';
import { writeCertificate } from '../../testing/certificates.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { processesNaming } from '../../testing/processes.ts';
import { endRunbook, removeSaved, runRunbook, runStep } from '../../testing/run-runbook.ts';
import { startCluster, type TestCluster, type TestClusterOptions } from '../../testing/test-cluster.ts';
import { EtcdClient, type EtcdTarget } from '../etcd/client.ts';
import { memberList } from '../etcd/cluster.ts';
import { toMemberDecimal } from '../etcd/ids.ts';
import { range, toTheEnd } from '../etcd/kv.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** How the cluster lets somebody in, and how the connection is let in. */
interface Way {
  readonly options: TestClusterOptions;
  readonly target: (cluster: TestCluster) => Promise<Partial<EtcdTarget>>;
  readonly draft: (cluster: TestCluster) => Promise<Partial<ConnectionDraft>>;
  readonly secrets?: ConnectionSecrets;
  readonly env?: Readonly<Record<string, string>>;
}

const open: Way = { options: {}, target: async () => ({}), draft: async () => ({}) };

async function rootCertificate({ authority, folder }: TestCluster) {
  if (authority === null) throw new Error('there is no TLS');
  const issued = await authority.issue({ commonName: 'root', usage: 'client' });
  return { issued, files: await writeCertificate(folder, 'root', issued) };
}

const byCertificate: Way = {
  options: { tls: 'mutual', auth: true },
  async target(cluster) {
    const { issued } = await rootCertificate(cluster);
    const { tls } = cluster.target();
    if (tls === null) throw new Error('there is no TLS');
    return { user: null, password: null, tls: { ...tls, cert: issued.certPem, key: issued.keyPem } };
  },
  async draft(cluster) {
    const { files } = await rootCertificate(cluster);
    const { tls } = cluster.draft();
    return { user: null, tls: { ...tls, certFile: files.cert, keyFile: files.key } };
  },
};

const byPassword: Way = {
  options: { tls: 'mutual', auth: true },
  target: async () => ({}),
  draft: async () => ({}),
  secrets: { password: 'rootpw' },
  env: { ETCDCTL_PASSWORD: 'rootpw' },
};

/** Three members of which two are lost with their data, and what the third held. */
async function aLoss(way: Way) {
  const cluster = await startCluster({ members: 3, ...way.options });
  closing.push(() => cluster.close());
  const [, lease] = /^lease (\w+) granted/.exec(await cluster.etcdctl('lease', 'grant', '3600')) ?? [];
  for (let number = 0; number < 20; number += 1) await cluster.etcdctl('put', `/app/${number % 15}`, `value ${number}`);
  await cluster.etcdctl('put', `--lease=${lease}`, '/leased', 'x');
  await cluster.etcdctl('del', '/app/3');
  const app = await openApp(cluster.draft(await way.draft(cluster)), {}, way.secrets);
  closing.push(() => app.close());
  const client = new EtcdClient(cluster.target(await way.target(cluster)));
  closing.push(async () => client.close());
  const [one, two, survivor] = cluster.members;
  if (!one || !two || !survivor) throw new Error('there are three');
  // The token of a password comes before the loss.
  const read = await everything(client, survivor.endpoint, true);
  for (const lost of [one, two]) {
    await lost.kill();
    await rm(join(cluster.folder, lost.name), { recursive: true });
  }
  const held = await everything(client, survivor.endpoint, true);
  expect(held).toEqual(read);
  return { cluster, app, survivor, held };
}

async function everything(client: EtcdClient, endpoint: string, serializable: boolean) {
  const request = { key: Uint8Array.of(0), rangeEnd: toTheEnd, serializable };
  const { revision, kvs } = await range(client, request, { endpoint, timeoutMs: 20_000 });
  return { revision, kvs };
}

type Choice = Omit<Parameters<RecoveryApi['waysBack']>[0], 'connection' | 'survey'>;

/** Asks, and makes the ways back of what was answered. */
async function survey({ api, connection }: OpenedApp, choice: Partial<Choice> = {}): Promise<Survey & WaysBack> {
  const found = await api.recovery.survey({ connection });
  const request = { connection, survey: found.id, layout: 'plain', from: null, without: [], ...choice } as const;
  return { ...found, ...(await api.recovery.waysBack(request)) };
}

function runbookOf({ runbooks }: WaysBack, kind: Runbook['kind']): Runbook {
  const found = runbooks.find((runbook) => runbook.kind === kind);
  if (found === undefined) throw new Error(`there is no runbook ${kind}`);
  return found;
}

it.each([
  ['restore', 'without auth', open],
  ['force-new-cluster', 'without auth', open],
  ['restore', "with root's certificate", byCertificate],
  ['force-new-cluster', "with root's certificate", byCertificate],
  ['force-new-cluster', "with root's password", byPassword],
] as const)('%s, executed as printed, brings back what the survivor had, %s', async (kind, _, way) => {
  const { cluster, app, survivor, held } = await aLoss(way);
  const found = await survey(app);
  expect(found).toMatchObject({ hasQuorum: false, best: survivor.endpoint });
  expect(found.survivors.map(({ name, reachable }) => [name, reachable])).toEqual([
    [survivor.name, true],
    ...cluster.members.slice(0, 2).map(({ name }) => [name, false]),
  ]);
  const runbook = runbookOf(found, kind);
  closing.push(() => endRunbook(runbook, cluster.folder));
  await runRunbook(runbook, { membersFolder: cluster.folder, env: way.env ?? {} });
  // A restored cluster has another id, so that the old client refuses it.
  const client = new EtcdClient(cluster.target(await way.target(cluster)));
  closing.push(async () => client.close());
  for (const endpoint of cluster.endpoints) expect(await everything(client, endpoint, false)).toEqual(held);
  const { members, clusterId } = await memberList(client);
  expect(members.map(({ name, isLearner }) => [name, isLearner]).sort()).toEqual(
    cluster.members.map(({ name }) => [name, false]),
  );
  expect(clusterId === found.clusterId).toBe(kind === 'force-new-cluster');
});

it.each(['restore', 'force-new-cluster'] as const)(
  '%s brings back fewer members where a host is gone',
  async (kind) => {
    const { cluster, app, held } = await aLoss(open);
    const [gone, ...kept] = cluster.members;
    const id = (await survey(app)).survivors.find(({ name }) => name === gone?.name)?.id;
    if (id == null) throw new Error('it is listed');
    const runbook = runbookOf(await survey(app, { without: [id] }), kind);
    closing.push(() => endRunbook(runbook, cluster.folder));
    await runRunbook(runbook, { membersFolder: cluster.folder });
    const client = new EtcdClient({ ...cluster.target(), endpoints: kept.map(({ endpoint }) => endpoint) });
    closing.push(async () => client.close());
    for (const { endpoint } of kept) expect(await everything(client, endpoint, false)).toEqual(held);
    const { members } = await memberList(client);
    expect(members.map(({ name }) => name).sort()).toEqual(kept.map(({ name }) => name));
  },
);

it('starts and moves nothing on hosts without the snapshot, where every step is run all the same', async () => {
  const cluster = await startCluster({ members: 3 });
  closing.push(() => cluster.close());
  await cluster.etcdctl('put', 'k', 'v');
  const app = await openApp(cluster.draft());
  closing.push(() => app.close());
  const [one, two, survivor] = cluster.members;
  if (!one || !two || !survivor) throw new Error('there are three');
  await Promise.all([one.kill(), two.kill()]);
  // One has its old data still.
  await rm(join(cluster.folder, two.name), { recursive: true });
  const runbook = runbookOf(await survey(app), 'restore');
  closing.push(() => endRunbook(runbook, cluster.folder));
  const place = { membersFolder: cluster.folder };
  const ofLost = async () => (await readdir(cluster.folder)).filter((file) => !file.startsWith(survivor.name)).sort();
  const before = await ofLost();
  const stepsOf = (host: string) => runbook.steps.filter((step) => step.host === host);
  const [save] = runbook.steps;
  if (save === undefined) throw new Error('it is saved first');
  expect(await runStep(save, place)).toMatchObject({ exitCode: 0 });
  for (const step of stepsOf(survivor.name)) expect(await runStep(step, place)).toMatchObject({ exitCode: 0 });
  // The other hosts have neither file.
  await removeSaved(runbook);
  for (const lost of [one, two]) {
    for (const step of stepsOf(lost.name)) expect((await runStep(step, place)).exitCode).not.toBe(0);
  }
  expect(await ofLost()).toEqual(before);
  for (const lost of [one, two]) expect(processesNaming(join(cluster.folder, lost.name))).toEqual([]);
  expect((await survey(app)).survivors.filter(({ reachable }) => reachable)).toEqual([]);
});

it('brings back a cluster that lost all but one member to a peer URL that none can read', async () => {
  const cluster = await startCluster({ members: 3 });
  closing.push(() => cluster.close());
  await cluster.etcdctl('put', 'k', 'v');
  const app = await openApp(cluster.draft());
  closing.push(() => app.close());
  const client = new EtcdClient(cluster.target());
  closing.push(async () => client.close());
  const [survivor, ...others] = cluster.members;
  if (survivor === undefined) throw new Error('there are three');
  const listed = (await memberList(client)).members;
  const id = listed.find(({ name }) => name === survivor.name)?.id;
  if (id === undefined) throw new Error('it is listed');
  // The leader knows of the change for sure: those that hear of it end, perhaps before they pass it on.
  await cluster.etcdctl('move-leader', id);
  // etcdctl refuses it, and a server does not.
  const request = { ID: toMemberDecimal(id), peerURLs: ['x'] };
  const { endpoint } = survivor;
  await client
    .call((calls) => calls.cluster.memberUpdate(request), { endpoint, timeoutMs: 5_000 })
    .catch(() => undefined);
  const urlsNow = async () => (await memberList(client, { endpoint })).members.flatMap(({ peerURLs }) => peerURLs);
  await expect.poll(urlsNow).toContain('x');
  await Promise.all(others.map(({ kill }) => kill()));
  const found = await survey(app);
  expect(found).toMatchObject({ hasQuorum: false, best: survivor.endpoint });
  expect(found.runbooks.map(({ kind }) => kind)).toEqual(['restore']);
  const runbook = runbookOf(found, 'restore');
  closing.push(() => endRunbook(runbook, cluster.folder));
  await runRunbook(runbook, { membersFolder: cluster.folder });
  expect(await cluster.etcdctl('get', 'k')).toBe('k\nv\n');
  const restored = new EtcdClient(cluster.target());
  closing.push(async () => restored.close());
  const back = (await memberList(restored)).members;
  const urls = (members: typeof back) => members.map(({ name, peerURLs }) => [name, ...peerURLs]).sort();
  expect(urls(back)).toEqual(urls(listed));
});

it('says what root by password can do: no snapshot, and so the data of the survivor first', async () => {
  const { app, survivor } = await aLoss(byPassword);
  const found = await survey(app);
  expect(found.survivors[0]).toMatchObject({
    name: survivor.name,
    reachable: true,
    raftTerm: expect.any(Number),
    raftIndex: expect.any(Number),
    raftAppliedIndex: expect.any(Number),
    revision: expect.any(Number),
    behindBest: 0,
  });
  expect(found.needsRoot).toBe(true);
  expect(found.runbooks.map(({ kind }) => kind)).toEqual(['force-new-cluster', 'restore']);
  expect(runbookOf(found, 'restore').steps[0]?.notes.join(' ')).toContain('no password can be checked');
});

it('knows that nothing needs root where auth is off', async () => {
  const { app } = await aLoss(open);
  expect((await survey(app)).needsRoot).toBe(false);
});

it('puts the survivor that lags behind the other, and counts what it lacks', async () => {
  const cluster = await startCluster({ members: 5, args: ['--snapshot-count=100000'] });
  closing.push(() => cluster.close());
  const app = await openApp(cluster.draft());
  closing.push(() => app.close());
  const client = new EtcdClient(cluster.target());
  closing.push(async () => client.close());
  const { members } = await app.api.cluster.status({ connection: app.connection });
  const leader = members.find(({ isLeader }) => isLeader === true)?.name;
  const followers = cluster.members.filter(({ name }) => name !== leader);
  const [behind, ahead] = followers;
  if (!behind || !ahead) throw new Error('four follow');
  behind.freeze();
  // More than a connection holds for a member that reads nothing.
  const value = Buffer.alloc(1_000_000, 'x');
  for (let number = 0; number < 40; number += 1) {
    await client.call(({ kv }) => kv.put({ key: Buffer.from('/big'), value }), {
      timeoutMs: 30_000,
      endpoint: ahead.endpoint,
    });
  }
  for (const member of cluster.members) if (member !== behind && member !== ahead) await member.kill();
  behind.thaw();
  await expect.poll(async () => (await survey(app)).survivors.filter(({ reachable }) => reachable).length).toBe(2);
  const found = await survey(app);
  expect(found).toMatchObject({ best: ahead.endpoint, hasQuorum: false });
  expect(found.survivors.map(({ endpoint }) => endpoint).slice(0, 2)).toEqual([ahead.endpoint, behind.endpoint]);
  const [first, second, ...rest] = found.survivors;
  expect(first?.behindBest).toBe(0);
  expect(second?.behindBest).toBe((first?.raftIndex ?? 0) - (second?.raftIndex ?? 0));
  expect(second?.behindBest).toBeGreaterThan(0);
  expect(rest.map(({ reachable, failure, behindBest }) => [reachable, failure?.code, behindBest])).toEqual(
    rest.map(() => [false, 'ConnectionRefused', null]),
  );
  // The one that lags can be chosen all the same.
  const chosen = await survey(app, { from: behind.endpoint });
  expect(chosen).toMatchObject({ best: ahead.endpoint, from: behind.endpoint });
  expect(chosen.runbooks[0]?.steps[0]?.commands.join()).toContain(behind.endpoint);
  await expect(survey(app, { from: 'http://127.0.0.1:1' })).rejects.toMatchObject({ code: 'BadRequest' });
});

it('says of a survivor that was restarted that it accepts connections and answers nothing', async () => {
  const { cluster, app, survivor } = await aLoss(open);
  // As a window that shows the members does: their names are remembered.
  await app.api.cluster.status({ connection: app.connection });
  // Before 3.5 it never serves.
  survivor.restart().catch(() => undefined);
  const why = async () =>
    (await survey(app)).survivors.find(({ endpoint }) => endpoint === survivor.endpoint)?.failure?.message ?? '';
  await expect.poll(why, { timeout: 60_000 }).toMatch(/^it accepts connections and answers nothing/);
  const found = await survey(app);
  expect(found).toMatchObject({ best: null, hasQuorum: false, needsRoot: null, runbooks: [] });
  expect(found.survivors.map(({ name }) => name).sort()).toEqual(cluster.members.map(({ name }) => name));
});

it('has no runbook for a cluster with a quorum', async () => {
  const cluster = await startCluster({ members: 3 });
  closing.push(() => cluster.close());
  const app = await openApp(cluster.draft());
  closing.push(() => app.close());
  await cluster.members[0]?.kill();
  // Where the one that is killed led, the others elect first.
  await expect.poll(async () => (await survey(app)).hasQuorum).toBe(true);
  const found = await survey(app);
  expect(found).toMatchObject({ hasQuorum: true, runbooks: [] });
  expect(found.survivors.map(({ reachable }) => reachable)).toEqual([true, true, false]);
});
