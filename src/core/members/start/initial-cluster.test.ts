import { expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import { clusterToJoin } from './initial-cluster.ts';

const id = (digits: string): MemberId => digits as MemberId; // made up
const member = (digits: string, name: string, ...peerURLs: readonly string[]) => ({ id: id(digits), name, peerURLs });
const own = { id: id('4'), name: 'etcd-4' };

it('names every member with every peer URL', () => {
  const members = [
    member('1', 'a', 'https://10.0.0.1:2380', 'https://10.1.0.1:2380'),
    member('4', '', 'https://d:2380'),
  ];
  expect(clusterToJoin(members, own)).toBe('a=https://10.0.0.1:2380,a=https://10.1.0.1:2380,etcd-4=https://d:2380');
});

it('gives another name to members without one, with an odd one and with one that is taken', () => {
  const members = [
    member('1', '', 'http://a:1'),
    member('2', 'etcd-4', 'http://b:1'),
    member('3', 'x,y=http://evil:1', 'http://c:1'),
    member('4', '', 'http://d:1'),
    member('5', 'twice', 'http://e:1'),
    member('6', 'twice', 'http://f:1'),
    // Named as a member without a name would be.
    member('7', 'member-1', 'http://g:1'),
    member('8', 'a\u202eb', 'http://h:1'),
  ];
  expect(clusterToJoin(members, own).split(',')).toEqual([
    'member-1-=http://a:1',
    'member-2=http://b:1',
    'member-3=http://c:1',
    'etcd-4=http://d:1',
    'twice=http://e:1',
    'member-6=http://f:1',
    'member-1=http://g:1',
    'member-8=http://h:1',
  ]);
});
