import { expect, it } from 'vitest';
import { flagsIn, withFlags, withoutFlag } from './etcd-args.ts';

it('reads flags in each spelling; the last one counts', () => {
  const args = ['etcd', '--name', 'm1', '-data-dir=/a', '--unsafe-no-fsync', '--data-dir', '/b', '--pre-vote'];
  expect(flagsIn(args).get('name')).toBe('m1');
  expect(flagsIn(args).get('data-dir')).toBe('/b');
  expect(flagsIn(args).get('unsafe-no-fsync')).toBe('true');
  expect(flagsIn(args).get('pre-vote')).toBe('true');
  expect(flagsIn(args).get('wal-dir')).toBeUndefined();
  expect(flagsIn(['--name=etcd']).get('name')).toBeUndefined();
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
