import { expect, it } from 'vitest';
import { addressesIn, isExternal, isStacked } from './deployment.ts';

const members = ['a', 'b'].map((name, at) => ({ name, peerURLs: [`https://10.0.0.${at + 1}:2380`] }));

it('is stacked where every member is called as a node, or has its address', () => {
  expect(isStacked(members, new Set(['a', 'b', 'worker']))).toBe(true);
  expect(isStacked(members, new Set(['cp-1', '10.0.0.1', 'cp-2', '10.0.0.2']))).toBe(true);
  expect(isStacked(members, new Set(['a', 'worker']))).toBe(false);
  expect(isStacked([{ name: 'x', peerURLs: ['https://[fd00::1]:2380'] }], new Set(['fd00::1']))).toBe(true);
});

it('is external where none is, and neither where some are or no node is known', () => {
  expect(isExternal(members, new Set(['worker', '10.0.9.9']))).toBe(true);
  expect(isExternal(members, new Set(['a', 'worker']))).toBe(false);
  expect(isExternal(members, new Set())).toBe(false);
  expect(isExternal([{ name: '', peerURLs: ['nonsense'] }], new Set(['worker']))).toBe(true);
});

it('finds the addresses of a Node', () => {
  const yaml =
    'status:\n  addresses:\n  - address: 10.0.0.1\n    type: InternalIP\n  - type: Hostname\n    address: "cp-1"\n';
  expect(addressesIn(yaml)).toEqual(['10.0.0.1', 'cp-1']);
});
