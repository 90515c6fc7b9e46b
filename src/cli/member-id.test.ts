import { expect, it } from 'vitest';
import { parseMemberId } from './member-id.ts';

it.each([
  ['8e9e05c52164694d', '8e9e05c52164694d'],
  ['8E9E05C52164694D', '8e9e05c52164694d'],
  ['0061da3fe745', '61da3fe745'],
])('takes %s as etcdctl prints it', (text, id) => {
  expect(parseMemberId(text)).toBe(id);
});

it.each(['', '0', 'member-1', '0x1', '18e9e05c52164694d', '-1'])('refuses %s', (text) => {
  expect(() => parseMemberId(text)).toThrow("It is a member's ID, as etcdeck status prints it.");
});
