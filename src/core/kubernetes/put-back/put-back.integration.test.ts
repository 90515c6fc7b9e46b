import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveKeys } from '../../../contract/key-source.ts';
import type { PlansApi } from '../../../contract/plans.ts';
import { type RegistryEntry, seedRegistry } from '../../../testing/kubernetes/seed-registry.ts';
import { executed, type KeysPlan, type OpenedApp, openApp, planned } from '../../../testing/opened-app.ts';
import { testPorts } from '../../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { put } from '../../../testing/unguarded-writes.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { head, prefixEnd, range } from '../../etcd/kv.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import type { ObjectHead } from '../../kubernetes-storage/heads/object-head.ts';
import { readHead } from '../../kubernetes-storage/heads/read-head.ts';
import { builtInKind } from '../../kubernetes-storage/layout/built-in.ts';
import { readObjectKey } from '../../kubernetes-storage/layout/object-key.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const registry = bytes('/registry/');

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;
let schema: KubernetesSchema;
let past = 0;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  await seedRegistry(client, everything());
  ({ revision: past } = await head(client));
  app = await openApp(cluster.draft({ name: 'the cluster' }));
  await app.api.connections.unlock({ connection: app.connection, typedName: 'the cluster' });
});
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

const meta = (name: string, more: object = {}) => ({
  metadata: { name, namespace: 'shop', uid: `uid-${name}`, ...more },
});
const ownedBy = (apiVersion: string, kind: string, name: string) => ({
  ownerReferences: [{ apiVersion, kind, name, uid: `uid-${name}`, controller: true }],
});
const protobuf = (path: string, object: object): RegistryEntry => ({
  key: bytes(`/registry/${path}`),
  value: encodeObject(schema, JSON.stringify(object), null),
});
const json = (path: string, object: object): RegistryEntry => ({
  key: bytes(`/registry/${path}`),
  value: bytes(JSON.stringify(object)),
});
const v1 = (kind: string, name: string, more: object = {}) => ({ apiVersion: 'v1', kind, ...meta(name), ...more });
const apps = (kind: string, name: string, more: object = {}) => ({ apiVersion: 'apps/v1', kind, ...meta(name, more) });
const namespace = (name: string) => ({
  ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name, uid: `uid-ns-${name}` } },
  ...{ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Active' } },
});
const pod = (name: string, nodeName: string, more: object = {}) => ({
  ...{ apiVersion: 'v1', kind: 'Pod', ...meta(name, more) },
  spec: { nodeName, containers: [{ name: 'web', image: 'web:1' }] },
});

/** The objects of a deleted namespace, in the order of their keys, and some beside it. */
const ofShop = () => [
  protobuf('configmaps/shop/settings', v1('ConfigMap', 'settings', { data: { a: '1' } })),
  protobuf('deployments/shop/web', apps('Deployment', 'web')),
  protobuf('namespaces/shop', namespace('shop')),
  protobuf('pods/shop/web-1-a', pod('web-1-a', 'n1', ownedBy('apps/v1', 'ReplicaSet', 'web-1'))),
  protobuf('pods/shop/web-1-b', pod('web-1-b', 'n2', ownedBy('apps/v1', 'ReplicaSet', 'web-1'))),
  protobuf('replicasets/shop/web-1', apps('ReplicaSet', 'web-1', ownedBy('apps/v1', 'Deployment', 'web'))),
  protobuf('secrets/shop/login', v1('Secret', 'login', { data: { password: 'aHVzaA==' } })),
  protobuf('serviceaccounts/shop/default', v1('ServiceAccount', 'default')),
  protobuf('services/specs/shop/front', v1('Service', 'front', { spec: { clusterIP: '10.0.0.9', type: 'ClusterIP' } })),
  json('x.io/widgets/shop/w', { apiVersion: 'x.io/v1', kind: 'Widget', ...meta('w') }),
];
const besides = () => [
  protobuf('events/shop/web.1', { apiVersion: 'v1', kind: 'Event', ...meta('web.1') }),
  protobuf('minions/n1', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n1', uid: 'uid-n1' } }),
  protobuf('namespaces/kept', namespace('kept')),
  protobuf('configmaps/kept/c', v1('ConfigMap', 'c', { metadata: { name: 'c', namespace: 'kept', uid: 'uid-c' } })),
  protobuf('clusterroles/shop', {
    ...{ apiVersion: 'rbac.authorization.k8s.io/v1', kind: 'ClusterRole' },
    metadata: { name: 'shop', uid: 'uid-role' },
  }),
];
const everything = () => [...ofShop(), ...besides()];

type Request = Parameters<PlansApi['planPutBack']>[0];

const planOf = (prefix: string, more: Partial<Request> = {}): Promise<KeysPlan> =>
  planned(
    app.api.plans.planPutBack({
      from: { source: liveKeys(app.connection, past), prefix: bytes(prefix) },
      ...{ names: null, connection: app.connection, leases: 'none', closure: true, onExisting: 'overwrite' },
      deletesExtra: false,
      ...more,
    }),
  );
const shop = (more: Partial<Request> = {}): Promise<KeysPlan> =>
  planOf('/registry/namespaces/', { names: [bytes('shop')], ...more });
const pathOf = (key: Uint8Array): string => Buffer.from(key.subarray(registry.length)).toString();

async function deleteShop(): Promise<void> {
  await cluster.etcdctl('del', '/registry/namespaces/shop');
  const levels = ['configmaps', 'deployments', 'events', 'pods', 'replicasets', 'secrets', 'serviceaccounts'];
  for (const level of [...levels, 'services/specs', 'x.io/widgets'])
    await cluster.etcdctl('del', '--prefix', `/registry/${level}/shop/`);
}

/** Reads a registry as an API server does: lists every resource, decodes every object, and holds it against its key. */
async function readAsApiServer(): Promise<ReadonlyMap<string, ObjectHead>> {
  const { kvs } = await range(client, { key: registry, rangeEnd: prefixEnd(registry) });
  const read = new Map<string, ObjectHead>();
  for (const { key, value } of kvs) {
    const path = pathOf(key);
    const place = readObjectKey(registry, key);
    const object = readHead(value);
    if (place === null || object === null) throw new Error(`${path} is no object`);
    if (value[0] !== 0x7b) decodeObject(schema, value);
    expect([object.name, object.namespace], path).toEqual([place.name, place.namespace]);
    if (place.group === null) expect(builtInKind(object.apiVersion, object.kind)?.resource, path).toBe(place.resource);
    read.set(path, object);
  }
  const objects = [...read.values()];
  expect(new Set(objects.map(({ uid }) => uid)).size).toBe(objects.length);
  for (const { owners, namespace: of, deletionTimestamp } of objects) {
    expect(deletionTimestamp).toBeNull();
    if (of !== null) expect(read.has(`namespaces/${of}`), of).toBe(true);
    for (const { uid, kind, name } of owners) {
      const owner = objects.find((one) => one.uid === uid);
      expect([owner?.kind, owner?.name, owner?.namespace]).toEqual([kind, name, of]);
    }
  }
  return read;
}

const stored = async () => {
  const { kvs } = await range(client, { key: registry, rangeEnd: prefixEnd(registry) });
  return kvs.map(({ key, value }) => [pathOf(key), Buffer.from(value).toString('base64')]);
};

describe('a deleted namespace', () => {
  it('comes back with all that it had, owners first, as an API server reads it; once more changes nothing; undone it is gone', async () => {
    const before = await stored();
    await deleteShop();
    const without = await stored();
    const plan = await shop();
    expect(plan.body.counts).toEqual({ create: 10, overwrite: 0, delete: 0, skip: 0 });
    const order = plan.body.samples.map(({ key }) => pathOf(key));
    expect(order).toEqual([
      'namespaces/shop',
      'configmaps/shop/settings',
      'secrets/shop/login',
      'serviceaccounts/shop/default',
      'deployments/shop/web',
      'replicasets/shop/web-1',
      'services/specs/shop/front',
      'x.io/widgets/shop/w',
      'pods/shop/web-1-a',
      'pods/shop/web-1-b',
    ]);
    expect(plan).toMatchObject({
      act: 'putBack',
      figures: { along: 9, leftOut: 1, services: 1, nodeless: 1, nodelessNames: 'pods/shop/web-1-b' },
    });
    expect([...plan.consequences].sort()).toEqual(
      [
        ...['BypassesKubernetes', 'HoldsSecrets', 'TakesAlong', 'LeavesRecords'],
        ...['NodesMissing', 'KeepsAddresses', 'ControllersReact'],
      ].sort(),
    );
    const report = await executed(app.api, plan);
    expect(report).toMatchObject({ outcome: 'done', done: 10 });
    expect(await stored()).toEqual(before.filter(([path]) => path !== 'events/shop/web.1'));
    expect([...(await readAsApiServer()).keys()]).toHaveLength(14);

    const again = await shop();
    expect(again.consequences).toContain('ChangesNothing');
    expect(again.body.counts).toMatchObject({ create: 0, overwrite: 0, skip: 10 });

    const { connection } = app;
    const undo = await planned(app.api.plans.planUndo({ connection, journalEntry: report.journalEntry ?? '' }));
    expect(await executed(app.api, undo)).toMatchObject({ outcome: 'done', done: 10 });
    expect(await stored()).toEqual(without);
  });

  it('is not written where a key of it was created meanwhile', async () => {
    await deleteShop();
    const plan = await shop();
    const [one] = ofShop();
    if (one === undefined) throw new Error('there are none');
    await put(client, { key: one.key, value: bytes('another') });
    expect(await executed(app.api, plan)).toMatchObject({ outcome: 'stopped', done: 0, failure: { code: 'Conflict' } });
    expect((await range(client, { key: bytes('/registry/namespaces/shop') })).kvs).toEqual([]);
    const refused = await shop({ onExisting: 'refuse' });
    expect(refused.refused?.code).toBe('Conflict');
    const left = await shop({ onExisting: 'skip' });
    expect(left.body.counts).toMatchObject({ create: 9, overwrite: 0, skip: 1 });
  });
});

describe('a single object', () => {
  it('comes back with what it owns and its Namespace, and without what owns it', async () => {
    await deleteShop();
    const plan = await planOf('/registry/replicasets/shop/', { names: [bytes('web-1')] });
    expect(plan.body.samples.map(({ key }) => pathOf(key))).toEqual([
      'namespaces/shop',
      'replicasets/shop/web-1',
      'pods/shop/web-1-a',
      'pods/shop/web-1-b',
    ]);
    expect(plan.consequences).toContain('OwnersMissing');
    expect(plan.figures).toMatchObject({ along: 3, ownerless: 1, ownerlessNames: 'replicasets/shop/web-1' });
  });

  it('is alone without the closure, and its missing owner is named', async () => {
    await deleteShop();
    const plan = await planOf('/registry/pods/shop/', { names: [bytes('web-1-a')], closure: false });
    expect(plan.body.counts.create).toBe(1);
    expect(plan.figures).toMatchObject({ ownerless: 1, ownerlessNames: 'pods/shop/web-1-a' });
    expect(plan.confirmation).toBeNull();
  });

  it('without a namespace brings what it owns in every namespace', async () => {
    const node = bytes('/registry/minions/n9');
    await seedRegistry(client, [
      protobuf('minions/n9', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n9', uid: 'uid-n9' } }),
      protobuf('pods/kept/static', {
        ...{ apiVersion: 'v1', kind: 'Pod' },
        metadata: { name: 'static', namespace: 'kept', uid: 'uid-static', ...ownedBy('v1', 'Node', 'n9') },
        spec: { nodeName: 'n9' },
      }),
      protobuf('leases/kube-node-lease/n9', {
        ...{ apiVersion: 'coordination.k8s.io/v1', kind: 'Lease' },
        metadata: { name: 'n9', namespace: 'kube-node-lease', uid: 'uid-lease', ...ownedBy('v1', 'Node', 'n9') },
      }),
    ]);
    const { revision } = await head(client);
    await cluster.etcdctl('del', '/registry/minions/n9');
    await cluster.etcdctl('del', '/registry/pods/kept/static');
    const from = { source: liveKeys(app.connection, revision), prefix: bytes('/registry/minions/') };
    const plan = await planOf('', { from, names: [bytes('n9')] });
    expect(plan.body.samples.map(({ key }) => Buffer.from(key).toString())).toEqual([
      Buffer.from(node).toString(),
      '/registry/pods/kept/static',
    ]);
    expect(plan.consequences).not.toContain('OwnersMissing');
    expect(plan.consequences).not.toContain('NodesMissing');
  });
});

describe('objects that were being deleted', () => {
  it('are named', async () => {
    const deletionTimestamp = '2026-01-02T03:04:05Z';
    await seedRegistry(client, [
      protobuf('namespaces/going', {
        ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'going', uid: 'uid-going', deletionTimestamp } },
        ...{ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Terminating' } },
      }),
    ]);
    const { revision } = await head(client);
    await cluster.etcdctl('del', '/registry/namespaces/going');
    const from = { source: liveKeys(app.connection, revision), prefix: bytes('/registry/namespaces/') };
    const plan = await planOf('', { from, names: [bytes('going')] });
    expect(plan.consequences).toContain('BeingDeleted');
    expect(plan.figures).toMatchObject({ deleting: 1, deletingNames: 'namespaces/going' });
  });
});
