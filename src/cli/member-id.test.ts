import { expect, it } from 'vitest';
import type { MemberId } from '../contract/ids.ts';
import { memberIdIn } from './member-id.ts';

const aMember = (id: string, name: string, ...peerURLs: readonly string[]) => ({
  id: id as MemberId, // made up
  name,
  peerURLs,
});
const members = [
  aMember('8e9e05c52164694d', 'etcd-1'),
  aMember('61da3fe745', 'etcd-2'),
  aMember('b2', 'beef'),
  aMember('a7', '', 'http://h:2380'),
  // It calls itself by another member's id.
  aMember('a8', '61da3fe745'),
  aMember('a9', 'twin'),
  aMember('aa', 'twin'),
];

it.each([
  ['8e9e05c52164694d', '8e9e05c52164694d'],
  ['8E9E05C52164694D', '8e9e05c52164694d'],
  ['0061da3fe745', '61da3fe745'],
  ['61da3fe745', '61da3fe745'],
  ['etcd-2', '61da3fe745'],
  ['beef', 'b2'],
  ['http://h:2380', 'a7'],
  // No member's: the act itself says so.
  ['abc', 'abc'],
])('takes %s for the member that has it', (text, id) => {
  expect(memberIdIn(members, text)).toBe(id);
});

it.each(['', '0', 'member-1', '0x1', '18e9e05c52164694d', '-1'])('knows no member of the name %j', (text) => {
  expect(() => memberIdIn(members, text)).toThrow(/^no member is called /);
});

it('takes no name that two members have, and says their ids', () => {
  expect(() => memberIdIn(members, 'twin')).toThrow('2 members are called twin: give an ID, a9 or aa');
});
