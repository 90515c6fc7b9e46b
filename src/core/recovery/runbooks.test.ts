import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import type { HostLayout, Runbook } from '../../contract/recovery.ts';
import { toValidProfile } from '../connections/profiles/profile.ts';
import type { Member } from '../etcd/cluster.ts';
import { etcdctlLines } from './etcdctl-lines.ts';
import { forceNewClusterRunbook } from './force-new-cluster-runbook.ts';
import { layouts } from './host-layout.ts';
import { recoveryHosts } from './recovery-hosts.ts';
import { restoreRunbook } from './restore-runbook.ts';
import type { RunbookWorld } from './runbook.ts';

const stamp = 'cdf81819-t7-r900';
const aMember = (number: number, name = `m${number}`): Member => ({
  id: `${number}` as MemberId, // made up
  name,
  peerURLs: [`https://10.0.0.${number}:2380`],
  clientURLs: [`https://10.0.0.${number}:2379`],
  isLearner: false,
});
const members = [aMember(1), aMember(2), aMember(3)];
const args = [
  ...['/usr/bin/etcd', '--name=m1', '--data-dir=/data/m1', '--listen-peer-urls=https://10.0.0.1:2380'],
  ...['--listen-client-urls=https://10.0.0.1:2379', '--advertise-client-urls=https://10.0.0.1:2379'],
];

function aWorld(layout: HostLayout, overrides: Partial<RunbookWorld> = {}, listed = members): RunbookWorld {
  const hosts = recoveryHosts(listed, [{ member: listed[0]?.id ?? ('1' as MemberId), args }]);
  const [best] = hosts;
  if (best === undefined) throw new Error('a list has a member');
  const tls = {
    caFile: '/pki/ca.crt',
    certFile: '/pki/c.crt',
    keyFile: '/pki/c.key',
    serverName: null,
    skipVerify: false,
  };
  const endpoint = 'https://10.0.0.1:2379';
  const profile = toValidProfile({ id: 'c' as never, name: 'c', endpoints: [endpoint], tls, user: null });
  return {
    ...{ stamp, hosts, learners: [], survivor: best, endpoint, version: '3.5.30', lacksRoot: false, canGoAlone: true },
    layout: layouts[layout](stamp),
    etcdctl: etcdctlLines(profile, { isAuthOn: false, certificateName: 'client' }),
    ...overrides,
  };
}

function aloneRunbook(world: RunbookWorld): Runbook {
  const best = world.hosts.find(({ id }) => id === world.survivor.id);
  if (best === undefined) throw new Error('the survivor votes');
  return forceNewClusterRunbook(world, best);
}

const stepsOn = ({ steps }: Runbook, host: string): readonly string[] =>
  steps.flatMap((step) => (step.host === host ? step.commands : []));

const flags = '--cacert=/pki/ca.crt --cert=/pki/c.crt --key=/pki/c.key';
const cluster = 'm1=https://10.0.0.1:2380,m2=https://10.0.0.2:2380,m3=https://10.0.0.3:2380';

it('restores a snapshot on every host, its data moved aside, and starts them when all are restored', () => {
  const runbook = restoreRunbook(aWorld('systemd'));
  expect(runbook.steps.map(({ host }) => host)).toEqual(['here', 'here', 'm1', 'm2', 'm3', 'm1', 'm2', 'm3', 'here']);
  const file = `/var/tmp/etcd-${stamp}.db`;
  expect(runbook.steps[0]?.commands).toEqual([
    '( set -e',
    `etcdctl --endpoints=https://10.0.0.1:2379 ${flags} snapshot save ${file}`,
    `etcdutl snapshot status ${file} -w table`,
    `sha256sum ${file} >${file}.sha256`,
    ')',
  ]);
  expect(runbook.steps[1]?.commands).toEqual([
    '( set -e',
    ...['10.0.0.1', '10.0.0.2', '10.0.0.3'].map((host) => `scp -- ${file} ${file}.sha256 ${host}:/var/tmp/`),
    ')',
  ]);
  const [aside, restoring, restored] = ['before-recovery', 'restoring', 'restored'].map(
    (what) => `/data/m2.${what}-${stamp}`,
  );
  expect(stepsOn(runbook, 'm2').map((line) => line.replace(/\{ printf .*\}$/, '{…}'))).toEqual([
    '( set -e',
    `sha256sum -c ${file}.sha256`,
    `etcdutl snapshot status ${file} -w table`,
    `[ ! -e ${restored} ] || {…}`,
    `[ ! -e ${restoring} ] || {…}`,
    `etcdutl snapshot restore ${file} --name m2 --initial-cluster ${cluster} --initial-advertise-peer-urls https://10.0.0.2:2380 --initial-cluster-token recovered-${stamp} --data-dir ${restoring}`,
    `[ ! -e /data/m2 ] || chown -R --reference=/data/m2 ${restoring}`,
    'systemctl stop etcd',
    `[ ! -e /data/m2 ] || [ ! -e ${aside} ] || {…}`,
    `[ ! -e /data/m2 ] || mv /data/m2 ${aside}`,
    `mv ${restoring} /data/m2`,
    `touch ${restored}`,
    ')',
    '( set -e',
    `[ -e ${restored} ] || {…}`,
    '[ -f /data/m2/member/snap/db ] || {…}',
    'systemctl daemon-reload',
    'systemctl start --no-block etcd',
    ')',
  ]);
});

it('keeps a write-ahead log where it was, within the data-dir or apart', () => {
  const moves = (walDir: string) => {
    const known = [{ member: '1' as MemberId, args: ['etcd', '--data-dir=/data/m1/', `--wal-dir=${walDir}`] }];
    const lines = stepsOn(restoreRunbook(aWorld('plain', { hosts: recoveryHosts(members, known) })), 'm1');
    const restore = lines.find((line) => line.includes('snapshot restore')) ?? '';
    return [/ --data-dir .*/.exec(restore)?.[0], ...lines.filter((line) => line.startsWith('mv '))];
  };
  const restoring = `/data/m1.restoring-${stamp}`;
  expect(moves('/data/m1/wal')).toEqual([
    ` --data-dir ${restoring} --wal-dir ${restoring}/wal`,
    `mv ${restoring} /data/m1`,
  ]);
  expect(moves('/wal/m1')).toEqual([
    ` --data-dir ${restoring} --wal-dir /wal/m1.restoring-${stamp}`,
    `mv /wal/m1.restoring-${stamp} /wal/m1`,
    `mv ${restoring} /data/m1`,
  ]);
});

it('copies to no host without an address that others can reach, and says so', () => {
  const listed = members.map((member) => ({ ...member, peerURLs: ['http://127.0.0.1:2380'] }));
  const hosts = recoveryHosts(listed, []);
  const { steps } = restoreRunbook(aWorld('plain', { hosts }));
  expect(steps.flatMap(({ commands }) => commands).filter((line) => line.startsWith('scp '))).toEqual([]);
  expect(steps[0]?.notes.join(' ')).toContain('The peer URLs of m1, m2, m3 name this machine, or no host.');
});

it('runs nothing after a failure: no move without a restore, no lone start without a copy', () => {
  const said = (lines: readonly string[], folder: string) => {
    const script = lines.join('\n').replaceAll('/data/', `${folder}/`);
    return spawnSync('sh', ['-c', `systemctl() { echo "systemctl $*"; }\n${script}`], { encoding: 'utf8' });
  };
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-chained-'));
  try {
    mkdirSync(join(folder, 'm1/member/snap'), { recursive: true });
    writeFileSync(join(folder, 'm1/member/snap/db'), 'old');
    const world = aWorld('systemd');
    const [, , restore] = restoreRunbook(world).steps;
    const start = restoreRunbook(world).steps.filter(({ host }) => host === 'm1')[1];
    const alone = aloneRunbook(world).steps.filter(({ host }) => host === 'm1')[1];
    for (const step of [restore, start, alone]) {
      const { status, stdout } = said(step?.commands ?? [], folder);
      expect(status).not.toBe(0);
      expect(stdout).not.toContain('systemctl');
    }
    expect(readdirSync(folder)).toEqual(['m1']);
    const [copy] = aloneRunbook(world).steps;
    expect(said(copy?.commands ?? [], folder)).toMatchObject({ status: 0 });
    const aside = `m1.before-recovery-${stamp}`;
    expect(readdirSync(folder).sort()).toEqual(['m1', aside]);
    // Once more: the copy is not copied over.
    const again = said(copy?.commands ?? [], folder);
    expect([again.status, again.stderr]).toEqual([1, `${folder}/${aside} is there already: the copy was made\n`]);
    const leave = aloneRunbook(world).steps.find(({ host }) => host === 'm2');
    const join2 = aloneRunbook(world).steps.filter(({ host }) => host === 'm2')[1];
    mkdirSync(join(folder, 'm2/member'), { recursive: true });
    expect(said(join2?.commands ?? [], folder)).toMatchObject({ status: 1, stdout: '' });
    expect(said(leave?.commands ?? [], folder).status).toBe(0);
    expect(readdirSync(folder).sort()).toEqual(['m1', aside, `m2.before-recovery-${stamp}`]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

it('uses etcdctl for what etcdutl does from 3.5 on', () => {
  const commands = stepsOn(restoreRunbook(aWorld('plain', { version: '3.4.23' })), 'm1');
  expect(commands).toContainEqual(expect.stringMatching(/^etcdctl snapshot status /));
  expect(commands).toContainEqual(expect.stringMatching(/^etcdctl snapshot restore /));
});

it.each([
  ['3.4.23', false],
  ['3.4.27', true],
  ['3.5.9', false],
  ['3.5.10', true],
  ['3.7.1', true],
  [null, true],
])('raises the revision for Kubernetes where %s can', (version, isRaised) => {
  const commands = stepsOn(restoreRunbook(aWorld('kubeadm', { version })), 'm1').join('\n');
  expect(commands.includes(' --bump-revision 1000000000 --mark-compacted')).toBe(isRaised);
});

it('never removes data, and has the best copied before it starts alone', () => {
  for (const layout of ['kubeadm', 'systemd', 'plain'] as const) {
    const world = aWorld(layout);
    for (const runbook of [restoreRunbook(world), aloneRunbook(world)]) {
      const commands = runbook.steps.flatMap((step) => step.commands);
      expect(
        commands.filter((line) => /\brm\b/.test(line) && !/rm -f \/(run|etc\/kubernetes\/manifests)\//.test(line)),
      ).toEqual([]);
    }
    const own = stepsOn(aloneRunbook(world), 'm1').join('\n');
    const copied = own.indexOf(`cp -a /data/m1 /data/m1.before-recovery-${stamp}.part`);
    expect(copied).toBeGreaterThan(-1);
    const alone = { kubeadm: '--force-new-cluster', systemd: 'ETCD_FORCE_NEW_CLUSTER', plain: '--force-new-cluster' };
    expect(own.indexOf(alone[layout])).toBeGreaterThan(copied);
    // For one start only.
    expect(own.split(alone[layout])).toHaveLength(2);
  }
});

it('adds the others as learners, one after the other', () => {
  const runbook = aloneRunbook(aWorld('plain'));
  const join = runbook.steps
    .slice(6)
    .map(({ host, commands }) => [host, commands.filter((line) => line !== ')').at(-1)] as const);
  expect(join.map(([host]) => host)).toEqual(['here', 'm2', 'here', 'here', 'm3', 'here', 'here']);
  expect(join[0]?.[1]).toContain('member add --learner --peer-urls=https://10.0.0.2:2380 -- m2; do');
  expect(join[1]?.[1]).toContain(
    '--initial-cluster=m1=https://10.0.0.1:2380,m2=https://10.0.0.2:2380 --initial-cluster-state=existing',
  );
  expect(join[4]?.[1]).toContain(`--initial-cluster=${cluster} --initial-cluster-state=existing`);
});

it('says where a data-dir comes from, and what cannot be known', () => {
  const notes = (world: RunbookWorld) =>
    restoreRunbook(world)
      .steps.slice(2, 4)
      .map((step) => step.notes.join(' '));
  expect(notes(aWorld('plain'))).toEqual([
    expect.stringContaining('Its data-dir, /data/m1, is what it was started with.'),
    expect.stringContaining("Its data-dir, /data/m2, is taken after m1's"),
  ]);
  const hosts = recoveryHosts(members, [{ member: '1' as MemberId, args: ['etcd'] }]);
  expect(notes(aWorld('plain', { hosts }))[0]).toContain('Its data-dir is not known: /var/lib/etcd is the usual one.');
});

it('starts a member with a file of settings alone by that file', () => {
  const known = [{ member: '1' as MemberId, args: ['etcd', '--config-file=/etc/etcd.yaml'] }];
  const hosts = recoveryHosts(members, known);
  const best = hosts[0];
  if (best === undefined) throw new Error('it is listed');
  for (const layout of ['systemd', 'plain'] as const) {
    const own = stepsOn(aloneRunbook(aWorld(layout, { hosts, survivor: best })), 'm1').join('\n');
    expect(own).toContain(`printf '\\nforce-new-cluster: true\\n' >>/etc/etcd.yaml`);
    expect(own).toContain(`cp -p /etc/etcd.yaml.before-recovery-${stamp} /etc/etcd.yaml`);
    expect(own).not.toContain('--force-new-cluster');
  }
});

it("edits kubeadm's manifest for the lone start and for joining", () => {
  const runbook = aloneRunbook(aWorld('kubeadm'));
  const manifest =
    'spec:\n  containers:\n  - command:\n    - etcd\n    - --initial-cluster=m2=https://old:2380\n    - --name=m2\n';
  const edited = (host: string, what: string): string => {
    const line = stepsOn(runbook, host).find((command) => command.includes(what)) ?? '';
    const sed = line.replace(/ \/etc\/kubernetes\/recovery-\S+ >\S+$/, '');
    return execFileSync('sh', ['-c', sed], { input: manifest, encoding: 'utf8' });
  };
  expect(edited('m1', 'force-new-cluster')).toBe(manifest.replace('- etcd\n', '- etcd\n    - "--force-new-cluster"\n'));
  expect(edited('m2', '--initial-cluster-state=existing')).toBe(
    'spec:\n  containers:\n  - command:\n    - etcd\n    - "--initial-cluster=m1=https://10.0.0.1:2380,m2=https://10.0.0.2:2380"\n    - "--initial-cluster-state=existing"\n    - --name=m2\n',
  );
});

it('asks for root by a placeholder where the certificate is not its', () => {
  const tls = {
    caFile: '/pki/ca.crt',
    certFile: '/pki/c.crt',
    keyFile: '/pki/c.key',
    serverName: null,
    skipVerify: false,
  };
  const profile = toValidProfile({
    id: 'c' as never,
    name: 'c',
    endpoints: ['https://10.0.0.1:2379'],
    tls,
    user: 'root',
  });
  const access = { isAuthOn: true, certificateName: 'client' };
  const world = aWorld('plain', { etcdctl: etcdctlLines(profile, access), lacksRoot: true });
  const [save] = restoreRunbook(world).steps;
  expect(save?.commands[1]).toContain(`--cert='<root.crt>' --key='<root.key>' snapshot save`);
  expect(save?.notes.join(' ')).toContain('this needs a client certificate with the common name root.');
  expect(save?.notes.join(' ')).not.toContain('asks for the password');
  expect(save?.notes).toContain('Without one, use force-new-cluster.');
  const [only] = restoreRunbook({ ...world, canGoAlone: false }).steps;
  expect(only?.notes.join(' ')).not.toContain('force-new-cluster');
  expect(only?.notes.join(' ')).toContain('restore its member/snap/db with --skip-hash-check');
  expect(stepsOn(aloneRunbook(world), 'here')[1]).toContain('--user=root endpoint health');
});

it('names members that are called alike, oddly or as this machine apart', () => {
  const listed = [aMember(1, 'default'), aMember(2, 'default'), aMember(3, 'x,evil=http://h:1'), aMember(4, 'here')];
  const runbook = aloneRunbook(aWorld('plain', {}, listed));
  expect([...new Set(runbook.steps.map(({ host }) => host))]).toEqual([
    ...['default', 'member-2', 'member-3', 'member-4', 'here'],
  ]);
  const joining = stepsOn(runbook, 'member-4').at(-2) ?? '';
  expect(joining).toContain('--name=member-4 ');
  expect(joining).toContain(
    `--initial-cluster=${['default', 'member-2', 'member-3', 'member-4'].map((name, at) => `${name}=https://10.0.0.${at + 1}:2380`).join(',')} `,
  );
  // Each was started without a name, which is `default`.
  const said = (member: string) => ({ member: member as MemberId, args: ['etcd', '--data-dir=/data'] });
  const unnamed = recoveryHosts(listed.slice(0, 3), [said('1'), said('2')]);
  expect(unnamed.map((host) => [host.name, host.args.filter((arg) => arg.startsWith('--name='))])).toEqual([
    ['default', []],
    ['member-2', ['--name=member-2']],
    ['member-3', ['--name=member-3']],
  ]);
});

it('takes peer URLs that no member can read from the command line', () => {
  const listed = [{ ...aMember(1), peerURLs: ['x,evil=http://h:1'] }, aMember(2)];
  const said = [...args, '--initial-advertise-peer-urls=https://10.0.0.1:2380'];
  const hosts = recoveryHosts(listed, [{ member: '1' as MemberId, args: said }]);
  const world = aWorld('plain', { hosts }, listed);
  const lines = [...stepsOn(restoreRunbook(world), 'm1'), ...stepsOn(restoreRunbook(world), 'm2')].join('\n');
  expect(lines).toContain('m1=https://10.0.0.1:2380,m2=https://10.0.0.2:2380');
  expect(lines).toContain('--listen-peer-urls=https://10.0.0.2:2380');
  expect(lines).not.toContain('evil');
  expect(hosts.map(({ isOddlyListed }) => isOddlyListed)).toEqual([true, false]);
});

it('makes peer URLs of what is known, where neither the member list nor its command line has them', () => {
  const odd = { ...aMember(1), peerURLs: ['x'] };
  const hostsOf = (listed: readonly Member[], initialCluster: readonly string[]) =>
    recoveryHosts(listed, [{ member: '1' as MemberId, args: [...args, ...initialCluster] }]);
  const said = hostsOf([odd, aMember(2)], ['--initial-cluster=m1=https://10.0.0.9:2380,m2=https://10.0.0.2:2380']);
  expect(said[0]).toMatchObject({
    ...{ peerURLs: ['https://10.0.0.9:2380'], isOddlyListed: true, arePeerURLsGuessed: false },
  });
  const guessed = hostsOf([odd, aMember(2)], []);
  expect(guessed[0]).toMatchObject({ peerURLs: ['https://10.0.0.1:2380'], arePeerURLsGuessed: true });
  const [restore] = restoreRunbook(aWorld('plain', { hosts: guessed })).steps.slice(2);
  expect(restore?.notes).toContainEqual(
    expect.stringMatching(
      /^The member list has no peer URL of m1 that can be read: https:\/\/10\.0\.0\.1:2380 is a guess/,
    ),
  );
  // etcdutl refuses it, and so nothing is restored with it.
  const nowhere = hostsOf([{ ...odd, clientURLs: [] }, aMember(2)], []);
  expect(nowhere[0]?.peerURLs).toEqual(['https://<host of 1>:2380']);
});

it('has every note on one line, so that a comment of it in a shell ends there', () => {
  const evil = '/data/m1\n$(touch /tmp/etcdeck-evil)';
  const hosts = recoveryHosts(members, [{ member: '1' as MemberId, args: ['etcd', `--data-dir=${evil}`] }]);
  const world = aWorld('plain', { hosts });
  const all = [restoreRunbook(world), aloneRunbook(world)].flatMap(({ steps }) => steps.flatMap(({ notes }) => notes));
  expect(all.filter((note) => note.includes('etcdeck-evil')).length).toBeGreaterThan(0);
  expect(all.filter((note) => note.includes('\n'))).toEqual([]);
});

it('quotes what members say of themselves: nothing of it is run', () => {
  const evil = "m2'; touch /tmp/etcdeck-evil; echo '\u001b[2J\n$(id) `id` | & \\";
  const listed: readonly Member[] = [
    aMember(1),
    { ...aMember(2, evil), peerURLs: [`https://10.0.0.2:2380;id`], clientURLs: ['https://-oProxyCommand=x:2379'] },
    { ...aMember(3, evil), peerURLs: ['https://-oProxyCommand=x:2380'] },
  ];
  const said = [...args, `--data-dir=/data/${evil}`, `--log-outputs=${evil}`];
  const hosts = recoveryHosts(listed, [{ member: '1' as MemberId, args: said }]);
  for (const layout of ['kubeadm', 'systemd', 'plain'] as const) {
    const world = aWorld(layout, { hosts }, [...listed]);
    for (const { steps } of [restoreRunbook(world), aloneRunbook(world)]) {
      const lines = steps.flatMap(({ commands }) => commands);
      // biome-ignore lint/suspicious/noControlCharactersInRegex: what must not be there
      expect(lines.filter((line) => /[\u0000-\u001f\u007f-\u009f]/.test(line))).toEqual([]);
      // Every line is whole: read, and not run.
      expect(execFileSync('bash', ['-n'], { input: lines.join('\n'), encoding: 'utf8' })).toBe('');
      expect(lines.filter((line) => line.startsWith('scp '))).not.toContainEqual(
        expect.stringMatching(/proxycommand/i),
      );
    }
  }
  const restored = stepsOn(restoreRunbook(aWorld('plain', { hosts }, [...listed])), 'm1').join('\n');
  const [, word] = / --data-dir (\S.*)\n/.exec(restored) ?? [];
  expect(execFileSync('bash', ['-c', `printf %s ${word}`], { encoding: 'utf8' })).toBe(
    `/data/${evil}.restoring-${stamp}`,
  );
});
