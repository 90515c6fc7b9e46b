import { cleanup, render, screen, waitFor } from '@testing-library/react';
import { afterEach, expect, it, vi } from 'vitest';
import type { ClusterApi, ClusterStatus } from '../../../contract/cluster.ts';
import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ConnectionSummary } from '../../../contract/connections/summary.ts';
import type { ConnectionsApi } from '../../../contract/connections.ts';
import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import type { SnapshotsApi } from '../../../contract/snapshots.ts';
import { aConnection, aConnectionState } from '../../testing/builders.ts';
import { aCluster, aFinding, aMember, aSilentMember } from '../../testing/cluster-builders.ts';
import { InApp } from '../../testing/InApp.tsx';
import { fedStream, scriptedApi } from '../../testing/scripted-api.ts';
import { aCatalogue, aCataloguedSnapshot } from '../../testing/snapshot-builders.ts';
import { StartScreen } from './StartScreen.tsx';

afterEach(cleanup);

const leader = aMember({ isLeader: true });
const aCheckedOne = (changes: Partial<ConnectionSummary['profile']> = {}, facts: Partial<ConnectionSummary> = {}) =>
  aConnection('prod', { checksHealth: true, ...changes }, facts);

/** A start screen that lists these, with the streams that a health check holds. */
function aStartScreen(...listed: readonly ConnectionSummary[]) {
  return aStartScreenOf(listed, async () => aCatalogue());
}

function aStartScreenOf(listed: readonly ConnectionSummary[], catalogue: SnapshotsApi['catalogue']) {
  const states = fedStream<ConnectionState>();
  const cluster = fedStream<ClusterStatus>();
  const open = vi.fn<ConnectionsApi['open']>((_, options) => states.open(options?.signal));
  const follow = vi.fn<ClusterApi['follow']>((_, options) => cluster.open(options?.signal));
  // Any other method fails the test.
  const api = scriptedApi({
    connections: { list: async () => listed, open },
    cluster: { follow },
    snapshots: { catalogue },
  });
  const { unmount } = render(
    <InApp api={api}>
      <StartScreen />
    </InApp>,
  );
  return { states, cluster, open, follow, unmount };
}

/** What the row says of health, and of snapshots; `undefined` where it says nothing. */
async function described(): Promise<readonly [health: string | undefined, snapshot: string | undefined]> {
  const row = await screen.findByRole('button', { name: 'Connect to prod' });
  const [healthId = '', snapshotId = ''] = row.getAttribute('aria-describedby')?.split(' ') ?? [];
  const said = (id: string) => document.getElementById(id)?.textContent;
  return [said(healthId), said(snapshotId)];
}

/** What the row says of health, and why. */
const health = async (text: string, note = ''): Promise<void> =>
  await waitFor(async () => expect((await described())[0]).toBe(note === '' ? text : `${text}: ${note}`));

const snapshot = async (text: string): Promise<void> =>
  await waitFor(async () => expect((await described())[1]).toBe(text));

const refusal = (endpoint: string) => ({
  code: 'ConnectionRefused' as const,
  message: 'connect ECONNREFUSED',
  endpoint,
  retry: true,
});
const silence = (endpoint = 'https://10.0.4.11:2379') =>
  aConnectionState({ phase: 'connecting', failure: refusal(endpoint) });

it('tells whether writes work, and lets go when the start screen is left', async () => {
  const { states, cluster, open, follow, unmount } = aStartScreen(aCheckedOne());
  await health('Checking …');
  expect(open.mock.calls[0]?.[0]).toEqual({ connection: 'prod', secrets: {}, isHealthCheck: true });
  expect(follow).not.toHaveBeenCalled();
  states.push(aConnectionState());
  await waitFor(() => expect(follow).toHaveBeenCalled());
  expect(follow.mock.calls[0]?.[0].intervalMs).toBeGreaterThanOrEqual(10_000);
  await health('Checking …');
  cluster.push(aCluster([leader, aMember(), aMember()]));
  await health('Writes work. 1 of 3 members may fail.');
  cluster.push(aCluster([leader, aMember(), aSilentMember()]));
  await health('Writes work. No further member may fail.');
  cluster.push(aCluster([leader, aSilentMember(), aSilentMember()]));
  await health('Writes have stopped. 1 of 3 voters healthy, 2 needed.');
  cluster.push(aCluster([leader, aMember({ alarms: ['NOSPACE'] }), aMember()]));
  await health('Writes are refused: a member is out of space.');
  unmount();
  expect([states.stopped(), cluster.stopped()]).toEqual([1, 1]);
});

it('says that none answers once each endpoint was tried, and when one does again', async () => {
  const endpoints = ['https://10.0.4.11:2379', 'https://10.0.4.12:2379'] as const;
  const { states, cluster, follow } = aStartScreen(aCheckedOne({ endpoints }));
  await health('Checking …');
  states.push(silence(endpoints[0]));
  await health('Checking …');
  states.push(silence(endpoints[1]));
  await health('Does not answer', 'Nothing listens on that port.');
  states.push(aConnectionState());
  await waitFor(() => expect(follow).toHaveBeenCalled());
  cluster.push(aCluster([leader]));
  await health('Writes work. The only member must not fail.');
});

it.each<[ErrorCode, string, string]>([
  ['ServerCertificateExpired', 'Does not open', 'The server’s certificate has ended, or has not begun.'],
  ['AuthFailed', 'Does not open', 'User or password is wrong.'],
  ['PassphraseRequired', 'Not checked', 'It needs a secret that is not stored. Open it to give it.'],
])('says why it cannot be held: %s', async (code, text, note) => {
  const { states } = aStartScreen(aCheckedOne({ user: 'root' }, { hasPassword: true }));
  await health('Checking …');
  states.fail(new EtcdeckError({ code, message: '' }));
  await health(text, note);
});

it.each<[string, ConnectionSummary]>([
  ['password', aCheckedOne({ user: 'root' })],
  ['pasted key', aCheckedOne({ tls: { ...aConnection('x').profile.tls, certPem: 'PEM' } })],
  [
    'SSH password',
    aCheckedOne({ ssh: { host: 'b', port: 22, user: 'u', auth: 'password', keyFile: null, manifest: null } }),
  ],
])('dials nothing where the %s would have to be typed', async (_, summary) => {
  const { open } = aStartScreen(summary);
  await health('Not checked', 'It needs a secret that is not stored. Open it to give it.');
  expect(open).not.toHaveBeenCalled();
});

it('checks a running sandbox, and nothing that did not ask for it', async () => {
  const { open } = aStartScreen(aConnection('lab'), aConnection('Sandbox', {}, { origin: 'sandbox' }));
  const lab = await screen.findByRole('button', { name: 'Connect to lab' });
  expect(lab.hasAttribute('aria-describedby')).toBe(false);
  await waitFor(() => expect(open).toHaveBeenCalled());
  expect(open.mock.calls.map(([{ connection }]) => connection)).toEqual(['Sandbox']);
});

it('counts the worst of what was found, and says each where it is pointed at', async () => {
  const { states, cluster, follow } = aStartScreen(aCheckedOne());
  await health('Checking …');
  states.push(aConnectionState());
  await waitFor(() => expect(follow).toHaveBeenCalled());
  const findings = [
    aFinding('VersionSkew'),
    aFinding('EvenVoters', { severity: 'info' }),
    aFinding('LearnerWaiting', { severity: 'warning' }),
  ];
  cluster.push(aCluster([leader, aMember()], { findings }));
  await health(
    'Writes work. No further member may fail.2 warnings',
    'The members run different versions; 2 voting members tolerate no more failures than 1; A member, a learner, is ready to be promoted',
  );
});

/** A start screen of these, each fed by hand, and the names in the order in which they are listed. */
function aFleet(...names: readonly string[]) {
  const states = new Map(names.map((name) => [name, fedStream<ConnectionState>()]));
  const clusters = new Map(names.map((name) => [name, fedStream<ClusterStatus>()]));
  const none = fedStream<never>();
  const api = scriptedApi({
    connections: {
      list: async () => [...names.map((name) => aConnection(name, { checksHealth: true })), aConnection('unchecked')],
      open: ({ connection }, options) => (states.get(connection) ?? none).open(options?.signal),
    },
    cluster: { follow: ({ connection }, options) => (clusters.get(connection) ?? none).open(options?.signal) },
  });
  const { unmount } = render(
    <InApp api={api}>
      <StartScreen />
    </InApp>,
  );
  return {
    unmount,
    answer: async (name: string, status: ClusterStatus) => {
      await waitFor(() => expect(states.get(name)?.opened()).toBeGreaterThan(0));
      states.get(name)?.push(aConnectionState());
      await waitFor(() => expect(clusters.get(name)?.opened()).toBeGreaterThan(0));
      clusters.get(name)?.push(status);
    },
    listed: () =>
      screen
        .getAllByRole('button', { name: /^Connect to / })
        .map((button) => button.getAttribute('aria-label')?.replace('Connect to ', '')),
  };
}

it('puts first what needs somebody once all have answered, and moves nothing after', async () => {
  const well = aCluster([leader, aMember(), aMember()]);
  const warned = aCluster([leader, aMember(), aMember()], { findings: [aFinding('VersionSkew')] });
  const lost = aCluster([leader, aSilentMember(), aSilentMember()]);
  const first = aFleet('well', 'warned', 'lost');
  await first.answer('lost', lost);
  await screen.findByText(/^Writes have stopped/);
  expect(first.listed()).toEqual(['well', 'warned', 'lost', 'unchecked']);
  await first.answer('warned', warned);
  await first.answer('well', well);
  await waitFor(() => expect(first.listed()).toEqual(['lost', 'warned', 'well', 'unchecked']));
  await first.answer('well', lost);
  await waitFor(() => expect(screen.getAllByText(/^Writes have stopped/)).toHaveLength(2));
  expect(first.listed()).toEqual(['lost', 'warned', 'well', 'unchecked']);
  first.unmount();

  const next = aFleet('well', 'warned', 'lost');
  await screen.findByRole('button', { name: 'Connect to well' });
  expect(next.listed()).toEqual(['well', 'lost', 'warned', 'unchecked']);
  next.unmount();

  // What was learned of a connection is old once its health is not checked any more.
  const list = async () => [aConnection('well'), aConnection('warned'), aConnection('lost')];
  render(
    <InApp api={scriptedApi({ connections: { list } })}>
      <StartScreen />
    </InApp>,
  );
  await screen.findByRole('button', { name: 'Connect to well' });
  expect(next.listed()).toEqual(['well', 'warned', 'lost']);
});

const cluster = 'c0ffee' as ClusterId; // any id will do
const day = 24 * 3_600_000;

it('says when a snapshot was saved last, whether the cluster answers or not', async () => {
  const catalogue = vi.fn<SnapshotsApi['catalogue']>(async () =>
    aCatalogue(
      // May be of any cluster.
      aCataloguedSnapshot({ at: Date.now(), file: '/home/op/cron.db', origin: 'folder', clusterId: null }),
      aCataloguedSnapshot({ at: Date.now() - 3 * day }),
      aCataloguedSnapshot({ at: Date.now() - 9 * day, file: '/home/op/older.db' }),
    ),
  );
  const { states } = aStartScreenOf([aCheckedOne({}, { clusterId: cluster })], catalogue);
  await snapshot('Last snapshot 3 days ago: /home/op/prod.db');
  expect(catalogue.mock.calls.map(([request]) => request)).toEqual([{ clusterId: cluster }]);
  states.push(silence());
  await health('Does not answer', 'Nothing listens on that port.');
  await snapshot('Last snapshot 3 days ago: /home/op/prod.db');
});

it('asks for the snapshots of the cluster that answers, not of the one before', async () => {
  const now = aCluster([leader]);
  const catalogue: SnapshotsApi['catalogue'] = async ({ clusterId }) =>
    clusterId === now.clusterId ? aCatalogue() : aCatalogue(aCataloguedSnapshot({ at: Date.now() - 3 * day }));
  const { states, cluster: answers, follow } = aStartScreenOf([aCheckedOne({}, { clusterId: cluster })], catalogue);
  await snapshot('Last snapshot 3 days ago: /home/op/prod.db');
  states.push(aConnectionState());
  await waitFor(() => expect(follow).toHaveBeenCalled());
  answers.push(now);
  await snapshot(
    'No snapshot saved here: Snapshots that were saved elsewhere, or with other tools, are not known here.',
  );
});

it('says where the last snapshot is gone, and where none can be known', async () => {
  const at = Date.now() - 3 * day;
  const gone = aStartScreenOf([aCheckedOne({ user: 'root' }, { clusterId: cluster })], async () =>
    aCatalogue(aCataloguedSnapshot({ at, isThere: false })),
  );
  await snapshot('Last snapshot 3 days ago, moved or removed: /home/op/prod.db');
  gone.unmount();
  aStartScreenOf([aCheckedOne({ user: 'root' }, { clusterId: cluster })], async () => {
    throw new EtcdeckError({ code: 'FileNotReadable', message: 'permission denied' });
  });
  await waitFor(async () => expect((await described())[1]).toMatch(/^Saved snapshots are not known: /));
});

it('says nothing of snapshots of a sandbox, of kine, and of what has never answered', async () => {
  const kine = '0' as ClusterId;
  const catalogue = vi.fn<SnapshotsApi['catalogue']>(async () => aCatalogue());
  for (const summary of [
    aCheckedOne({}, { clusterId: cluster, origin: 'sandbox' }),
    aCheckedOne({}, { clusterId: kine }),
    aCheckedOne(),
  ]) {
    const { unmount } = aStartScreenOf([summary], catalogue);
    await health('Checking …');
    expect((await described())[1]).toBeUndefined();
    unmount();
  }
  expect(catalogue).not.toHaveBeenCalled();
});

it('counts no finding that is snoozed', async () => {
  const { states, cluster } = aStartScreen(aCheckedOne());
  await health('Checking …');
  states.push(aConnectionState());
  await waitFor(() => expect(cluster.opened()).toBe(1));
  const snoozed = { reason: 'on Sunday', until: null };
  const findings = [aFinding('EvenVoters', { severity: 'critical', snoozed }), aFinding('VersionSkew')];
  cluster.push(aCluster([leader, aMember(), aMember()], { findings }));
  await screen.findByText('1 warning');
  cluster.push(aCluster([leader, aMember(), aMember()], { findings: findings.slice(0, 1) }));
  await waitFor(() => expect(screen.queryByText('1 warning')).toBeNull());
  expect(screen.queryByText(/critical/)).toBeNull();
});
