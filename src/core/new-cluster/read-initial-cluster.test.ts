import { describe, expect, it } from 'vitest';
import { readInitialCluster } from './read-initial-cluster.ts';

const list = 'm1=https://10.0.0.1:2380,m2=https://10.0.0.2:2380,m3=https://10.0.0.3:2380';
const members = [1, 2, 3].map((at) => ({ name: `m${at}`, peerURLs: [`https://10.0.0.${at}:2380`] }));

describe('a pasted configuration', () => {
  it.each([
    [
      'a configuration file',
      `name: m1\ndata-dir: /d\ninitial-cluster: ${list}\ninitial-cluster-token: shop\ninitial-cluster-state: new\n`,
    ],
    [
      'a unit',
      `[Service]\nEnvironment=ETCD_NAME=m1\nExecStart=/usr/bin/etcd --initial-cluster-token shop \\\n  --initial-cluster ${list} --initial-cluster-state=new\n`,
    ],
    [
      'variables',
      `ETCD_NAME="m1"\nETCD_INITIAL_CLUSTER="${list}"\nETCD_INITIAL_CLUSTER_TOKEN=shop\nETCD_INITIAL_CLUSTER_STATE=new\n`,
    ],
    ['a command', `etcd --name m1 --initial-cluster ${list} --initial-cluster-token=shop --initial-cluster-state new`],
    [
      'a manifest',
      `kind: Pod\nspec:\n  containers:\n  - command: [etcd, --name=m1, '--initial-cluster=${list}', --initial-cluster-state=new, --initial-cluster-token=shop]\n`,
    ],
  ])('as %s says which cluster it would be', (_, text) => {
    const { checks, ...read } = readInitialCluster(text);
    expect(read).toEqual({ members, token: 'shop', state: 'new', name: 'm1', faults: [] });
    expect(checks).toEqual(members.map(({ peerURLs }) => ({ url: peerURLs[0], refusal: null, warnings: [] })));
  });

  const faultsOf = (...lines: readonly string[]): readonly string[] => readInitialCluster(lines.join('\n')).faults;
  const three = `initial-cluster: ${list}`;
  it.each([
    [
      [
        'advertise-client-urls has http://0.0.0.0:2379, which is every address of a host: nobody can dial it from another one',
        'etcd refuses enable-v2 from 3.6 on: nothing takes its place',
      ],
      ['name: m1', three, 'advertise-client-urls: http://0.0.0.0:2379', 'enable-v2: true'],
    ],
    [['its own name, m9, is not in the list'], ['name: m9', three]],
    [['its own name, default, is not in the list'], [three]],
    [
      [
        'it announces https://10.0.0.9:2380, which the list does not have as its URL',
        'the list has https://10.0.0.1:2380 as its URL, which it does not announce',
      ],
      ['name: m1', three, 'initial-advertise-peer-urls: https://10.0.0.9:2380'],
    ],
    [
      ['it has 2 members: an even number, which tolerates no more failures than 1'],
      ['name: a', 'initial-cluster: a=http://h1:2380,b=http://h2:2380'],
    ],
    [
      ['some peer URLs are http and others https: members of one kind cannot reach those of the other'],
      ['name: a', 'initial-cluster: a=http://h1:2380,b=https://h2:2380,c=http://h3:2380'],
    ],
    [
      ['a is listed with 2 URLs of different hosts: to etcd that is one member, not several of the same name'],
      ['name: a', 'initial-cluster: a=http://h1:2380,a=http://h2:2380'],
    ],
    [['a and b have the same URL'], ['name: a', 'initial-cluster: a=http://h:1,b=http://h:1,c=http://g:1']],
    [
      ['initial-cluster-state is join; etcd knows new and existing'],
      ['name: a', 'initial-cluster: a=http://h:1', 'initial-cluster-state: join'],
    ],
    [
      ['the name “ b” is empty or has a space; etcd takes the space for a part of it'],
      ['name: a', 'initial-cluster: a=http://h:1, b=http://g:1,c=http://f:1'],
    ],
    [['the list is empty'], ['name: a', 'initial-cluster: ","']],
    [
      ['initial-cluster has a variable, so that its value is only known on the member’s host'],
      ['name: a', 'initial-cluster: $PEERS'],
    ],
  ])('has the faults %j', (faults, lines) => {
    expect(faultsOf(...lines)).toEqual(faults);
  });

  it('is not blamed for what another file may say', () => {
    const unit = `[Service]\nEnvironmentFile=/etc/etcd.env\nExecStart=/usr/bin/etcd --initial-cluster ${list}\n`;
    expect(readInitialCluster(unit)).toMatchObject({ name: null, faults: [] });
    expect(readInitialCluster(`--initial-cluster ${list}`)).toMatchObject({ name: null, faults: [] });
    const host = `[Service]\nExecStart=/usr/bin/etcd --name=%H --initial-cluster ${list}\n`;
    expect(readInitialCluster(host).faults).toEqual([
      'name has a variable, so that its value is only known on the member’s host',
    ]);
  });

  it('has each URL checked', () => {
    const text = 'initial-cluster: a=http://h:1/p,b=https://127.0.0.1:2380,c=https://127.0.0.1:2380,d=,e=https://h:1';
    const checks = readInitialCluster(text).checks.map(({ url, refusal, warnings }) => [
      url,
      refusal?.code ?? null,
      warnings,
    ]);
    expect(checks).toEqual([
      ['http://h:1/p', 'MemberBadURLs', []],
      ['https://127.0.0.1:2380', null, ['SameAddress', 'Loopback']],
      ['https://127.0.0.1:2380', null, ['SameAddress', 'Loopback']],
      ['', 'MemberBadURLs', []],
      ['https://h:1', null, []],
    ]);
  });

  it.each([
    ['http://h1:2380', 'https://h2:2380', 'https://h3:2380', ['PlainBesideTls'], []],
    ['https://h1:2380', 'http://h2:2380', 'http://h3:2380', ['TlsBesidePlain'], []],
    ['http://H:2380', 'http://h:2380', 'http://h3:2380', ['SameAddress'], ['SameAddress']],
    ['http://localhost:1', 'http://h2:1', 'http://h3:1', ['Loopback'], []],
    // All on one machine, as in a sandbox.
    ['http://127.0.0.1:1', 'http://127.0.0.1:2', 'http://[::1]:3', [], []],
  ])('that has %s beside %s and %s warns of %j', (one, two, three, first, second) => {
    const { checks } = readInitialCluster(`initial-cluster: a=${one},b=${two},c=${three}`);
    expect(checks.map(({ warnings }) => warnings)).toEqual([first, second, []]);
  });

  it.each([
    ['nothing', ''],
    ['words', 'hello world'],
    ['etcd without a list', 'etcd --data-dir /d'],
    ['a client', 'etcdctl --endpoints https://a:2379 get k'],
    [
      'very many members',
      `initial-cluster: ${Array.from({ length: 5_000 }, (_, at) => `m${at}=http://h${at}:1`).join(',')}`,
    ],
    ['a bomb', `a: &a [x,x]\nb: &b [${'*a,'.repeat(100)}]\ninitial-cluster: [${'*b,'.repeat(100)}]`],
  ])('of %s is refused', (_, text) => {
    expect(() => readInitialCluster(text)).toThrow(expect.objectContaining({ code: 'BadRequest' }));
  });

  it('is quoted in its faults so that it can be shown', () => {
    const faults = faultsOf('name: a', `initial-cluster: a=http://h:1,"${'x'.repeat(5_000)}\u202e "=http://g:1`);
    expect(faults.join('\n').length).toBeLessThan(1_000);
    expect(faults.join('\n')).not.toContain('\u202e');
  });
});
