import { afterEach, describe, expect, it } from 'vitest';
import type { ErrorCode } from '../../../contract/failure.ts';
import type { MemberId } from '../../../contract/ids.ts';
import type { Plan, PlanNotice } from '../../../contract/plans.ts';
import {
  type ActingApp,
  addedBy,
  openActingApp,
  openRecordedApp,
  type RecordedApp,
} from '../../../testing/acting-app.ts';
import { anyPlanned } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster, type TestMember } from '../../../testing/test-cluster.ts';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aCluster(members: 1 | 3): Promise<TestCluster> {
  const cluster = await startCluster({ members });
  closing.push(() => cluster.close());
  return cluster;
}

async function anApp(cluster: TestCluster): Promise<ActingApp> {
  const app = await openActingApp(cluster);
  closing.push(() => app.close());
  return app;
}

async function aRecordedApp(cluster: TestCluster, environment: 'production' | null = null): Promise<RecordedApp> {
  const app = await openRecordedApp(cluster, environment === null ? {} : { environment });
  closing.push(() => app.close());
  return app;
}

/** The plan is shown with why it is refused, and executing it fails with the same. */
async function refused(app: ActingApp, notices: AsyncIterable<PlanNotice>): Promise<ErrorCode | undefined> {
  const plan = await anyPlanned(notices);
  expect(plan.body.kind === 'operations' && plan.body.steps.length).toBeGreaterThan(0);
  if (plan.refused === null) return undefined;
  await expect(app.execute(plan)).rejects.toMatchObject({ code: plan.refused.code });
  return plan.refused.code;
}

/** A plan that was made in time: executing it fails at its first step, and nothing is sent. */
async function refusedLater(app: ActingApp, plan: Plan, code: ErrorCode): Promise<void> {
  expect(plan.refused).toBe(null);
  expect(await app.execute(plan)).toMatchObject({
    ...{ outcome: 'stopped', done: 0, unknown: 0, failure: { code } },
    steps: [{ state: 'failed', failure: { code } }],
  });
}

const memberNamed = (cluster: TestCluster, name: string): TestMember => {
  const member = cluster.members.find((one) => one.name === name);
  if (member === undefined) throw new Error(`there is no ${name}`);
  return member;
};

describe('of one member', () => {
  it('refuses what would lose the quorum, a second learner, and members that are not there', async () => {
    const cluster = await aCluster(1);
    const app = await aRecordedApp(cluster);
    const {
      connection,
      api: { plans },
    } = app;
    const own = await app.leader();
    const [first, second] = [await cluster.furtherMember('a'), await cluster.furtherMember('b')];
    const add = (name: string, peerURLs: readonly string[], isLearner: boolean) =>
      plans.planMemberAdd({ connection, name, peerURLs, isLearner });
    expect(await refused(app, plans.planMemberRemove({ connection, member: own.id }))).toBe('LastVoter');
    expect(await refused(app, add('a', [first.peerUrl], false))).toBe('QuorumAtRisk');
    expect(await refused(app, add(own.name, [first.peerUrl], true))).toBe('BadRequest');
    expect(await refused(app, add('a', own.peerURLs, true))).toBe('PeerURLExist');
    expect(await refused(app, add('a', [first.peerUrl, ...own.peerURLs], true))).toBe('PeerURLExist');
    expect(app.sent('Cluster/MemberAdd') + app.sent('Cluster/MemberRemove')).toBe(0);

    const member = addedBy(await app.act(add('a', [first.peerUrl], true)));
    expect(await refused(app, add('b', [second.peerUrl], true))).toBe('TooManyLearners');
    expect(await refused(app, plans.planMemberPromote({ connection, member }))).toBe('LearnerNotReady');
    // An id that is no member's.
    const nobody = 'abc' as MemberId;
    for (const plan of [
      plans.planMemberRemove({ connection, member: nobody }),
      plans.planMemberPromote({ connection, member: nobody }),
      plans.planMemberUpdate({ connection, member: nobody, peerURLs: [second.peerUrl] }),
      plans.planMemberReplace({ connection, member: nobody, name: 'b', peerURLs: [second.peerUrl] }),
    ]) {
      await expect(anyPlanned(plan)).rejects.toMatchObject({ code: 'MemberNotFound' });
    }
    // One that never started can go again.
    expect(await app.act(plans.planMemberRemove({ connection, member }))).toMatchObject({ outcome: 'done' });
    // No other member can lead.
    await expect(anyPlanned(plans.planMoveLeader({ connection, member: null }))).rejects.toMatchObject({
      code: 'BadLeaderTransferee',
    });
  });

  it('plans on a read-only connection, and executes nothing', async () => {
    const cluster = await aCluster(1);
    const app = await aRecordedApp(cluster, 'production');
    const { connection, api } = app;
    const { peerUrl } = await cluster.furtherMember('a');
    const { id: member, peerURLs } = await app.leader();
    for (const notices of [
      api.plans.planMemberAdd({ connection, name: 'a', peerURLs: [peerUrl], isLearner: true }),
      api.plans.planMemberUpdate({ connection, member, peerURLs: [...peerURLs, peerUrl] }),
    ]) {
      const plan = await anyPlanned(notices);
      expect(plan).toMatchObject({ refused: null, confirmation: null });
      await expect(app.execute(plan)).rejects.toMatchObject({ code: 'ReadOnly' });
    }
    expect(app.recorders.flatMap(({ calls }) => calls).filter((call) => /^Cluster\/Member(?!List)/.test(call))).toEqual(
      [],
    );
  });

  it('refuses a learner that froze, whatever it has of the log', async () => {
    const cluster = await aCluster(1);
    const app = await aRecordedApp(cluster);
    const { connection, api } = app;
    const further = await cluster.furtherMember('a');
    const member = addedBy(
      await app.act(api.plans.planMemberAdd({ connection, name: 'a', peerURLs: [further.peerUrl], isLearner: true })),
    );
    const learner = await further.join(cluster.members);
    const promotion = () => anyPlanned(api.plans.planMemberPromote({ connection, member }));
    await expect.poll(async () => (await promotion()).refused).toBe(null);
    const plan = await promotion();
    learner.freeze();
    await refusedLater(app, plan, 'LearnerNotReady');
    expect(await promotion()).toMatchObject({ refused: { code: 'LearnerNotReady' } });
    expect(app.sent('Cluster/MemberPromote')).toBe(0);
    learner.thaw();
    await expect.poll(async () => (await promotion()).refused).toBe(null);
    expect(await app.execute(await promotion())).toMatchObject({ outcome: 'done' });
  });
});

describe('of three members', () => {
  it('says when a connection would reach nobody afterwards', async () => {
    const cluster = await aCluster(3);
    const [only, other] = cluster.members;
    const app = await openActingApp(cluster, { endpoints: [only?.endpoint ?? ''], learnsEndpoints: false });
    closing.push(() => app.close());
    const removal = async (member: TestMember | undefined): Promise<Plan> => {
      const { id } = await app.rowOf(member?.name ?? '');
      return await anyPlanned(app.api.plans.planMemberRemove({ connection: app.connection, member: id }));
    };
    expect((await removal(only)).consequences).toContain('LosesEndpoints');
    expect((await removal(other)).consequences).not.toContain('LosesEndpoints');
  });

  it('refuses to remove a healthy one while another is frozen, which the server would do', async () => {
    const cluster = await aCluster(3);
    const app = await aRecordedApp(cluster);
    const { connection, api } = app;
    const [frozen, healthy] = await app.followers();
    if (frozen === undefined || healthy === undefined) throw new Error('two follow');
    const removal = () => api.plans.planMemberRemove({ connection, member: healthy.id });
    const plan = await anyPlanned(removal());
    memberNamed(cluster, frozen.name).freeze();
    await refusedLater(app, plan, 'QuorumAtRisk');
    expect(await refused(app, removal())).toBe('QuorumAtRisk');
    expect(app.sent('Cluster/MemberRemove')).toBe(0);
    // The frozen one itself may go.
    expect(await anyPlanned(api.plans.planMemberRemove({ connection, member: frozen.id }))).toMatchObject({
      refused: null,
      quorum: { before: { healthy: 2, tolerance: 0 }, after: { voters: 2, healthy: 2, tolerance: 0 } },
    });
  });

  it('looks at the members again where the execution was let wait before it was sent', async () => {
    const cluster = await aCluster(3);
    const app = await aRecordedApp(cluster);
    const { connection, api } = app;
    const [frozen, healthy] = await app.followers();
    if (frozen === undefined || healthy === undefined) throw new Error('two follow');
    const { token, confirmation } = await anyPlanned(api.plans.planMemberRemove({ connection, member: healthy.id }));
    const codes: (string | undefined)[] = [];
    for await (const notice of api.plans.execute({ token, confirmation })) {
      if (notice.kind === 'step' && notice.state.state === 'started') {
        memberNamed(cluster, frozen.name).freeze();
        // Until it is seen not to answer.
        await expect.poll(async () => (await app.rowOf(frozen)).healthy).toBe(false);
      }
      if (notice.kind === 'ended') codes.push(notice.report.failure?.code);
    }
    expect(codes).toEqual(['QuorumAtRisk']);
    expect(app.sent('Cluster/MemberRemove')).toBe(0);
  });

  it('counts no voting member that answers for its status only', async () => {
    const cluster = await aCluster(3);
    const app = await aRecordedApp(cluster);
    const { connection, api } = app;
    const [mute, healthy] = await app.followers();
    if (mute === undefined || healthy === undefined) throw new Error('two follow');
    const line = app.recorders.find(({ endpoint }) => endpoint === mute.endpoint);
    line?.treat({ status: 14, details: 'etcdserver: leader changed' }, 'KV/Range');
    const removal = await anyPlanned(api.plans.planMemberRemove({ connection, member: healthy.id }));
    expect(removal).toMatchObject({ refused: { code: 'QuorumAtRisk' }, quorum: { before: { healthy: 2 } } });
    line?.treat('pass');
    const later = await anyPlanned(api.plans.planMemberRemove({ connection, member: healthy.id }));
    expect(later).toMatchObject({ refused: null, quorum: { before: { healthy: 3 } } });
  });

  it('says that there is no leader where quorum is lost', async () => {
    const cluster = await aCluster(3);
    const app = await anApp(cluster);
    const { connection, api } = app;
    const [one, two, three] = cluster.members;
    if (one === undefined || two === undefined || three === undefined) throw new Error('there are three');
    const { id: member } = await app.rowOf(three);
    const { peerUrl } = await cluster.furtherMember('a');
    await Promise.all([one.kill(), two.kill()]);
    await expect.poll(async () => (await app.rowOf(three)).failure?.code).toBe('NoLeader');
    const add = { connection, name: 'a', peerURLs: [peerUrl], isLearner: true };
    await expect(anyPlanned(api.plans.planMemberAdd(add))).rejects.toMatchObject({ code: 'NoLeader' });
    await expect(anyPlanned(api.plans.planMemberRemove({ connection, member }))).rejects.toMatchObject({
      code: 'NoLeader',
    });
  });

  it('executes one plan for members at a time', async () => {
    const cluster = await aCluster(3);
    const app = await anApp(cluster);
    const { connection, api } = app;
    const { peerUrl } = await cluster.furtherMember('a');
    const add = { connection, name: 'a', peerURLs: [peerUrl], isLearner: true };
    const adding = await anyPlanned(api.plans.planMemberAdd(add));
    const moving = await anyPlanned(api.plans.planMoveLeader({ connection, member: null }));
    const ends = await Promise.allSettled([app.execute(adding), app.execute(moving)]);
    expect(ends.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    expect(ends.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'MembershipBusy' } });
    // The refusal has not spent it.
    const rest = ends[0]?.status === 'rejected' ? adding : moving;
    expect(await app.execute(rest)).toMatchObject({ outcome: 'done' });
  });
});
