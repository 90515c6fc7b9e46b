import { expect, it } from 'vitest';
import { renamed } from './renamed.ts';

it.each([
  ['/data/m1', 'm1', '/data/m2'],
  ['/data/m1.etcd', 'm1', '/data/m2.etcd'],
  ['/data/m10', 'm1', '/data/m10'],
  ['/data/m1/etcd', 'm1', '/data/m2/etcd'],
  ['/xm1/m1.etcd/m1', 'm1', '/xm1/m2.etcd/m2'],
  ['/pki/peer-m1.crt', 'm1', '/pki/peer-m2.crt'],
  ['/data/.*', '.*', '/data/m2'],
  ['/data', '', '/data'],
  ['/var/lib/etcd', 'etcd', '/var/lib/etcd'],
  ['/var/lib/etcd', 'lib', '/var/lib/etcd'],
])('of %s, the path of %s, makes %s', (path, from, expected) => {
  expect(renamed(path, from, 'm2')).toBe(expected);
});
