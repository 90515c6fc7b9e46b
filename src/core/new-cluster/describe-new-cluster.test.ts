import { describe, expect, it } from 'vitest';
import type { NewClusterRequest, NewMember } from '../../contract/new-cluster.ts';
import { describeNewCluster } from './describe-new-cluster.ts';
import { readInitialCluster } from './read-initial-cluster.ts';

const three: readonly NewMember[] = [
  { name: 'etcd-1', host: '10.0.0.1' },
  { name: 'etcd-2', host: 'Etcd-2.Example' },
  { name: 'etcd-3', host: 'fd00::3' },
];
const aRequest = (changes: Partial<NewClusterRequest> = {}): NewClusterRequest => ({
  members: three,
  dataDir: '/var/lib/etcd',
  token: 'shop',
  tls: true,
  certificatesFolder: '/etc/etcd/pki',
  ...changes,
});

describe('a new cluster', () => {
  it('has a start for every member, with the same list', () => {
    const { initialCluster, starts, checks } = describeNewCluster(aRequest());
    expect(initialCluster).toBe(
      'etcd-1=https://10.0.0.1:2380,etcd-2=https://etcd-2.example:2380,etcd-3=https://[fd00::3]:2380',
    );
    expect(checks).toEqual(
      ['https://10.0.0.1:2380', 'https://etcd-2.example:2380', 'https://[fd00::3]:2380'].map((url) => ({
        url,
        refusal: null,
        warnings: [],
      })),
    );
    expect(starts.map(({ name, warnings }) => [name, warnings])).toEqual(
      three.map(({ name }) => [name, ['DataDirMustBeEmpty']]),
    );
    for (const start of starts) {
      expect(start.env).toMatchObject({ ETCD_INITIAL_CLUSTER: initialCluster, ETCD_INITIAL_CLUSTER_STATE: 'new' });
      expect(start.files.every(({ isKnown }) => isKnown)).toBe(true);
      for (const text of [start.unit, start.command, start.manifest]) {
        expect(readInitialCluster(text)).toMatchObject({ name: start.name, token: 'shop', state: 'new', faults: [] });
      }
    }
    expect(starts[1]?.env).toMatchObject({
      ETCD_LISTEN_PEER_URLS: 'https://0.0.0.0:2380',
      ETCD_LISTEN_CLIENT_URLS: 'https://0.0.0.0:2379',
      ETCD_ADVERTISE_CLIENT_URLS: 'https://etcd-2.example:2379',
    });
  });

  it('goes without TLS, and says which URLs are of one machine only', () => {
    const members = [{ name: 'm1', host: 'localhost' }];
    const { starts, checks } = describeNewCluster(aRequest({ members, tls: false, certificatesFolder: '' }));
    expect(starts[0]?.files).toEqual([]);
    expect(starts[0]?.args.join(' ')).not.toContain('cert');
    expect(checks).toEqual([{ url: 'http://localhost:2380', refusal: null, warnings: ['Loopback'] }]);
  });

  const [first, second, third] = three;
  const withFirst = (change: Partial<NewMember>) => ({ members: [{ ...first, ...change }, second, third] as const });
  it.each([
    [withFirst({ host: 'etcd-2.example' }), { field: 'host', member: 1 }],
    [withFirst({ name: 'a b' }), { field: 'name', member: 0 }],
    [{ dataDir: 'data' }, { field: 'dataDir' }],
    [{ certificatesFolder: '' }, { field: 'certificatesFolder' }],
    [{ token: '' }, { field: 'token' }],
  ])('%j is refused at its field', (changes, detail) => {
    const described = () => describeNewCluster(aRequest(changes as Partial<NewClusterRequest>)); // readonly tuples
    expect(described).toThrow(expect.objectContaining({ code: 'BadRequest', detail }));
  });

  it.each([
    [{ members: [] }, 'a new cluster has 1, 3 or 5 members, not 0'],
    [{ members: three.slice(0, 2) }, 'a new cluster has 1, 3 or 5 members, not 2'],
    [withFirst({ name: '' }), 'member 1 has no name'],
    [withFirst({ name: 'ETCD-2' }), 'two members have the name etcd-2'],
    [withFirst({ name: '../etc' }), 'the name ../etc cannot be used'],
    [withFirst({ name: 'a,b=c' }), 'the name a,b=c cannot be used'],
    [withFirst({ name: 'a\u202eb' }), 'the name a\\xe2\\x80\\xaeb cannot be used'],
    [withFirst({ host: '' }), 'there is no host of etcd-1'],
    [
      withFirst({ host: '10.0.0.1:2380' }),
      'the host of etcd-1, 10.0.0.1:2380, is neither a host name nor an IP address',
    ],
    [withFirst({ host: 'https://a' }), 'etcd-1, https://a, is neither'],
    [withFirst({ host: '10.0.1' }), 'etcd-1, 10.0.1, is neither'],
    [withFirst({ host: '0.0.0.0' }), 'etcd-1, 0.0.0.0, is neither'],
    [withFirst({ host: 'fe80::1%eth0' }), 'etcd-1, fe80::1%eth0, is neither'],
    [withFirst({ host: 'a_b..c' }), 'etcd-1, a_b..c, is neither'],
    [
      withFirst({ host: 'etcd-2.example' }),
      'the peer URL https://etcd-2.example:2380 is both etcd-1’s and etcd-2’s: each member needs a machine of its own',
    ],
    [withFirst({ host: 'FD00:0::3' }), 'the peer URL https://[fd00::3]:2380 is both etcd-1’s and etcd-3’s'],
    [{ dataDir: 'data' }, 'the data folder is an absolute path'],
    [{ dataDir: '/a\nExecStart=/bin/evil' }, 'the data folder is an absolute path'],
    [{ certificatesFolder: '' }, 'the folder of certificates is an absolute path'],
    [{ token: '' }, 'the token is one word'],
    [{ token: 'a b' }, 'the token is one word'],
  ])('%j is refused', (changes, message) => {
    const described = () => describeNewCluster(aRequest(changes as Partial<NewClusterRequest>)); // readonly tuples
    expect(described).toThrow(
      expect.objectContaining({ code: 'BadRequest', message: expect.stringContaining(message) }),
    );
  });
});
