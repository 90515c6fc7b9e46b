import { expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import type { RestoreForm } from '../../contract/restores.ts';
import type { SnapshotFinding, SnapshotIntegrity, SnapshotMember } from '../../contract/snapshot-report.ts';
import type { FileFacts } from './known-files.ts';
import { restorePlan } from './restore-plan.ts';

const noTrailer: SnapshotFinding = { code: 'NoTrailer', severity: 'warning', page: null, message: 'no hash.' };
const mismatch: SnapshotFinding = {
  ...{ code: 'TrailerMismatch', severity: 'critical', page: null },
  message: 'the hash at the end is not that of the database.',
};

const aMember = (number: number, overrides: Partial<SnapshotMember> = {}): SnapshotMember => ({
  id: `${number}` as MemberId, // made up
  name: `m${number}`,
  peerURLs: [`https://10.0.0.${number}:2380`],
  clientURLs: [`https://10.0.0.${number}:2379`],
  isLearner: false,
  ...overrides,
});

interface Given {
  readonly verdict?: SnapshotIntegrity['verdict'];
  readonly findings?: readonly SnapshotFinding[];
  readonly members?: readonly SnapshotMember[];
  readonly isKubernetes?: boolean;
  readonly isK3s?: boolean;
  readonly isAuthEnabled?: boolean;
  readonly storageVersion?: string | null;
  readonly leaseCount?: number;
  readonly later?: FileFacts['later'];
}

function factsOf(given: Given = {}): FileFacts {
  const { verdict = 'ok', findings = [], isKubernetes = false, isK3s = false } = given;
  return {
    ...{ isKubernetes, isK3s, later: given.later ?? null },
    report: {
      ...{ file: '/b/etcd.db', bytes: 1_000, sha256: '0' },
      integrity: { verdict, findings, found: findings.length },
      figures: {
        ...{ hash: 1, lastRevision: 900, revision: 900, compactRevision: 0, totalRecords: 1, totalLiveKeys: 1 },
        ...{ liveKeys: 1, revisions: 1, deletions: 0, databaseBytes: 968, pageSize: 4_096, hashKV: 4_242 },
      },
      inside: {
        ...{ members: given.members ?? [aMember(1), aMember(2), aMember(3)], removedMembers: [] },
        ...{
          leases: [],
          leaseCount: given.leaseCount ?? 7,
          isAuthEnabled: given.isAuthEnabled ?? false,
          users: [],
          roles: [],
          alarms: [],
        },
        ...{ clusterVersion: '3.4.0', storageVersion: given.storageVersion ?? null, buckets: [] },
      },
    },
  };
}

const aForm = (overrides: Partial<RestoreForm> = {}): RestoreForm => ({
  file: '/b/etcd.db',
  members: [1, 2, 3].map((number) => ({ name: `m${number}`, peerURLs: [`https://10.0.0.${number}:2380`] })),
  ...{ token: 'etcd-restored-2026-11-30-k3x9', dataDir: '/var/lib/etcd', bumpRevision: null, skipsHashCheck: false },
  ...{ toolVersion: '3.5.30', layout: 'systemd' },
  ...overrides,
});

const onOneHost = [1, 2, 3].map((number) => ({ name: `m${number}`, peerURLs: [`https://10.0.0.9:238${number}`] }));

const faultsOf = (overrides: Partial<RestoreForm>, given?: Given) =>
  restorePlan(aForm(overrides), factsOf(given)).faults.map(({ field, member, severity }) => [field, member, severity]);

const cluster = 'm1=https://10.0.0.1:2380,m2=https://10.0.0.2:2380,m3=https://10.0.0.3:2380';

it('has one command for each member, which differ in name and URLs', () => {
  const { faults, commands } = restorePlan(aForm(), factsOf());
  expect(faults).toEqual([]);
  const flags = (number: number) =>
    `--initial-advertise-peer-urls https://10.0.0.${number}:2380 --initial-cluster-token etcd-restored-2026-11-30-k3x9 --data-dir /var/lib/etcd`;
  expect(commands.map(({ bash }) => bash)).toEqual(
    [1, 2, 3].map(
      (number) => `etcdutl snapshot restore /b/etcd.db --name m${number} --initial-cluster ${cluster} ${flags(number)}`,
    ),
  );
});

it('quotes for bash and for PowerShell', () => {
  const form = aForm({ file: "/b/it's.db", dataDir: 'C:\\etcd data\\', members: aForm().members.slice(0, 1) });
  const [command] = restorePlan(form, factsOf()).commands;
  expect(command?.bash).toBe(
    "etcdutl snapshot restore '/b/it'\\''s.db' --name m1 --initial-cluster m1=https://10.0.0.1:2380 --initial-advertise-peer-urls https://10.0.0.1:2380 --initial-cluster-token etcd-restored-2026-11-30-k3x9 --data-dir 'C:\\etcd data'",
  );
  expect(command?.powershell).toBe(
    "etcdutl snapshot restore '/b/it''s.db' --name m1 --initial-cluster m1=https://10.0.0.1:2380 --initial-advertise-peer-urls https://10.0.0.1:2380 --initial-cluster-token etcd-restored-2026-11-30-k3x9 --data-dir 'C:\\etcd data'",
  );
});

it.each([
  ['3.4', 'etcdctl'],
  ['3.4.27', 'etcdctl'],
  ['3.5', 'etcdutl'],
  ['3.6.14', 'etcdutl'],
  ['3.10', 'etcdutl'],
])('has the tool of %s, with what it is asked for', (toolVersion, program) => {
  const { commands } = restorePlan(aForm({ toolVersion, bumpRevision: 1_000_000_000 }), factsOf());
  expect(commands[0]?.bash).toMatch(new RegExp(`^${program} .* --bump-revision 1000000000 --mark-compacted$`));
});

it.each<[string, Partial<RestoreForm>, readonly unknown[][], Given?]>([
  ['no member', { members: [] }, [['members', null, 'error']]],
  ['an even number', { members: aForm().members.slice(0, 2) }, [['members', null, 'warning']]],
  [
    'a name twice',
    { members: [...aForm().members.slice(0, 2), { name: 'm1', peerURLs: ['https://10.0.0.9:2380'] }] },
    [['members', 2, 'error']],
  ],
  ['no name', { members: [{ name: '', peerURLs: ['https://10.0.0.9:2380'] }] }, [['members', 0, 'error']]],
  [
    'a name with a comma',
    { members: [{ name: 'a,b', peerURLs: ['https://10.0.0.9:2380'] }] },
    [['members', 0, 'error']],
  ],
  ['no URL', { members: [{ name: 'a', peerURLs: [] }] }, [['members', 0, 'error']]],
  ['a URL with a path', { members: [{ name: 'a', peerURLs: ['https://10.0.0.9:2380/x'] }] }, [['members', 0, 'error']]],
  ['a URL without a port', { members: [{ name: 'a', peerURLs: ['https://10.0.0.9'] }] }, [['members', 0, 'error']]],
  [
    'a URL twice',
    { members: [{ name: 'a', peerURLs: ['https://10.0.0.9:2380', 'https://10.0.0.9:2380'] }] },
    [['members', 0, 'error']],
  ],
  [
    'the URL of another member',
    { members: aForm().members.map((one) => ({ ...one, peerURLs: ['https://10.0.0.1:2380'] })) },
    [
      ['members', 1, 'error'],
      ['members', 2, 'error'],
    ],
  ],
  ['nothing in one member on its own host', { members: [{ name: 'a', peerURLs: ['http://127.0.0.1:2380'] }] }, []],
  ['a token of two words', { token: 'a b' }, [['token', null, 'error']]],
  ['the usual token', { token: 'etcd-cluster' }, [['token', null, 'warning']]],
  ['a relative data-dir', { dataDir: 'etcd' }, [['dataDir', null, 'error']]],
  ['the root as data-dir', { dataDir: '/' }, [['dataDir', null, 'error']]],
  ['the snapshot in the data-dir', { file: '/var/lib/etcd/etcd.db' }, [['dataDir', null, 'warning']]],
  ['no version', { toolVersion: 'v3' }, [['toolVersion', null, 'error']]],
  ['an old version', { toolVersion: '3.3.9' }, [['toolVersion', null, 'error']]],
  ['a version older than the file', {}, [['toolVersion', null, 'warning']], { storageVersion: '3.6.0' }],
  ['a raise before 3.4.27', { toolVersion: '3.4.23', bumpRevision: 5 }, [['bumpRevision', null, 'error']]],
  ['a raise before 3.5.10', { toolVersion: '3.5.9', bumpRevision: 5 }, [['bumpRevision', null, 'error']]],
  ['a raise by some 3.4', { toolVersion: '3.4', bumpRevision: 5 }, [['bumpRevision', null, 'warning']]],
  ['a raise by some 3.5', { toolVersion: '3.5', bumpRevision: 5 }, [['bumpRevision', null, 'warning']]],
  ['nothing in a raise by some 3.6', { toolVersion: '3.6', bumpRevision: 5 }, []],
  ['members on one host', { members: onOneHost }, [['dataDir', null, 'warning']]],
  ['a raise by nothing', { bumpRevision: 0 }, [['bumpRevision', null, 'error']]],
  ['a raise too far', { bumpRevision: Number.MAX_SAFE_INTEGER }, [['bumpRevision', null, 'error']]],
  ['Kubernetes without a raise', {}, [['bumpRevision', null, 'warning']], { isKubernetes: true }],
  ['k3s', {}, [['file', null, 'warning']], { isK3s: true }],
  ['a damaged file', {}, [['file', null, 'error']], { verdict: 'damaged', findings: [mismatch] }],
  [
    'a file without a hash',
    {},
    [['skipsHashCheck', null, 'error']],
    { verdict: 'unverifiable', findings: [noTrailer] },
  ],
  ['a check left out for nothing', { skipsHashCheck: true }, [['skipsHashCheck', null, 'warning']]],
  ['a relative file', { file: 'etcd.db' }, [['file', null, 'error']]],
  ['a double quote', { file: '/b/a"b.db' }, [['file', null, 'warning']]],
])('finds %s', (_, overrides, faults, given) => {
  expect(faultsOf(overrides, given)).toEqual(faults);
});

it('has commands exactly where there is no error', () => {
  expect(restorePlan(aForm({ token: '' }), factsOf())).toMatchObject({ commands: [], runbook: [] });
  expect(restorePlan(aForm({ token: 'etcd-cluster' }), factsOf()).commands).toHaveLength(3);
  const copy = factsOf({ verdict: 'unverifiable', findings: [noTrailer] });
  const { faults, commands } = restorePlan(aForm({ skipsHashCheck: true }), copy);
  expect(faults).toEqual([]);
  expect(commands[0]?.bash).toContain(' --skip-hash-check');
});

it('says which learners are left out, and which come back with a vote', () => {
  const members = [aMember(1), aMember(2, { isLearner: true }), aMember(4, { isLearner: true })];
  const { faults } = restorePlan(aForm(), factsOf({ members }));
  expect(faults.map(({ member, message }) => [member, message])).toEqual([
    [null, 'learners are not restored, here m4: add them again afterwards'],
    [1, 'm2 was a learner, and comes back as a voting member'],
  ]);
});

it('shows what others wrote in one printable line', () => {
  const members = [{ name: `a\u202e${'b'.repeat(200)}`, peerURLs: [`https://\u001b[2J${'x'.repeat(500)}:2380`] }];
  for (const { message } of restorePlan(aForm({ members }), factsOf()).faults) {
    expect(message).not.toMatch(/[\p{Cc}\p{Cf}]/u);
    expect(message.length).toBeLessThan(300);
  }
});

const runbookOf = (overrides: Partial<RestoreForm>, given?: Given) =>
  restorePlan(aForm(overrides), factsOf(given)).runbook;
const said = (runbook: ReturnType<typeof runbookOf>) => runbook.flatMap(({ notes }) => notes).join(' ');
const lines = (runbook: ReturnType<typeof runbookOf>, host: string) =>
  runbook.filter((step) => step.host === host).flatMap(({ commands }) => commands);

it('restores on every host before any is started, and checks at the end', () => {
  const runbook = runbookOf({});
  expect(runbook.map(({ host }) => host)).toEqual(['here', 'here', 'm1', 'm2', 'm3', 'm1', 'm2', 'm3', 'here']);
  const stamp = 'etcd-restored-2026-11-30-k3x9';
  expect(lines(runbook, 'm2').map((line) => line.replace(/\{ printf .*\}$/, '{…}'))).toEqual([
    '( set -e',
    `sha256sum -c /var/tmp/etcd-${stamp}.db.sha256`,
    `etcdutl snapshot status /var/tmp/etcd-${stamp}.db -w table`,
    `[ ! -e /var/lib/etcd.restored-${stamp} ] || {…}`,
    `[ ! -e /var/lib/etcd.restoring-${stamp} ] || {…}`,
    `etcdutl snapshot restore /var/tmp/etcd-${stamp}.db --name m2 --initial-cluster ${cluster} --initial-advertise-peer-urls https://10.0.0.2:2380 --initial-cluster-token ${stamp} --data-dir /var/lib/etcd.restoring-${stamp}`,
    `[ ! -e /var/lib/etcd ] || chown -R --reference=/var/lib/etcd /var/lib/etcd.restoring-${stamp}`,
    'systemctl stop etcd',
    `[ ! -e /var/lib/etcd ] || [ ! -e /var/lib/etcd.before-recovery-${stamp} ] || {…}`,
    `[ ! -e /var/lib/etcd ] || mv /var/lib/etcd /var/lib/etcd.before-recovery-${stamp}`,
    `mv /var/lib/etcd.restoring-${stamp} /var/lib/etcd`,
    `touch /var/lib/etcd.restored-${stamp}`,
    ')',
    '( set -e',
    `[ -e /var/lib/etcd.restored-${stamp} ] || {…}`,
    '[ -f /var/lib/etcd/member/snap/db ] || {…}',
    'systemctl daemon-reload',
    'systemctl start --no-block etcd',
    ')',
  ]);
  const checks = runbook.at(-1)?.commands.join('\n') ?? '';
  expect(checks).toContain('endpoint hashkv --rev 900');
  expect(checks).toContain('--endpoints=https://10.0.0.1:2379,https://10.0.0.2:2379,https://10.0.0.3:2379');
  expect(said(runbook)).toContain('The hash is 4242,');
  expect(said(runbook).split('the contents of volumes are not in it')).toHaveLength(2);
});

it('removes nothing, in no layout', () => {
  for (const layout of ['kubeadm', 'systemd', 'plain'] as const) {
    const all = runbookOf({ layout, bumpRevision: 1_000_000_000 }).flatMap(({ commands }) => commands);
    // kubeadm's manifest is a copy by then.
    expect(all.filter((line) => /\brm\b/.test(line) && !line.endsWith('manifests/etcd.yaml'))).toEqual([]);
    expect(all.join('\n')).toContain('--bump-revision 1000000000 --mark-compacted');
  }
});

it('moves the manifests of kubeadm aside, and takes its certificates', () => {
  const runbook = runbookOf({ layout: 'kubeadm' }, { isKubernetes: true });
  expect(lines(runbook, 'm1').join('\n')).toContain('mv /etc/kubernetes/manifests/kube-apiserver.yaml');
  expect(runbook.at(-1)?.commands.join('\n')).toContain('--cacert=/etc/kubernetes/pki/etcd/ca.crt');
});

it('stops a member only by its own data-dir, wherever its program is', () => {
  const stop = lines(runbookOf({ layout: 'plain' }), 'm1').find((line) => line.includes('xargs'));
  expect(stop).toBe("pgrep -f '^([^ ]*/)?etcd .*--data-dir[= ]/var/lib/etcd/?( |$)' | xargs -r kill");
});

it('gives members on one host a data-dir each', () => {
  const { faults, commands, runbook } = restorePlan(aForm({ members: onOneHost }), factsOf());
  expect(faults.map(({ message }) => message)).toEqual([
    'm1, m2, m3 are on one host, where each gets a data-dir of its own: /var/lib/etcd-m1, /var/lib/etcd-m2, /var/lib/etcd-m3',
  ]);
  expect(commands.map(({ bash }) => / --data-dir (\S+)$/.exec(bash)?.[1])).toEqual([
    '/var/lib/etcd-m1',
    '/var/lib/etcd-m2',
    '/var/lib/etcd-m3',
  ]);
  expect(lines(runbook, 'm2').join('\n')).not.toMatch(/\/var\/lib\/etcd(?!-m2)/);
  const apart = { name: 'm4', peerURLs: ['https://10.0.0.4:2380'] };
  const mixed = restorePlan(aForm({ members: [...onOneHost, apart] }), factsOf());
  expect(mixed.commands[3]?.bash).toMatch(/ --data-dir \/var\/lib\/etcd$/);
});

it.each([
  ['a/../..', 'b'],
  ['a', 'A'],
])('numbers the data-dirs of %s and %s, whose names make no two folders', (...names) => {
  const members = names.map((name, at) => ({ name, peerURLs: [`http://127.0.0.1:238${at}`] }));
  const { commands } = restorePlan(aForm({ members }), factsOf());
  expect(commands.map(({ bash }) => / --data-dir (\S+)$/.exec(bash)?.[1])).toEqual([
    '/var/lib/etcd-1',
    '/var/lib/etcd-2',
  ]);
});

it('says that users and leases come back', () => {
  const text = said(runbookOf({}, { isAuthEnabled: true }));
  expect(text).toContain('Users, roles and passwords come back');
  expect(text).toContain('7 leases come back with their whole time.');
  expect(said(runbookOf({}, { leaseCount: 1 }))).toContain('1 lease comes back with its whole time.');
});

it('leaves k3s to its own command', () => {
  const { commands, runbook } = restorePlan(aForm(), factsOf({ isK3s: true }));
  expect(commands).toEqual([]);
  expect(runbook.map(({ host }) => host)).toEqual(['m1', 'm2', 'm3', 'm1', 'm2', 'm3']);
  expect(lines(runbook, 'm1')).toContain(
    "k3s server --cluster-reset --cluster-reset-restore-path=/b/etcd.db --token='<token>'",
  );
});

it('says what a restore leaves out of a backup of several files', () => {
  const faults = restorePlan(aForm(), factsOf({ later: { count: 2, until: 950 } })).faults;
  const message = expect.stringMatching(/^2 increments of etcd-backup-restore, up to revision 950, are not restored/);
  expect(faults).toContainEqual({ field: 'file', member: null, severity: 'warning', message });
});
