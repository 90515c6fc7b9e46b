import { expect, it } from 'vitest';
import { registryOf } from '../../../kubernetes-storage/layout/registries.ts';
import { registryOfSiblings } from './registry-of-siblings.ts';

const folders = ['', '/', '//', '/a/', 'registry/', '/registry/', '/registry/pods/', '/a/pods/', '/a/pods/shop/'];
const deeper = [
  '/a/services/',
  '/a/services/specs/',
  '/a/services/specs/shop/',
  '/a/minions/',
  '/a/namespaces/',
  '/a/b/',
];
const names = ['', 'pods', 'specs', 'minions', 'shop', 'namespaces', 'p', 'services'];
const keys = [...folders, ...deeper].flatMap((folder) => names.map((name) => new TextEncoder().encode(folder + name)));

it.each([
  ['in their order', keys],
  ['in any other', keys.map((_, place) => keys[(place * 7) % keys.length] ?? new Uint8Array())],
])('tells of each key what it is alone: %s', (_, some) => {
  const ofSiblings = registryOfSiblings();
  expect(some.map((key) => ofSiblings(key))).toEqual(some.map((key) => registryOf(key)));
  expect(some.filter((key) => registryOf(key) !== null).length).toBeGreaterThan(10);
});
