import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { afterEach, expect, it, vi } from 'vitest';
import type { Api } from '../../../../contract/api.ts';
import type { ClusterStatus, MemberStatus } from '../../../../contract/cluster.ts';
import { EtcdeckError } from '../../../../contract/failure.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { LabActNotice } from '../../../../contract/lab/acts.ts';
import { labIdPrefix } from '../../../../contract/lab.ts';
import type { MemberStart } from '../../../../contract/member-start.ts';
import type { Plan } from '../../../../contract/plans.ts';
import { PlanHost } from '../../../shell/PlanHost.tsx';
import { ClusterProvider } from '../../../state/cluster.tsx';
import { commandsFor } from '../../../state/commands.ts';
import { showPlan } from '../../../state/plans.ts';
import { clearEndedTasks } from '../../../state/tasks.ts';
import { aCluster, aMember, aSilentMember } from '../../../testing/cluster-builders.ts';
import { anOpenConnection, InWorkbench } from '../../../testing/InWorkbench.tsx';
import { aLab } from '../../../testing/lab-builders.ts';
import { anOperationsPlan, anOperationsReport } from '../../../testing/plan-builders.ts';
import { fedStream, scriptedApi } from '../../../testing/scripted-api.ts';
import { useMemberActions } from '../member-actions.ts';
import { MemberActs } from './MemberActs.tsx';
import { showMemberAct } from './member-act.ts';

const connection = anOpenConnection();

afterEach(() => {
  cleanup();
  showPlan(null);
  showMemberAct(null);
  clearEndedTasks();
});

const start: MemberStart = {
  name: 'etcd-4',
  args: ['--name', 'etcd-4'],
  env: { ETCD_NAME: 'etcd-4' },
  command: 'etcd --name etcd-4',
  unit: '[Service]\nExecStart=/usr/local/bin/etcd --name etcd-4',
  manifest: 'kind: Pod',
  files: [{ role: 'peerKey', path: '/etc/etcd/pki/peer.key', isKnown: false }],
  warnings: ['DataDirMustBeEmpty'],
};

/** The actions of one member, as a menu has them. */
function Menu({ member }: { readonly member: MemberStatus }) {
  return useMemberActions()
    .of(member)
    .map(({ id, title, isHeld, run }) => (
      <button key={id} type="button" disabled={isHeld} onClick={run}>
        {title}
      </button>
    ));
}

function shown(
  status: ClusterStatus,
  member: MemberStatus,
  script: { readonly [N in 'plans' | 'cluster' | 'lab']?: Partial<Api[N]> },
  opened = connection,
) {
  const cluster = fedStream<ClusterStatus>();
  const api = scriptedApi({
    plans: { discard: async () => undefined, ...script.plans },
    cluster: {
      follow: (_request, options) => cluster.open(options?.signal),
      checkPeerURLs: async () => [],
      memberStart: async () => start,
      ...script.cluster,
    },
    lab: { ...script.lab },
  });
  render(
    <InWorkbench api={api} connection={opened}>
      <ClusterProvider>
        <MemberActs>
          <Menu member={member} />
        </MemberActs>
        <PlanHost />
      </ClusterProvider>
    </InWorkbench>,
  );
  const say = async (said: ClusterStatus): Promise<void> => {
    await waitFor(() => expect(cluster.opened()).toBeGreaterThan(0));
    act(() => cluster.push(said));
  };
  return { say, ready: say(status) };
}

const planned = (plan: Plan) =>
  vi.fn(async function* (_request: unknown) {
    yield { kind: 'planned' as const, plan };
  });

const [leader, follower] = [aMember({ name: 'etcd-1', isLeader: true }), aMember({ name: 'etcd-2' })];
const three = aCluster([leader, follower, aMember({ name: 'etcd-3' })]);

it('adds a member: its fields, its plan with the quorum, then what to run on its host', async () => {
  const added = aSilentMember({ code: 'Unavailable' }, { name: '', endpoint: null, isLearner: true });
  const plan = anOperationsPlan({ act: 'memberAdd', quorum: { before: three.quorum, after: three.quorum } });
  const planMemberAdd = planned(plan);
  const { say, ready } = shown(three, follower, {
    plans: {
      planMemberAdd,
      async *execute() {
        yield { kind: 'ended', report: anOperationsReport({ results: [{ kind: 'memberAdded', member: added.id }] }) };
      },
    },
  });
  await ready;
  act(() => showMemberAct({ kind: 'add' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'etcd-4');
  await userEvent.type(screen.getByRole('textbox', { name: 'Peer URLs' }), 'https://10.0.0.4:2380');
  await userEvent.click(screen.getByRole('button', { name: 'Show the plan' }));
  await waitFor(() =>
    expect(planMemberAdd.mock.calls[0]?.[0]).toEqual({
      connection: connection.id,
      name: 'etcd-4',
      peerURLs: ['https://10.0.0.4:2380'],
      isLearner: true,
    }),
  );
  const quorum = await screen.findByRole('table', { name: 'Quorum before and after' });
  expect(within(quorum).getByRole('row', { name: 'Voting members 3 3' })).toBeTruthy();
  await userEvent.click(screen.getByRole('button', { name: 'Add as a learner' }));
  expect((await screen.findByRole('group', { name: 'systemd unit' })).textContent).toBe(start.unit);
  // The plan and the fields have given way.
  expect(screen.getAllByRole('dialog')).toHaveLength(1);
  await userEvent.click(screen.getByRole('tab', { name: 'Environment', hidden: true }));
  expect(screen.getByText('ETCD_NAME=etcd-4')).toBeTruthy();
  await say(
    aCluster([...three.members, { ...added, name: 'etcd-4', ...answering, isLearner: true, raftAppliedIndex: 500 }]),
  );
  expect(await screen.findByText('500 entries behind the leader; ready below 100.')).toBeTruthy();
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Promote…', hidden: true }).disabled).toBe(true);
});

it('adds a member to a lab with a peer URL that it carries, and starts it there', async () => {
  const id = `${labIdPrefix}1` as ConnectionId;
  const peerURL = 'https://192.0.2.14:2380';
  const added = aSilentMember(
    { code: 'Unavailable' },
    { name: '', endpoint: null, isLearner: true, peerURLs: [peerURL] },
  );
  const acts = fedStream<LabActNotice>();
  const startAdded = vi.fn((_request: Parameters<Api['lab']['act']>[0]) => acts.open());
  const lab = { list: async () => [aLab(id, 3)], act: startAdded };
  const { ready, say } = shown(three, follower, { lab }, anOpenConnection({ id }));
  await ready;
  act(() => showMemberAct({ kind: 'add' }));
  const urls = await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Peer URLs' });
  await waitFor(() => expect(urls.value).toBe(peerURL));
  act(() => showMemberAct({ kind: 'start', member: added.id, name: 'd', isMove: false }));
  await say(aCluster([...three.members, added]));
  const start = await screen.findByRole<HTMLButtonElement>('button', { name: 'Start it in the lab' });
  await waitFor(() => expect(start.disabled).toBe(false));
  expect(screen.queryByRole('textbox', { name: 'Data-dir' })).toBeNull();
  await userEvent.click(start);
  expect(startAdded.mock.calls[0]?.[0]).toEqual({
    connection: id,
    act: { kind: 'startAdded', peerURL, name: 'd', etcd: null },
  });
  acts.push({ kind: 'step', text: 'Starting d' });
  await screen.findByText('Starting d');
  acts.fail(new EtcdeckError({ code: 'LabActRefused', message: 'there is a member d already' }));
  await screen.findByText(/there is a member d already/);
});

const answering = { healthy: true, failure: null, latencyMs: 1, endpoint: 'https://10.0.0.4:2379' } as const;

it('promotes a learner that has caught up, and says when one more would help', async () => {
  const learner = aMember({ name: 'etcd-4', isLearner: true });
  const planMemberPromote = planned(anOperationsPlan({ act: 'memberPromote' }));
  const { say, ready } = shown(aCluster([...three.members, learner]), learner, { plans: { planMemberPromote } });
  await ready;
  await userEvent.click(await screen.findByRole('button', { name: 'How far is it…' }));
  const promote = await screen.findByRole<HTMLButtonElement>('button', { name: 'Promote…' });
  expect(promote.disabled).toBe(false);
  await userEvent.click(promote);
  expect(planMemberPromote.mock.calls[0]?.[0]).toEqual({ connection: connection.id, member: learner.id });
  act(() => showPlan(null));
  await say(aCluster([...three.members, { ...learner, isLearner: false }]));
  expect(await screen.findByRole('button', { name: 'Add another member…' })).toBeTruthy();
});

it('shows why an act is refused, with the quorum, and does not offer it', async () => {
  const refused = {
    code: 'QuorumAtRisk',
    message: '1 voting member would answer, 2 are needed',
    retry: false,
  } as const;
  const after = { ...three.quorum, voters: 2, healthy: 1, needed: 2, tolerance: 0, hasQuorum: false };
  const plan = anOperationsPlan({ act: 'memberRemove', quorum: { before: three.quorum, after }, refused });
  const { ready } = shown(three, follower, { plans: { planMemberRemove: planned(plan) } });
  await ready;
  await userEvent.click(await screen.findByRole('button', { name: 'Remove…' }));
  expect(await screen.findByText(/1 voting member would answer, 2 are needed/)).toBeTruthy();
  expect(screen.queryByRole('button', { name: 'Remove it' })).toBeNull();
});

it('goes on with the learner that there is, where another one is refused for it', async () => {
  const learner = aMember({ name: 'etcd-4', isLearner: true });
  const refused = {
    ...({ code: 'TooManyLearners', message: 'etcd-4 is a learner already', retry: false } as const),
    member: learner.id,
  };
  const planMemberAdd = planned(anOperationsPlan({ act: 'memberAdd', refused }));
  const { ready } = shown(aCluster([...three.members, learner]), follower, { plans: { planMemberAdd } });
  await ready;
  act(() => showMemberAct({ kind: 'add' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'etcd-5');
  // Enter is enough.
  await userEvent.type(screen.getByRole('textbox', { name: 'Peer URLs' }), 'https://10.0.0.5:2380');
  await userEvent.type(screen.getByRole('textbox', { name: 'Name' }), '{Enter}');
  await userEvent.click(await screen.findByRole('button', { name: 'Continue…' }));
  expect(await screen.findByRole('heading', { name: 'etcd-4 joins' })).toBeTruthy();
  expect(screen.getAllByRole('dialog')).toHaveLength(1);
});

it('keeps what was typed for a start in this window', async () => {
  const member = aSilentMember({ code: 'Unavailable' }, { name: '', endpoint: null, isLearner: true });
  const { ready } = shown(aCluster([leader, follower, member]), member, {});
  await ready;
  act(() => showMemberAct({ kind: 'start', member: member.id, name: 'etcd-4', isMove: false }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Data-dir' }), '/data');
  await userEvent.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  // The list does not have its name yet.
  await userEvent.click(screen.getByRole('button', { name: 'Show how to start it…' }));
  expect((await screen.findByRole<HTMLInputElement>('textbox', { name: 'Name' })).value).toBe('etcd-4');
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Data-dir' }).value).toBe('/data');
});

it('comes back to the move to other hosts from the start of a member that is a step of it', async () => {
  const member = aSilentMember({ code: 'Unavailable' }, { name: '', endpoint: null, isLearner: true });
  const { ready } = shown(aCluster([leader, follower, member]), member, {});
  await ready;
  act(() => showMemberAct({ kind: 'start', member: member.id, name: 'etcd-4', isMove: true }));
  await screen.findByRole('heading', { name: 'Start etcd-4' });
  await userEvent.keyboard('{Escape}');
  expect(await screen.findByRole('heading', { name: 'Move the members to new hosts' })).toBeTruthy();
  expect(screen.getAllByRole('dialog')).toHaveLength(1);
});

it('asks for other peer URLs until they are changed, and leaves then', async () => {
  let outcome: 'stopped' | 'done' = 'stopped';
  const { ready } = shown(three, follower, {
    plans: {
      planMemberUpdate: planned(anOperationsPlan({ act: 'memberUpdate' })),
      async *execute() {
        yield { kind: 'ended', report: anOperationsReport({ outcome }) };
      },
    },
  });
  await ready;
  await userEvent.click(await screen.findByRole('button', { name: 'Change its peer URLs…' }));
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: 'Peer URLs' });
  await userEvent.type(field, '{Enter}https://10.0.0.9:2380');
  const change = async (): Promise<void> => {
    await userEvent.click(screen.getByRole('button', { name: 'Show the plan' }));
    await userEvent.click(await screen.findByRole('button', { name: 'Change them' }));
    await waitFor(() => expect(screen.queryByText('Change them')).toBeNull());
    await userEvent.click(screen.getAllByText('Close').at(-1) ?? document.body);
    await waitFor(() => expect(screen.queryByRole('list', { name: 'Steps' })).toBeNull());
  };
  await change();
  expect(field.value).toContain('10.0.0.9');
  outcome = 'done';
  await change();
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
});

it('replaces a member that is down, and offers it for no other', async () => {
  const down = aSilentMember({}, { name: 'etcd-3' });
  const planMemberReplace = planned(anOperationsPlan({ act: 'memberReplace' }));
  const { ready } = shown(aCluster([leader, follower, down]), down, { plans: { planMemberReplace } });
  await ready;
  await userEvent.click(await screen.findByRole('button', { name: 'Replace…' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'etcd-4');
  await userEvent.type(screen.getByRole('textbox', { name: 'Peer URLs' }), 'https://a:2380,https://b:2380');
  await userEvent.click(screen.getByRole('button', { name: 'Show the plan' }));
  expect(planMemberReplace.mock.calls[0]?.[0]).toEqual({
    connection: connection.id,
    member: down.id,
    name: 'etcd-4',
    peerURLs: ['https://a:2380', 'https://b:2380'],
  });
});

it('takes no name that another member has', async () => {
  const { ready } = shown(three, follower, {});
  await ready;
  act(() => showMemberAct({ kind: 'add' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), follower.name);
  await userEvent.type(screen.getByRole('textbox', { name: 'Peer URLs' }), 'http://192.0.2.4:2380');
  expect(screen.getByText(`Another member is named ${follower.name}: give this one a name of its own.`)).toBeTruthy();
  expect(screen.getByRole('button', { name: 'Show the plan' })).toHaveProperty('disabled', true);
});

it('says what is wrong with a peer URL while it is typed', async () => {
  const refusal = { code: 'MemberBadURLs', message: 'it has a path', retry: false } as const;
  const { ready } = shown(three, follower, {
    cluster: {
      checkPeerURLs: async ({ peerURLs }) => peerURLs.map((url) => ({ url, refusal, warnings: ['Loopback'] })),
    },
  });
  await ready;
  await userEvent.click(await screen.findByRole('button', { name: 'Change its peer URLs…' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Peer URLs' }), '/x');
  expect(await screen.findByText(/it has a path/)).toBeTruthy();
  expect(screen.getByText(/own host only/)).toBeTruthy();
});

it('says why there is no start', async () => {
  const member = aSilentMember({ code: 'Unavailable' }, { name: '', endpoint: null });
  const { ready } = shown(aCluster([leader, follower, member]), member, {
    cluster: {
      memberStart: async () => {
        throw new EtcdeckError({ code: 'MemberNotFound', message: 'gone' });
      },
    },
  });
  await ready;
  await userEvent.click(await screen.findByRole('button', { name: 'Show how to start it…' }));
  await userEvent.type(await screen.findByRole('textbox', { name: 'Name' }), 'etcd-4');
  expect(await screen.findByText('The cluster has no such member.')).toBeTruthy();
});

it('offers the acts of every member in the palette, and the way back', async () => {
  const { ready } = shown(three, follower, {});
  await ready;
  await screen.findByRole('button', { name: 'Remove…' });
  const titles = (): readonly string[] => commandsFor('').map(({ title }) => title);
  expect(titles()).toContain('Add a member…');
  await waitFor(() => expect(titles()).toContain(`${follower.name}: Make it the leader…`));
  expect(titles()).toContain(`${leader.name}: Remove…`);
  expect(titles()).toContain('Recover from a lost quorum…');
});

it('holds every change of members without quorum, and leads to what is left', async () => {
  const failure = { code: 'NoLeader', message: 'no leader', retry: true } as const;
  const alone = aMember({ name: 'etcd-1', isLeader: false, healthy: false, failure });
  const down = aSilentMember({}, { name: 'etcd-2' });
  const { say, ready } = shown(aCluster([alone, down, aSilentMember()]), down, {});
  await ready;
  window.location.hash = '';
  await userEvent.click(await screen.findByRole('button', { name: 'Recover…' }));
  expect(window.location.hash).toMatch(/\/recover$/);
  for (const name of ['Replace…', 'Change its peer URLs…', 'Remove…']) {
    expect(screen.getByRole<HTMLButtonElement>('button', { name }).disabled).toBe(true);
  }
  const titles = commandsFor('').map(({ title }) => title);
  expect(titles).not.toContain('Add a member…');
  expect(titles).not.toContain('etcd-2: Remove…');
  expect(titles).toContain('Recover from a lost quorum…');
  await say(three);
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Recover…' })).toBeNull());
});

it('offers the way back where a plan fails for want of a leader', async () => {
  const { ready } = shown(three, follower, {
    plans: {
      // biome-ignore lint/correctness/useYield: it fails before there is a plan.
      planMemberRemove: async function* () {
        throw new EtcdeckError({ code: 'NoLeader', message: '1 of 3 voting members answer, and 2 are needed' });
      },
    },
  });
  await ready;
  await userEvent.click(await screen.findByRole('button', { name: 'Remove…' }));
  window.location.hash = '';
  await userEvent.click(await screen.findByRole('button', { name: 'Recover…' }));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(window.location.hash).toMatch(/\/recover$/);
});
