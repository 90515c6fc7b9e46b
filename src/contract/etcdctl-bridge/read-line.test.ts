import { describe, expect, it } from 'vitest';
import type { EtcdctlProfile } from '../etcdctl-line.ts';
import { differences } from './named-cluster.ts';
import { longestLine, readEtcdctlLine, withoutSecrets } from './read-line.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = (name: string) => ({ kind: 'key', key: bytes(name) });
const commandOf = (line: string) => {
  const read = readEtcdctlLine(line);
  expect(read?.problems, line).toEqual([]);
  return read?.command;
};
/** What is not understood, as `place text: reason`. */
const problemsOf = (line: string): readonly string[] => {
  const read = readEtcdctlLine(line);
  expect(read?.command, line).toBeNull();
  return (read?.problems ?? []).map(({ at, text, reason }) => `${at} ${text}: ${reason}`);
};

it.each([
  ['etcdctl get /a', { kind: 'get', keys: key('/a'), revision: null }],
  ['etcdctl get --prefix /a --rev=7 -w json', { kind: 'get', keys: { kind: 'prefix', key: bytes('/a') }, revision: 7 }],
  ['etcdctl get "" --from-key', { kind: 'get', keys: { kind: 'prefix', key: bytes('') }, revision: null }],
  ['etcdctl get a c', { kind: 'get', keys: { kind: 'range', key: bytes('a'), end: bytes('c') }, revision: null }],
  ['etcdctl get -- -v', { kind: 'get', keys: key('-v'), revision: null }],
  [`etcdctl put /a 'it'\\''s'`, { kind: 'put', key: bytes('/a'), value: bytes("it's"), lease: null }],
  [
    'etcdctl put /a v --lease 1234abcd',
    { kind: 'put', key: bytes('/a'), value: bytes('v'), lease: '000000001234abcd' },
  ],
  ['etcdctl put /a v --ignore-lease', { kind: 'put', key: bytes('/a'), value: bytes('v'), lease: 'keep' }],
  [`etcdctl put $'\\xff\\n' ''`, { kind: 'put', key: Uint8Array.of(255, 10), value: bytes(''), lease: null }],
  ['etcdctl del --prefix=true /a/', { kind: 'del', keys: { kind: 'prefix', key: bytes('/a/') } }],
  ['etcdctl del --prefix=false /a/', { kind: 'del', keys: key('/a/') }],
  ['etcdctl watch /a --rev 0 --prev-kv', { kind: 'watch', keys: key('/a'), revision: null, previous: true }],
  ['etcdctl compaction 12 --physical', { kind: 'compaction', revision: 12, isPhysical: true }],
  ['etcdctl move-leader 0x00C0FFEE', { kind: 'move-leader', member: 'c0ffee' }],
  [
    'etcdctl member add m4 --learner --peer-urls=https://a:2380,https://b:2380',
    { kind: 'member add', name: 'm4', peerURLs: ['https://a:2380', 'https://b:2380'], isLearner: true },
  ],
  ['etcdutl --write-out=table snapshot status /b/x.db', { kind: 'snapshot status', file: '/b/x.db' }],
  ['etcdctl lease timetolive 32698 --keys', { kind: 'lease timetolive', lease: '0000000000032698' }],
  [
    'etcdctl role grant-permission app readwrite /a /b',
    {
      ...{ kind: 'role grant-permission', role: 'app', permission: 'readwrite' },
      keys: { kind: 'range', key: bytes('/a'), end: bytes('/b') },
    },
  ],
])('reads %s', (line, command) => {
  expect(commandOf(line)).toEqual(command);
});

it.each([
  'ETCDCTL_API=3 etcdctl get /a',
  'sudo ETCDCTL_API=3 /usr/local/bin/etcdctl get /a',
  'sudo -u etcd -E env ETCDCTL_API=3 etcdctl get /a',
  '$ etcdctl \\\n  --command-timeout=60s \\\r\n  get /a  # the first',
  'kubectl -n kube-system exec -it etcd-0 -c etcd -- env ETCDCTL_API=3 etcdctl get /a',
  'docker exec -e ETCDCTL_API=3 -u 0 --tty etcd1 etcdctl get /a',
  'docker exec -it etcd1 etcdctl -dexample.org get /a',
  `"etcdctl" 'get' "/a"`,
  'export ETCDCTL_API=3\nexport ETCDCTL_USER=root ETCDCTL_CACERT=/ca.crt\netcdctl get /a\n\n',
  'export ETCDCTL_API=3; etcdctl get /a',
  'export ETCDCTL_API=3 && etcdctl get /a',
])('reads the line in %s', (line) => {
  expect(commandOf(line)).toEqual({ kind: 'get', keys: key('/a'), revision: null });
});

it.each([
  ['etcdctl ', ['9 : It names no command.']],
  ['etcdctl lease', ['14 : It names no command of lease.']],
  ['etcdctl ls /', ['9 ls: No command of this name is known.']],
  ['etcdctl lease steal 1', ['15 steal: lease has no such command.']],
  ['etcdctl --prefix get /a', ['9 --prefix: No flag that stands before a command has this name.']],
  ['etcdctl get /a --prefixx=1', ['16 --prefixx: get has no such flag.']],
  ['etcdctl get /a --min-mod-rev=3', ['16 --min-mod-rev: It has no counterpart here for get.']],
  ['etcdctl get', ['12 : An argument of get is missing.']],
  ['etcdctl get a b c', ['17 c: This argument is one too many.']],
  ['etcdctl get --prefix a b', ['24 b: Beside --prefix and --from-key there is one key only.']],
  ['etcdctl get $KEY', ['13 $KEY: A shell would put something in its place, which is not known here.']],
  ['etcdctl get "a`id`"', ['15 `id`: A shell would put something in its place, which is not known here.']],
  ['etcdctl get /a*', ['15 *: A shell might put names of files in its place. Quote it if it is meant as it stands.']],
  ['etcdctl get /a | jq .', ['16 |: Nothing is piped here.']],
  ['etcdctl get /a > x', ['16 >: Nothing is read from or written to a file here.']],
  ["etcdctl txn <<'END'\nget a\nEND", ['13 <<: Paste all of it in Transactions: the input is read there.']],
  ['etcdctl get /a && rm -r x', ['16 &&: One command at a time.']],
  ['export ETCDCTL_API=3', ['21 : The line names no etcdctl yet.']],
  ['ETCDCTL_API=3; etcdctl get /a', ['30 : The line names no etcdctl yet.']],
  ['etcdctl elect -l /a', [expect.stringMatching(/^9 elect: It has no counterpart here\./)]],
  ['etcdctl get /a\netcdctl get /b', ['15 : A second line begins here: one line at a time.']],
  ["etcdctl get '/a", ['13 /a: A quote is not closed.']],
  ['etcdctl put /a', ['13 /a: The value would be read from the input. It has to stand behind the key.']],
  ['etcdctl watch /a -- echo', ['9 watch: What stands behind -- would be run at each event. Nothing is run here.']],
  ['etcdctl member promote xyz', ['24 xyz: A member’s id is up to 16 hexadecimal digits.']],
  ['etcdctl snapshot status x.db', [expect.stringMatching(/^25 x\.db: The path has to be whole/)]],
  ['etcdctl compaction 99999999999999999999', ['20 99999999999999999999: A revision is a whole number from 1 on.']],
  ['ETCDCTL_API=2 etcdctl get /a', [expect.stringMatching(/^1 ETCDCTL_API=2: It asks for etcd’s API 2/)]],
  ['ETCDCTL_PASSWORD=x', [expect.stringMatching(/names no etcdctl yet/)]],
  ['etcdutl put a b', ['9 put: etcdutl has no such command.']],
  ['etcdctl lock x', [expect.stringMatching(/^9 lock: It has no counterpart here\./)]],
])('names what it does not understand in %s', (line, problems) => {
  expect(problemsOf(line)).toEqual(problems);
});

it.each(['', 'get /a', '/registry/etcdctl', 'pods etcdctl', 'kubectl get pods', 'echo etcdctl get /a', 'etcdctl.md'])(
  'is no line of etcdctl: %j',
  (line) => {
    expect(readEtcdctlLine(line)).toBeNull();
  },
);

describe('secrets', () => {
  const lines = [
    'etcdctl --user root:hunter2 get /a',
    'etcdctl --user=root --password=hunter2 get /a',
    `etcdctl --user=root --password 'hunter2 $x' get /a`,
    'ETCDCTL_USER=root:hunter2 ETCDCTL_PASSWORD="hunter2" etcdctl get /a',
    'export ETCDCTL_USER=root:hunter2 ETCDCTL_PASSWORD=hunter2\netcdctl get /a',
    'etcdctl --auth-jwt-token hunter2 get /a',
    'docker exec -e ETCDCTL_PASSWORD=hunter2 etcd1 etcdctl get /a',
    'etcdctl user add app:hunter2',
    'etcdctl user add app --new-user-password hunter2',
    'etcdctl get /a --passwd hunter2',
    "etcdctl get /a --password 'hunter2",
    'ETCDCTL_PASSWORD=$hunter2 etcdctl get /a',
    'etcdctl user add app:$hunter2',
    "etcdctl user add 'app:hunter2",
    'etcdctl user passwd app hunter2',
    'etcdctl user add app hunter2',
  ];
  it.each(lines)('are not kept of %s', (line) => {
    expect(JSON.stringify(readEtcdctlLine(line))).not.toContain('hunter2');
  });
  it.each(lines.filter((line) => !line.includes('--passwd')))('are not shown of %s', (line) => {
    const shown = withoutSecrets(line);
    expect(shown).not.toContain('hunter2');
    const isOpen = line.split("'").length % 2 === 0;
    if (!isOpen) expect(readEtcdctlLine(shown)?.command?.kind).toBe(readEtcdctlLine(line)?.command?.kind);
  });
});

it('bounds and cleans what it repeats of a line', () => {
  const long = problemsOf(`etcdctl get a b '${'\u202e\n'.repeat(50)}${'x'.repeat(100_000)}'`);
  expect(long).toHaveLength(1);
  expect(long[0]).toMatch(/^17 [^\n\u202e]{61}: /);
  expect(problemsOf(`etcdctl ${'--x '.repeat(1_000)}`).length).toBeLessThanOrEqual(8);
  expect(readEtcdctlLine(`etcdctl put a ${'x'.repeat(longestLine)}`)?.problems).toHaveLength(1);
  expect(readEtcdctlLine('x'.repeat(longestLine + 1))).toBeNull();
});

it('reads any text without failing', () => {
  const parts = [
    'etcdctl ',
    'get ',
    '--prefix',
    "'",
    '"',
    '\\',
    '$',
    '`',
    '\n',
    '-- ',
    '-w',
    '=',
    'é',
    '\ud800',
    '\0',
    '#',
  ];
  let seed = 7;
  for (let round = 0; round < 3_000; round += 1) {
    let line = 'etcdctl ';
    for (let at = 0; at < 12; at += 1) {
      seed = (seed * 1_103_515_245 + 12_345) % 2_147_483_648;
      line += parts[seed % parts.length] ?? '';
    }
    const read = readEtcdctlLine(line);
    for (const { at } of read?.problems ?? []) expect(at).toBeLessThanOrEqual(line.length + 1);
    withoutSecrets(line);
  }
});

describe('the cluster of a line', () => {
  const tls = { caFile: '/p/ca.crt', certFile: null, keyFile: null, serverName: null, skipVerify: false };
  const profile: EtcdctlProfile = {
    ...{ endpoints: ['https://a:2379', 'https://b:2379'], discovery: null, tls, user: 'ops', ssh: null },
  };
  const differing = (line: string): readonly string[] => {
    const read = readEtcdctlLine(line);
    return read === null ? ['no line'] : differences(read.cluster, profile);
  };
  it.each([
    ['etcdctl get a', []],
    ['etcdctl --endpoints=https://B:2379/ --cacert /p/ca.crt --user ops:x get a', []],
    ['ETCDCTL_ENDPOINTS=a:2379,b:2379 etcdctl get a', []],
    ['etcdctl --endpoints https://c:2379 get a', ['This line names other endpoints than this connection.']],
    ['ETCDCTL_ENDPOINTS=https://c:1 etcdctl --endpoints=https://a:2379 get a', []],
    ['etcdctl --discovery-srv x.org get a', ['This line names other endpoints than this connection.']],
    ['etcdctl --cert=/p/c.crt get a', ['This line names other certificates than this connection.']],
    ['etcdctl --user root get a', ['This line names another user than this connection.']],
  ])('is compared: %s', (line, said) => {
    expect(differing(line)).toEqual(said);
  });
});
