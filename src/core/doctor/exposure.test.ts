import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import { type Exposure, exposureFindings } from './exposure.ts';

const id = (name: string) => name as MemberId; // made up

interface Member {
  readonly client?: readonly string[];
  readonly peer?: readonly string[];
  readonly flags?: Readonly<Record<string, string>>;
  /** Of each https URL: whether its port takes strangers; `null` where it could not be reached. */
  readonly admits?: Readonly<Record<string, boolean | null>>;
}

function found(members: readonly Member[], changes: Partial<Exposure> = {}): readonly string[] {
  const rows = members.map(({ client = [], peer = [] }, place) => ({
    ...{ id: id(`${place}`), name: `m${place}`, clientURLs: client, peerURLs: peer, endpoint: client[0] ?? null },
    ...{ isLearner: false, isLeader: false, healthy: true, failure: null, latencyMs: 1, version: '3.5.33' },
    ...{ dbSize: 1, dbSizeInUse: 1, dbSizeQuota: null, raftTerm: 1, raftIndex: 1, raftAppliedIndex: 1 },
    ...{ revision: 1, alarms: [] },
  }));
  const looks = members.flatMap(({ admits = {}, client = [] }, place) =>
    Object.entries(admits).map(([url, seen]) => {
      const failure = seen === null ? ({ code: 'ConnectTimeout', message: '', retry: true } as const) : null;
      return {
        member: id(`${place}`),
        use: client.includes(url) ? ('client' as const) : ('peer' as const),
        url,
        seen,
        failure,
      };
    }),
  );
  const commandLines = new Map(
    members.flatMap(({ flags }, place) =>
      flags === undefined ? [] : [[id(`${place}`), new Map(Object.entries(flags))]],
    ),
  );
  const seen = { members: rows, looks, commandLines, isAuthOn: true, hasCertificate: true, ...changes };
  return exposureFindings(seen).map(
    ({ code, severity, member, detail }) => `${code} ${severity} ${member} ${detail.endpoint ?? detail.url ?? ''}`,
  );
}

const client = 'https://10.0.0.1:2379';
const peer = 'https://10.0.0.1:2380';
const closed: Member = { client: [client], peer: [peer], admits: { [client]: false, [peer]: false } };

it('finds nothing where both ports need certificates, whatever auth is', () => {
  for (const isAuthOn of [true, false, null]) expect(found([closed], { isAuthOn })).toEqual([]);
});

describe('a client port that takes clients without a certificate', () => {
  const open: Member = { ...closed, admits: { [client]: true, [peer]: false } };

  it('is worth a warning where the connection has a certificate', () => {
    expect(found([closed, open])).toEqual([`OpenClientPort warning 1 ${client}`]);
    expect(found([open], { isAuthOn: null })).toEqual([`OpenClientPort warning 0 ${client}`]);
  });

  it('is critical without auth', () => {
    const expected = [`OpenClientPort critical 0 ${client}`, 'AuthOff warning null '];
    expect(found([open], { isAuthOn: false })).toEqual(expected);
    expect(found([open], { isAuthOn: false, hasCertificate: false })).toEqual(expected);
  });

  it('is what is meant where clients have passwords', () => {
    expect(found([open], { hasCertificate: false })).toEqual([]);
    expect(found([open], { hasCertificate: false, isAuthOn: null })).toEqual([]);
  });
});

describe('plain URLs', () => {
  const plain: Member = { client: ['http://10.0.0.1:2379'], peer: ['http://10.0.0.1:2380'] };
  const both = (clientSeverity: string) => [
    `PlainClientURL ${clientSeverity} 0 http://10.0.0.1:2379`,
    'PlainPeerURL warning 0 http://10.0.0.1:2380',
  ];

  it('are worth a warning, and clients’ critical without auth', () => {
    expect(found([plain], { hasCertificate: false })).toEqual(both('warning'));
    expect(found([plain], { hasCertificate: false, isAuthOn: null })).toEqual(both('warning'));
    expect(found([plain], { hasCertificate: false, isAuthOn: false })).toEqual([
      ...both('critical'),
      'AuthOff warning null ',
    ]);
  });

  it('are told of the one that others reach', () => {
    const mixed = { ...closed, client: ['http://127.0.0.1:2379', 'http://10.0.0.1:2381'] };
    expect(found([{ ...mixed, admits: {} }])).toEqual(['PlainClientURL warning 0 http://10.0.0.1:2381']);
  });

  it('are no more than info on the loopback of a cluster that others reach', () => {
    expect(found([{ ...closed, client: [client, 'http://127.0.0.1:2379'] }], { isAuthOn: false })).toEqual([
      'PlainClientURL info 0 http://127.0.0.1:2379',
      'AuthOff warning null ',
    ]);
  });

  it('are found among those listened on, of which kubeadm’s loopback does not count', () => {
    const flags = { 'listen-client-urls': 'https://10.0.0.1:2379,http://127.0.0.1:2379' };
    expect(found([{ ...closed, flags }])).toEqual([]);
    expect(found([{ ...closed, flags: { 'listen-client-urls': 'http://0.0.0.0:2379' } }])).toEqual([
      'PlainClientURL warning 0 http://0.0.0.0:2379',
    ]);
  });
});

describe('a peer port', () => {
  it('that takes peers without a certificate is worth a warning', () => {
    expect(found([{ ...closed, admits: { [client]: false, [peer]: true } }])).toEqual([
      `OpenPeerPort warning 0 ${peer}`,
    ]);
  });

  it.each([
    [{ 'peer-cert-file': 'p.crt' }, [`OpenPeerPort warning 0 ${peer}`]],
    [{ 'peer-cert-file': 'p.crt', 'peer-client-cert-auth': 'false' }, [`OpenPeerPort warning 0 ${peer}`]],
    [{ 'peer-cert-file': 'p.crt', 'peer-client-cert-auth': 'true' }, []],
    [{ 'peer-cert-file': 'p.crt', 'peer-trusted-ca-file': 'ca.crt' }, []],
    [{ 'peer-cert-file': 'p.crt', 'peer-trusted-ca-file': '' }, [`OpenPeerPort warning 0 ${peer}`]],
    // The rest may be in variables or in the file.
    [{ name: 'a' }, []],
    [{ 'peer-cert-file': 'p.crt', 'config-file': 'etcd.yaml' }, []],
  ])('that cannot be reached is known by %j', (flags, expected) => {
    expect(found([{ ...closed, flags, admits: { [client]: false, [peer]: null } }])).toEqual(expected);
  });
});

describe('a cluster on one machine', () => {
  const sandbox: Member = { client: ['http://127.0.0.1:2379'], peer: ['http://localhost:2380'] };
  const off = { isAuthOn: false, hasCertificate: false };

  it('is open to that machine only', () => {
    expect(found([sandbox], off)).toEqual([
      'PlainClientURL info 0 http://127.0.0.1:2379',
      'PlainPeerURL info 0 http://localhost:2380',
      'AuthOff info null ',
    ]);
  });

  it('is not where it listens for others, or where another member is', () => {
    const listening = { ...sandbox, flags: { 'listen-client-urls': 'http://0.0.0.0:2379' } };
    expect(found([listening], off)).toContain('PlainClientURL critical 0 http://0.0.0.0:2379');
    expect(found([sandbox, closed], off)).toContain('AuthOff warning null ');
  });
});
