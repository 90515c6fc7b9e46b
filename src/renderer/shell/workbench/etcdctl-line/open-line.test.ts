import { cleanup, renderHook } from '@testing-library/react';
import { afterEach, expect, it } from 'vitest';
import { readEtcdctlLine } from '../../../../contract/etcdctl-bridge/read-line.ts';
import type { PlanNotice } from '../../../../contract/plans.ts';
import type { AccessActs } from '../../../features/access/access-acts.ts';
import { accessDesk } from '../../../features/access/access-desk.ts';
import { leaseDesk } from '../../../features/leases/lease-desk.ts';
import { planRequest, showPlan } from '../../../state/plans.ts';
import { parseRoute } from '../../../state/route.ts';
import { snapshotDialog } from '../../../state/snapshot-dialogs.ts';
import { aConnection } from '../../../testing/builders.ts';
import { aCluster, aMember } from '../../../testing/cluster-builders.ts';
import { scriptedApi } from '../../../testing/scripted-api.ts';
import type { LineWorld } from './line-world.ts';
import { openLine } from './open-line.ts';

const { profile } = aConnection('memory');
const planned: (readonly [string, unknown])[] = [];
const shown: (readonly [string, string | null])[] = [];

/** Notes what is planned. */
const noting = (name: string) =>
  async function* (request: unknown): AsyncGenerator<PlanNotice> {
    planned.push([name, request]);
    yield { kind: 'progress', scanned: 0 };
  };

const leader = aMember({ isLeader: true });
const world: LineWorld = {
  connection: profile.id,
  profile: { ...profile, endpoints: leader.clientURLs },
  cluster: { ...aCluster([leader]), alarms: ['NOSPACE'] },
  show: (place, focus) => shown.push([place, focus]),
  api: scriptedApi({
    keys: { get: async () => ({ entry: null, revision: 5 }) },
    plans: {
      planKey: noting('planKey'),
      planDelete: noting('planDelete'),
      planMemberAdd: noting('planMemberAdd'),
      planMoveLeader: noting('planMoveLeader'),
      planDefragment: noting('planDefragment'),
      planCompact: noting('planCompact'),
      planDisarm: noting('planDisarm'),
      planDowngrade: noting('planDowngrade'),
    },
  }),
};

afterEach(() => {
  showPlan(null);
  planned.length = 0;
  shown.length = 0;
});

function opened(line: string) {
  const reading = readEtcdctlLine(line);
  const opening = reading === null ? null : openLine(reading, world);
  if (opening === null) throw new Error(`not understood: ${line}`);
  return opening;
}

/** Opens a line, and makes the plan that it shows, if any. */
async function open(line: string): Promise<string> {
  const opening = opened(line);
  if ('not' in opening) throw new Error(opening.not);
  opening.run();
  for await (const { kind } of planRequest.get()?.plan({}) ?? []) expect(kind).toBe('progress');
  return opening.title;
}

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it.each([
  [
    'etcdctl put /a v',
    'Write /a…',
    ['planKey', { key: bytes('/a'), expectedModRevision: 0, put: { value: bytes('v'), lease: null } }],
  ],
  [
    'etcdctl del --prefix /a/',
    'Delete every key that begins with /a/…',
    ['planDelete', { keys: { kind: 'prefix', prefix: bytes('/a/') } }],
  ],
  ['etcdctl del /a', 'Delete /a…', ['planDelete', { keys: { kind: 'keys', keys: [bytes('/a')] } }]],
  [
    'etcdctl compaction 7 --physical',
    'Compact history up to revision 7…',
    ['planCompact', { to: { revision: 7 }, isPhysical: true }],
  ],
  [
    'etcdctl member add n4 --peer-urls=http://d:2380',
    'Add the member n4…',
    ['planMemberAdd', { name: 'n4', peerURLs: ['http://d:2380'], isLearner: false }],
  ],
  [`etcdctl move-leader ${leader.id}`, `Make ${leader.name} the leader…`, ['planMoveLeader', { member: leader.id }]],
  ['etcdctl defrag --cluster', 'Defragment every voting member…', ['planDefragment', { members: null }]],
  ['etcdctl defrag', `Defragment ${leader.name}…`, ['planDefragment', { members: [leader.id] }]],
  ['etcdctl alarm disarm', 'Clear the alarm NOSPACE…', ['planDisarm', { alarm: 'NOSPACE' }]],
  ['etcdctl downgrade enable 3.5', 'Enable the downgrade to 3.5…', ['planDowngrade', { to: '3.5' }]],
])('opens what writes as a plan: %s', async (line, title, [method, request]) => {
  expect(await open(line)).toBe(title);
  expect(planned).toEqual([[method, { connection: profile.id, ...(request as object) }]]);
});

it.each([
  ['etcdctl get /a', 'Show /a', ['keys', '2f61']],
  ['etcdctl get --prefix /a --rev 5', 'Show every key that begins with /a at revision 5', ['keys', '2f61*']],
  ['etcdctl get --prefix ""', 'Show every key', ['keys', '*']],
  ['etcdctl snapshot save /b.db', 'Show Snapshots, to save one', ['snapshots', null]],
])('opens what reads where it is shown: %s', async (line, title, place) => {
  expect(await open(line)).toBe(title);
  expect(shown).toEqual([place]);
  expect(planned).toEqual([]);
});

/** What the screen of access is asked to begin by a line. */
async function askedOfAccess(line: string): Promise<readonly unknown[]> {
  const begun: unknown[] = [];
  const noted =
    (name: string) =>
    (...given: readonly unknown[]): void => {
      begun.push([name, ...given]);
    };
  // Every act of the screen is noted by its name.
  const acts = new Proxy({} as AccessActs, { get: (_, name) => noted(String(name)) });
  await open(line);
  const desk = { acts, open: noted('open'), showUser: noted('showUser'), showRole: noted('showRole') };
  renderHook(() => accessDesk.useAsked(desk));
  cleanup();
  expect(shown).toEqual([['access', null]]);
  return begun;
}

const readsAndWrites = { canRead: true, canWrite: true };

it.each([
  ['auth enable', [['open', { kind: 'enableAuth' }]]],
  ['auth disable', [['disableAuth']]],
  ['auth status', []],
  ['user add app --no-password', [['open', { kind: 'addUser', name: 'app' }]]],
  ['user add app:hunter2', [['open', { kind: 'addUser', name: 'app' }]]],
  ['user passwd app', [['open', { kind: 'changePassword', user: 'app' }]]],
  ['user delete app', [['deleteUser', 'app']]],
  ['user get app', [['showUser', 'app']]],
  ['user revoke-role app r', [['changeRoleOf', 'app', 'r', 'revoke']]],
  ['role add r', [['addRole', 'r']]],
  ['role get r', [['showRole', 'r']]],
  [
    'role grant-permission r read --prefix /a/',
    [['grantPermission', 'r', { key: bytes('/a/'), end: bytes('/a0'), canRead: true, canWrite: false }]],
  ],
  [
    'role grant-permission r readwrite ""  --prefix',
    [['grantPermission', 'r', { key: bytes('\0'), end: null, ...readsAndWrites }]],
  ],
  [
    'role revoke-permission r /a',
    [['revokePermission', 'r', { key: bytes('/a'), end: bytes('/a\0'), ...readsAndWrites }]],
  ],
  [
    'role revoke-permission r /a /c',
    [['revokePermission', 'r', { key: bytes('/a'), end: bytes('/c'), ...readsAndWrites }]],
  ],
])('begins what a line asks for where users and roles are: etcdctl %s', async (line, begun) => {
  expect(await askedOfAccess(`etcdctl ${line}`)).toEqual(begun);
});

it.each([
  ['lease grant 60', 'Grant a lease for 60 seconds…', [['grant', 60]]],
  ['lease revoke 694d', 'Revoke the lease 000000000000694d…', [['revoke', ['000000000000694d']]]],
  ['lease timetolive 694d --keys', 'Show the lease 000000000000694d', [['showLease', '000000000000694d']]],
  ['lease keep-alive 694d', 'Show the lease 000000000000694d, to keep it alive', [['showLease', '000000000000694d']]],
  ['lease list', 'Show the leases', []],
])('begins what a line asks for where leases are: etcdctl %s', async (line, title, begun) => {
  const done: unknown[] = [];
  expect(await open(`etcdctl ${line}`)).toBe(title);
  renderHook(() =>
    leaseDesk.useAsked({
      grant: (ttl) => done.push(['grant', ttl]),
      revoke: (leases) => done.push(['revoke', leases]),
      showLease: (lease) => done.push(['showLease', lease]),
    }),
  );
  cleanup();
  expect(shown).toEqual([['leases', null]]);
  expect(done).toEqual(begun);
});

it('opens a transaction where it is built', async () => {
  expect(await open('etcdctl txn')).toBe('Build a transaction');
  expect(shown).toEqual([['transactions', null]]);
});

it.each([
  ['etcdctl watch /a', 'Watch /a'],
  ['etcdctl watch /a /c --rev 3', 'Watch the keys from /a up to /c from revision 3'],
])('watches what a line watches: %s', (line, title) => {
  expect(opened(line)).toMatchObject({ title });
});

it('opens a snapshot file, and the wizard that restores it', async () => {
  await open('etcdutl snapshot status /b/x.db');
  expect(parseRoute(window.location.hash)).toMatchObject({ screen: 'file', file: '/b/x.db', place: 'snapshot' });
  await open('etcdutl snapshot restore /b/x.db --data-dir /d');
  expect(snapshotDialog.get()).toMatchObject({ kind: 'restore', file: '/b/x.db' });
  snapshotDialog.update(() => null);
});

it.each([
  ['etcdctl get a z', /not a range/],
  ['etcdctl role grant-permission r read z a', /no key lies between/],
  ['etcdctl member remove abc', /No member of this cluster has the id abc/],
  [
    'etcdctl --endpoints=http://10.9.9.9:1 defrag',
    /No member of this cluster announces the endpoint http:\/\/10\.9\.9\.9:1/,
  ],
])('says why it opens nothing: %s', (line, why) => {
  expect(opened(line)).toEqual({ not: expect.stringMatching(why) });
});
