import { expect, it } from 'vitest';
import { argsLike, flagIn, type MemberNames, renamed, withFlags, withoutFlag } from './etcd-args.ts';

const names = (name: string, host: string): MemberNames => ({
  name,
  peerURLs: [`https://${host}:2380`],
  clientURLs: [`https://${host}:2379`],
});

it('reads flags in each spelling; the last one counts', () => {
  const args = ['etcd', '--name', 'm1', '-data-dir=/a', '--unsafe-no-fsync', '--data-dir', '/b', '--pre-vote'];
  expect(flagIn(args, 'name')).toBe('m1');
  expect(flagIn(args, 'data-dir')).toBe('/b');
  expect(flagIn(args, 'unsafe-no-fsync')).toBe('true');
  expect(flagIn(args, 'pre-vote')).toBe('true');
  expect(flagIn(args, 'wal-dir')).toBeNull();
  expect(flagIn(['--name=etcd'], 'name')).toBeNull();
});

it('sets and takes away flags, and keeps the others', () => {
  const args = ['/opt/etcd', '--initial-cluster', 'a=x', '--initial-cluster=b=y', '--unsafe-no-fsync'];
  expect(withFlags(args, { 'initial-cluster': 'c=z' })).toEqual([
    '/opt/etcd',
    '--unsafe-no-fsync=true',
    '--initial-cluster=c=z',
  ]);
  expect(withoutFlag(['etcd', '--force-new-cluster', '--name', 'a'], 'force-new-cluster')).toEqual([
    'etcd',
    '--name=a',
  ]);
  expect(withoutFlag(['etcd', '--name', 'a'], 'force-new-cluster')).toEqual(['etcd', '--name', 'a']);
});

it("makes another member's command line: its name, URLs and paths", () => {
  const args = [
    ...['etcd', '--name=m1', '--data-dir=/data/m1', '--cert-file', '/pki/m1.crt', '--trusted-ca-file=/pki/ca.crt'],
    ...['--listen-peer-urls=https://10.0.0.1:2380', '--initial-advertise-peer-urls=https://10.0.0.1:2380'],
    ...['--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.1:2379', '--quota-backend-bytes=8'],
    ...['--advertise-client-urls=https://10.0.0.1:2379', '--listen-metrics-urls=http://10.0.0.1:2381'],
  ];
  expect(argsLike(args, names('m1', '10.0.0.1'), names('m2', '10.0.0.2'))).toEqual([
    ...['etcd', '--name=m2', '--data-dir=/data/m2', '--cert-file=/pki/m2.crt', '--trusted-ca-file=/pki/ca.crt'],
    ...['--listen-peer-urls=https://10.0.0.2:2380', '--initial-advertise-peer-urls=https://10.0.0.2:2380'],
    ...['--listen-client-urls=https://127.0.0.1:2379,https://10.0.0.2:2379', '--quota-backend-bytes=8'],
    ...['--advertise-client-urls=https://10.0.0.2:2379', '--listen-metrics-urls=http://10.0.0.2:2381'],
  ]);
});

it('listens everywhere where the first one does', () => {
  const args = ['etcd', '--listen-client-urls=https://0.0.0.0:2379'];
  expect(argsLike(args, names('m1', '10.0.0.1'), names('m2', '10.0.0.2'))).toEqual(args);
});

it.each([
  ['/data/m1', 'm1', 'm2', '/data/m2'],
  ['/data/m10', 'm1', 'm2', '/data/m10'],
  ['/xm1/m1.etcd/m1', 'm1', 'm2', '/xm1/m2.etcd/m2'],
  ['/data/.*', '.*', 'm2', '/data/m2'],
  ['/data', '', 'm2', '/data'],
])('renames in %s the word %s', (text, from, to, expected) => {
  expect(renamed(text, from, to)).toBe(expected);
});
