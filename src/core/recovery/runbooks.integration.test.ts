import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, expect, it } from 'vitest';
import { superviseMembers } from '../../testing/hosts/supervise-members.ts';
import type { SupervisedHost } from '../../testing/hosts/supervised-host.ts';
import {
  allOf,
  byCertificate,
  byPassword,
  loseQuorum,
  runbookOf,
  surveyOf,
  withoutAuth,
} from '../../testing/lost-quorum.ts';
import { openApp } from '../../testing/opened-app.ts';
import { processesNaming } from '../../testing/processes.ts';
import { endRunbook, removeSaved, runRunbook, runStep } from '../../testing/run-runbook.ts';
import { startCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { memberList } from '../etcd/cluster.ts';
import { toMemberDecimal } from '../etcd/ids.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

const isFull = process.env.ETCDECK_FULL === '1';
/** What unit tests show too, or another test shows in part. */
const inFull = it.runIf(isFull);

/** Each way back once, where auth is on, and what a supervisor starts; the others in full. */
const executed = [
  ['plain', 'restore', "with root's certificate", byCertificate, 'always'],
  ['plain', 'force-new-cluster', "with root's password", byPassword, 'always'],
  ['systemd', 'restore', "with root's certificate", byCertificate, 'always'],
  ['systemd', 'force-new-cluster', "with root's certificate", byCertificate, 'full'],
  ['kubeadm', 'restore', "with root's certificate", byCertificate, 'full'],
  ['kubeadm', 'force-new-cluster', "with root's certificate", byCertificate, 'full'],
  ['plain', 'force-new-cluster', "with root's certificate", byCertificate, 'full'],
  ['plain', 'restore', 'without auth', withoutAuth, 'full'],
  ['plain', 'force-new-cluster', 'without auth', withoutAuth, 'full'],
] as const;

it.each(executed.filter(([, , , , when]) => isFull || when === 'always'))(
  '%s: %s, executed as printed, brings back what the survivor had, %s',
  async (layout, kind, _, way) => {
    const hosts = new Map<string, SupervisedHost>();
    const { cluster, app, survivor, held } = await loseQuorum(way, closing, async (...lost) => {
      if (layout === 'plain') return;
      for (const [name, host] of await superviseMembers(layout, ...lost)) {
        hosts.set(name, host);
        closing.push(() => host.close());
      }
    });
    const found = await surveyOf(app, { layout });
    expect(found).toMatchObject({ hasQuorum: false, best: survivor.endpoint, needsRoot: way.needsRoot });
    expect(found.survivors.map(({ name, reachable, behindBest }) => [name, reachable, behindBest])).toEqual([
      [survivor.name, true, 0],
      ...cluster.members.slice(0, 2).map(({ name }) => [name, false, null]),
    ]);
    if (way === byPassword) {
      // No snapshot, and so the data of the survivor first.
      expect(found.runbooks.map((runbook) => runbook.kind)).toEqual(['force-new-cluster', 'restore']);
      expect(runbookOf(found, 'restore').steps[0]?.notes.join(' ')).toContain('no password can be checked');
    }
    const runbook = runbookOf(found, kind);
    closing.push(() => endRunbook(runbook, cluster.folder));
    await runRunbook(runbook, { membersFolder: cluster.folder, env: way.env ?? {}, hosts });
    // A restored cluster has another id, so that the old client refuses it.
    const client = new EtcdClient(cluster.target(await way.target(cluster)));
    closing.push(async () => client.close());
    for (const endpoint of cluster.endpoints) {
      const { revision, kvs } = await allOf(client, endpoint, false);
      expect(kvs).toEqual(held.kvs);
      // For Kubernetes the revision is raised.
      if (layout === 'kubeadm' && kind === 'restore') expect(revision).toBeGreaterThanOrEqual(held.revision);
      else expect(revision).toBe(held.revision);
    }
    const { members, clusterId } = await memberList(client);
    expect(members.map(({ name, isLearner }) => [name, isLearner]).sort()).toEqual(
      cluster.members.map(({ name }) => [name, false]),
    );
    expect(clusterId === found.clusterId).toBe(kind === 'force-new-cluster');
    for (const host of hosts.values()) expect(await host.leftovers()).toEqual([]);
  },
);

it.each(isFull ? (['restore', 'force-new-cluster'] as const) : [])(
  '%s brings back fewer members where a host is gone',
  async (kind) => {
    const { cluster, app, held } = await loseQuorum(withoutAuth, closing);
    const [gone, ...kept] = cluster.members;
    const id = (await surveyOf(app)).survivors.find(({ name }) => name === gone?.name)?.id;
    if (id == null) throw new Error('it is listed');
    const runbook = runbookOf(await surveyOf(app, { without: [id] }), kind);
    closing.push(() => endRunbook(runbook, cluster.folder));
    await runRunbook(runbook, { membersFolder: cluster.folder });
    const client = new EtcdClient({ ...cluster.target(), endpoints: kept.map(({ endpoint }) => endpoint) });
    closing.push(async () => client.close());
    for (const { endpoint } of kept) expect(await allOf(client, endpoint, false)).toEqual(held);
    const { members } = await memberList(client);
    expect(members.map(({ name }) => name).sort()).toEqual(kept.map(({ name }) => name));
  },
);

inFull('starts and moves nothing on hosts without the snapshot, where every step is run all the same', async () => {
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
  const runbook = runbookOf(await surveyOf(app), 'restore');
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
  expect((await surveyOf(app)).survivors.filter(({ reachable }) => reachable)).toEqual([]);
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
  const found = await surveyOf(app);
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

inFull('puts the survivor that lags behind the other, and counts what it lacks', async () => {
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
  let found = await surveyOf(app);
  await expect
    .poll(async () => {
      found = await surveyOf(app);
      return found.survivors.filter(({ reachable }) => reachable).length;
    })
    .toBe(2);
  expect(found).toMatchObject({ best: ahead.endpoint, hasQuorum: false });
  expect(found.survivors.map(({ endpoint }) => endpoint).slice(0, 2)).toEqual([ahead.endpoint, behind.endpoint]);
  const [first, second, ...rest] = found.survivors;
  expect(first?.behindBest).toBe(0);
  expect(second?.behindBest).toBe((first?.raftIndex ?? 0) - (second?.raftIndex ?? 0));
  expect(second?.behindBest).toBeGreaterThan(0);
  expect(rest.map(({ reachable, failure, behindBest }) => [reachable, failure?.code, behindBest])).toEqual(
    rest.map(() => [false, 'ConnectionRefused', null]),
  );
  // The one that lags can be chosen all the same, and none that did not answer.
  const { connection } = app;
  const request = { connection, survey: found.id, layout: 'plain', from: behind.endpoint, without: [] } as const;
  const chosen = await app.api.recovery.waysBack(request);
  expect(chosen.from).toBe(behind.endpoint);
  expect(chosen.runbooks[0]?.steps[0]?.commands.join()).toContain(behind.endpoint);
  for (const wrong of [{ from: 'http://127.0.0.1:1' }, { survey: 'another' }]) {
    await expect(app.api.recovery.waysBack({ ...request, ...wrong })).rejects.toMatchObject({ code: 'BadRequest' });
  }
});

it('says of a survivor that was restarted that it accepts connections and answers nothing', async () => {
  const { cluster, app, survivor } = await loseQuorum(withoutAuth, closing);
  // As a window that shows the members does: their names are remembered.
  await app.api.cluster.status({ connection: app.connection });
  // Before 3.5 it never serves.
  survivor.restart().catch(() => undefined);
  let found = await surveyOf(app);
  const why = async () => {
    found = await surveyOf(app);
    return found.survivors.find(({ endpoint }) => endpoint === survivor.endpoint)?.failure?.message ?? '';
  };
  await expect.poll(why, { timeout: 60_000 }).toMatch(/^it accepts connections and answers nothing/);
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
  let found = await surveyOf(app);
  const hasQuorum = async () => {
    found = await surveyOf(app);
    return found.hasQuorum;
  };
  await expect.poll(hasQuorum).toBe(true);
  expect(found).toMatchObject({ hasQuorum: true, runbooks: [] });
  expect(found.survivors.map(({ reachable }) => reachable)).toEqual([true, true, false]);
});
