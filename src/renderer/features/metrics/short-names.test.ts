import { expect, it } from 'vitest';
import { shortNames } from './short-names.ts';

const hosts = (...numbers: readonly number[]) => numbers.map((number) => `ip-10-20-30-${number}.eu.internal`);
const members = (end: string) => [1, 2, 3, 4, 5].map((number) => `etcd-${number}${end}`);

it.each([
  [['etcd-1', 'etcd-2'], null],
  [
    ['member-1.eu.internal', 'member-2.eu.internal'],
    ['member-1', 'member-2'],
  ],
  [hosts(140, 41, 42), ['…140', '…41', '…42']],
  [members('.eu'), members('')],
  [['control-plane-of-the-east', 'b'], null],
  [['a-very-long-name-without-a-difference', 'a-very-long-name-without-a-difference'], null],
  [['only-one-name-here-which-is-as-long-as-it-likes'], null],
  [[], null],
])('makes %j %j', (names, expected) => {
  expect(shortNames(names)).toEqual(expected ?? names);
});
