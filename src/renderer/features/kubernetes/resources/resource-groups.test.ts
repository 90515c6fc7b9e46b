import { expect, it } from 'vitest';
import type { RegistryResource } from '../../../../contract/kubernetes.ts';
import { groupResources } from './resource-groups.ts';

const aResource = (resource: string, group: string | null = null): RegistryResource => ({
  resource,
  group,
  prefix: new Uint8Array(),
  isNamespaced: null,
});
const all = [
  aResource('pods'),
  aResource('backups', 'velero.io'),
  aResource('nodes'),
  aResource('restores', 'velero.io'),
];
const shown = (filter: string) =>
  groupResources(all, filter).map(({ group, resources }) => [group, ...resources.map(({ resource }) => resource)]);

it('puts Kubernetes’ own first, and everything in order', () => {
  expect(shown('')).toEqual([
    [null, 'nodes', 'pods'],
    ['velero.io', 'backups', 'restores'],
  ]);
});

it('keeps what a text occurs in, the group’s name included', () => {
  expect(shown('velero')).toEqual([['velero.io', 'backups', 'restores']]);
  expect(shown(' POD ')).toEqual([[null, 'pods']]);
  expect(shown('nothing')).toEqual([]);
});
