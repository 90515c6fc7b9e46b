import { afterAll, afterEach, beforeAll, expect, it } from 'vitest';
import type { ClusterStatus, MemberStatus } from '../../../contract/cluster.ts';
import { anyPlanned, executedAs, type OpenedApp, openApp } from '../../../testing/opened-app.ts';
import { type RpcRecorder, startRpcRecorder } from '../../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';

let cluster: TestCluster;
const closing: (() => Promise<void>)[] = [];
beforeAll(async () => {
  cluster = await startCluster({ members: 3 });
});
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});
afterAll(async () => {
  await cluster?.close();
});

interface World {
  readonly app: OpenedApp;
  readonly recorders: readonly RpcRecorder[];
}

/** An app whose only way to each member is a line that records and can lose answers. */
async function aWorld(environment: 'production' | null = null): Promise<World> {
  const recorders = await Promise.all(cluster.endpoints.map((endpoint) => startRpcRecorder(endpoint)));
  closing.push(async () => void (await Promise.all(recorders.map((recorder) => recorder.close()))));
  const endpoints = recorders.map(({ endpoint }) => endpoint);
  const traits = environment === null ? {} : { environment };
  const app = await openApp(cluster.draft({ name: 'three', endpoints, learnsEndpoints: false, ...traits }));
  closing.push(() => app.close());
  return { app, recorders };
}

const statusOf = ({ app }: World): Promise<ClusterStatus> => app.api.cluster.status({ connection: app.connection });

const leaderOf = async (world: World): Promise<MemberStatus> => required((await statusOf(world)).members, true);

const required = (members: readonly MemberStatus[], isLeader: boolean): MemberStatus => {
  const found = members.find((member) => member.isLeader === isLeader);
  if (found === undefined) throw new Error('no member is so');
  return found;
};

/** A plan to move the leader to a member that does not lead, and that member. */
async function aMove(world: World) {
  const { members } = await statusOf(world);
  const target = required(members, false);
  const { api, connection } = world.app;
  return { target, plan: await anyPlanned(api.plans.planMoveLeader({ connection, member: target.id })) };
}

const sent = ({ recorders }: World): number =>
  recorders.flatMap(({ calls }) => calls).filter((call) => call === 'Maintenance/MoveLeader').length;

const entryOf = async ({ app: { api, connection } }: World) =>
  (await api.journal.list({ connection, before: null, limit: 1 })).entries[0];

it('plans one step, moves the leader by it, says each state as it goes, and journals it', async () => {
  const world = await aWorld();
  const { target, plan } = await aMove(world);
  const what = `the leader to ${target.name}`;
  expect(plan).toMatchObject({
    act: 'moveLeader',
    clusterId: (await statusOf(world)).clusterId,
    subject: { kind: 'members', what, stepCount: 1 },
    body: {
      kind: 'operations',
      steps: [
        {
          name: `Move the leader to ${target.name}`,
          target: { kind: 'member', text: target.name, member: target.id, endpoint: target.endpoint },
          onFailure: 'stop',
        },
      ],
    },
    consequences: ['ChangesLeader'],
    confirmation: null,
  });
  expect(plan.etcdctl[0]).toMatch(new RegExp(`^etcdctl --endpoints=http://127.0.0.1:\\d+ move-leader ${target.id}$`));
  expect(sent(world)).toBe(0);
  const { notices, report } = await executedAs(world.app.api, plan);
  expect(notices.slice(0, -1)).toEqual([
    { kind: 'step', step: 0, state: { state: 'started' } },
    { kind: 'step', step: 0, state: { state: 'done', wasAnswerLost: false } },
  ]);
  expect(report).toMatchObject({ kind: 'operations', outcome: 'done', done: 1, notDone: 0, unknown: 0 });
  expect((await leaderOf(world)).id).toBe(target.id);
  expect(await entryOf(world)).toMatchObject({
    id: report.journalEntry,
    act: 'moveLeader',
    subject: { kind: 'members', what, stepCount: 1 },
    outcome: 'done',
    canUndo: false,
  });
  await expect(executedAs(world.app.api, plan)).rejects.toMatchObject({ code: 'PlanUnknown' });
});

it('plans nothing where the member leads already, and skips the step where it has come to lead since', async () => {
  const world = await aWorld();
  const { api, connection } = world.app;
  const leader = await leaderOf(world);
  const nothing = await anyPlanned(api.plans.planMoveLeader({ connection, member: leader.id }));
  expect(nothing).toMatchObject({ body: { steps: [] }, consequences: ['ChangesNothing'] });
  const { target, plan } = await aMove(world);
  await cluster.etcdctlAt(endpointOf(leader), 'move-leader', target.id);
  const { report } = await executedAs(api, plan);
  expect(report).toMatchObject({ outcome: 'done', done: 0, steps: [{ state: 'skipped' }], journalEntry: null });
  expect(sent(world)).toBe(0);
});

/** Where a member is dialled past the recorders. */
const endpointOf = ({ clientURLs }: MemberStatus): string => clientURLs[0] ?? '';

it('settles a lost answer by asking who leads, and never sends twice', async () => {
  const world = await aWorld();
  const { target, plan } = await aMove(world);
  for (const recorder of world.recorders) recorder.treat('cut', 'Maintenance/MoveLeader');
  const { report } = await executedAs(world.app.api, plan);
  expect(report).toMatchObject({ outcome: 'done', steps: [{ state: 'done', wasAnswerLost: true }] });
  expect(sent(world)).toBe(1);
  expect((await leaderOf(world)).id).toBe(target.id);
  expect(await entryOf(world)).toMatchObject({ outcome: 'done' });
});

it('says that nobody knows while the request may be on its way, and that it may still happen: it does', async () => {
  const world = await aWorld();
  const { target, plan } = await aMove(world);
  const leader = await leaderOf(world);
  const line = world.recorders.find(({ endpoint }) => endpoint === leader.endpoint);
  const held = line?.holdNext('Maintenance/MoveLeader', () => true);
  const { report } = await executedAs(world.app.api, plan);
  expect(report).toMatchObject({
    outcome: 'stopped',
    ...{ done: 0, notDone: 0, unknown: 1, mayStillHappen: true },
    steps: [{ state: 'unknown', failure: { code: 'OutcomeUnknown' } }],
  });
  expect(await entryOf(world)).toMatchObject({ outcome: 'unknown', mayStillHappen: true, canUndo: false });
  expect((await leaderOf(world)).id).toBe(leader.id);
  expect(await held?.release()).toBe(0);
  await expect.poll(async () => (await leaderOf(world)).id).toBe(target.id);
  expect(sent(world)).toBe(1);
});

it('moves it to no member that answers for its status and no read through the log', async () => {
  const world = await aWorld();
  const { api, connection } = world.app;
  const { target, plan } = await aMove(world);
  const line = world.recorders.find(({ endpoint }) => endpoint === target.endpoint);
  line?.treat({ status: 14, details: 'frozen' }, 'KV/Range');
  expect((await statusOf(world)).members.find(({ id }) => id === target.id)).toMatchObject({ healthy: true });
  const { report } = await executedAs(api, plan);
  expect(report).toMatchObject({ outcome: 'stopped', failure: { code: 'BadLeaderTransferee' } });
  await expect(anyPlanned(api.plans.planMoveLeader({ connection, member: target.id }))).rejects.toMatchObject({
    code: 'BadLeaderTransferee',
  });
  const { body } = await anyPlanned(api.plans.planMoveLeader({ connection, member: null }));
  expect(body).toMatchObject({ steps: [{ target: { kind: 'member' } }] });
  expect(body).not.toMatchObject({ steps: [{ target: { member: target.id } }] });
  expect(sent(world)).toBe(0);
});

it('is refused on a read-only connection, and asks for the name of the member in production', async () => {
  const world = await aWorld('production');
  const { target, plan } = await aMove(world);
  await expect(executedAs(world.app.api, plan)).rejects.toMatchObject({ code: 'ReadOnly' });
  expect(sent(world)).toBe(0);
  expect((await leaderOf(world)).id).not.toBe(target.id);
});

it('refuses a member that is not there', async () => {
  const { app } = await aWorld();
  const { clusterId } = await app.api.cluster.status({ connection: app.connection });
  // An id that is no member's.
  const member = clusterId as unknown as MemberStatus['id'];
  await expect(anyPlanned(app.api.plans.planMoveLeader({ connection: app.connection, member }))).rejects.toMatchObject({
    code: 'MemberNotFound',
  });
});
