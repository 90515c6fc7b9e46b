import { expect, it } from 'vitest';
import { inWriteOrder, rankOf } from './write-order.ts';

const object = (path: string, owners: readonly string[] = []) => {
  const [resource = ''] = path.split('/');
  const key = new Uint8Array(Buffer.from(`/registry/${path}`));
  const rank = rankOf({ group: resource.includes('.') ? resource : null, resource });
  return { listed: { key, createRevision: 1, modRevision: 1, version: 1 }, rank, uid: `uid-${path}`, owners };
};
const order = (...objects: readonly ReturnType<typeof object>[]) =>
  inWriteOrder(objects).map(({ uid }) => uid.slice(4));

it('writes the Namespace first, what others refer to, then owners before what they own', () => {
  expect(
    order(
      object('pods/shop/a', ['uid-replicasets/shop/z']),
      object('replicasets/shop/z', ['uid-deployments/shop/d']),
      object('deployments/shop/d'),
      object('secrets/shop/s'),
      object('namespaces/shop'),
    ),
  ).toEqual(['namespaces/shop', 'secrets/shop/s', 'deployments/shop/d', 'replicasets/shop/z', 'pods/shop/a']);
});

it('writes an owner before what it owns, of whatever resource they are', () => {
  expect(order(object('configmaps/shop/c', ['uid-pods/shop/p']), object('pods/shop/p'))).toEqual([
    'pods/shop/p',
    'configmaps/shop/c',
  ]);
});

it('writes each object once where owners form a circle, and where one is named twice', () => {
  const circle = [object('x.io/a/shop/1', ['uid-x.io/a/shop/2']), object('x.io/a/shop/2', ['uid-x.io/a/shop/1'])];
  expect(order(...circle).toSorted()).toEqual(['x.io/a/shop/1', 'x.io/a/shop/2']);
  expect(order(object('pods/shop/p', ['uid-jobs/shop/j', 'uid-jobs/shop/j']), object('jobs/shop/j'))).toEqual([
    'jobs/shop/j',
    'pods/shop/p',
  ]);
});

it('takes a chain of owners of any length', () => {
  const chain = Array.from({ length: 20_000 }, (_, at) =>
    object(`x.io/a/shop/${at}`, at === 19_999 ? [] : [`uid-x.io/a/shop/${at + 1}`]),
  );
  expect(order(...chain)[0]).toBe('x.io/a/shop/19999');
});
