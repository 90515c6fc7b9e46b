import { expect, it } from 'vitest';
import type { MemberId } from './ids.ts';
import { memberName } from './member-name.ts';

const id = '8e9e05c52164694d' as MemberId; // made up

it.each([
  ['etcd-4', ['https://10.0.0.4:2380'], 'etcd-4'],
  ['', ['https://10.0.0.4:2380', 'https://x:2380'], 'https://10.0.0.4:2380'],
  ['', [], id],
  ['', ['http://a\u202eb:1'], id],
  ['', [`http://${'a'.repeat(100)}:1`], id],
])('calls a member of the name %j at %j so that it can be read', (name, peerURLs, called) => {
  expect(memberName({ id, name, peerURLs })).toBe(called);
});
