import { execFileSync } from 'node:child_process';
import { createCipheriv, randomBytes } from 'node:crypto';
import { dirname } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { liveKeys } from '../../contract/key-source.ts';
import type { ObjectRepair } from '../../contract/plans.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { type RegistryEntry, seedRegistry } from '../../testing/kubernetes/seed-registry.ts';
import { executed, type KeysPlan, type OpenedApp, openApp, planned } from '../../testing/opened-app.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { decodeObject } from '../kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;
let schema: KubernetesSchema;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  app = await openApp(cluster.draft({ name: 'the cluster', readOnly: true }));
  await app.api.connections.unlock({ connection: app.connection, typedName: 'the cluster' });
});

afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

const deletionTimestamp = '2026-01-02T03:04:05Z';
const meta = (name: string, more: object = {}) => ({
  metadata: { name, namespace: 'shop', uid: `uid-${name}`, ...more },
});
const ownedBy = (apiVersion: string, kind: string, name: string) => ({
  ownerReferences: [{ apiVersion, kind, name, uid: `uid-${name}` }],
});
const pod = (name: string, more: object = {}) => ({ apiVersion: 'v1', kind: 'Pod', ...meta(name, more) });
const json = (path: string, object: object): RegistryEntry => ({
  key: bytes(`/registry/${path}`),
  value: bytes(JSON.stringify(object)),
});
const protobuf = (path: string, object: object): RegistryEntry => ({
  key: bytes(`/registry/${path}`),
  value: encodeObject(schema, JSON.stringify(object), null),
});

beforeEach(async () => {
  await cluster.etcdctl('del', '--prefix', '');
  await seedRegistry(client, [
    protobuf('namespaces/shop', { apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'shop' } }),
    protobuf('namespaces/stuck', {
      ...{ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'stuck', deletionTimestamp } },
      ...{ spec: { finalizers: ['kubernetes'] }, status: { phase: 'Terminating' } },
    }),
    protobuf('pods/shop/held', pod('held', { deletionTimestamp, finalizers: ['x.io/a', 'x.io/b'] })),
    protobuf('pods/gone/lost', pod('lost', { namespace: 'gone' })),
    protobuf('pods/shop/free', pod('free')),
    protobuf('pods/shop/of-node', pod('of-node', ownedBy('v1', 'Node', 'n'))),
    protobuf('minions/n', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n', uid: 'uid-n' } }),
    protobuf('pods/shop/of-old-node', pod('of-old-node', ownedBy('v1', 'Node', 'old'))),
    protobuf('minions/old', { apiVersion: 'v1', kind: 'Node', metadata: { name: 'old', uid: 'another' } }),
    protobuf('pods/shop/of-set', pod('of-set', ownedBy('apps/v1', 'ReplicaSet', 'gone'))),
    json('x.io/widgets/shop/w', { apiVersion: 'x.io/v1', kind: 'Widget', ...meta('w', { finalizers: ['x.io/a'] }) }),
    protobuf('pods/shop/of-widget', pod('of-widget', ownedBy('x.io/v1', 'Widget', 'w'))),
    protobuf('pods/shop/of-gone-widget', pod('of-gone-widget', ownedBy('x.io/v1', 'Widget', 'none'))),
    protobuf('pods/shop/of-strange', pod('of-strange', ownedBy('apps/v1', 'Novelty', 'x'))),
    protobuf('pods/shop/of-served', pod('of-served', ownedBy('served.io/v1', 'Thing', 'x'))),
    json('apiregistration.k8s.io/apiservices/v1.served.io', {
      ...{ apiVersion: 'apiregistration.k8s.io/v1', kind: 'APIService', metadata: { name: 'v1.served.io' } },
      spec: { group: 'served.io', version: 'v1', service: { name: 's', namespace: 'shop' } },
    }),
  ]);
});

const planOf = (path: string, repair: ObjectRepair): Promise<KeysPlan> =>
  planned(app.api.plans.planRepair({ connection: app.connection, key: bytes(`/registry/${path}`), repair }));

/** What etcdctl reads: the value in base64, as JSON where it is protobuf. */
async function stored(path: string): Promise<{ readonly json: string; readonly lease: number } | null> {
  const answer = JSON.parse(await cluster.etcdctl('get', `/registry/${path}`, '-w', 'json'));
  const [entry] = answer.kvs ?? [];
  if (entry === undefined) return null;
  const value = Buffer.from(entry.value, 'base64');
  const isProtobuf = value.subarray(0, 4).toString() === 'k8s\0';
  return { json: isProtobuf ? decodeObject(schema, value).json : value.toString(), lease: entry.lease ?? 0 };
}

describe('removing a finalizer', () => {
  it('says how kubectl does it, and leaves everything else as it is', async () => {
    const before = (await stored('pods/shop/held'))?.json ?? '';
    const plan = await planOf('pods/shop/held', { kind: 'removeFinalizer', finalizer: 'x.io/a' });
    expect(plan).toMatchObject({
      act: 'repair',
      consequences: ['BypassesKubernetes'],
      body: {
        counts: { create: 0, overwrite: 1, delete: 0, skip: 0 },
      },
    });
    expect(plan.kubectl[0]).toMatch(/^kubectl patch pods held -n shop --type=json/);
    expect(plan.etcdctl).toEqual([
      expect.stringMatching(/^printf %s \S+ \| base64 -d \| etcdctl --endpoints=\S+ put --ignore-lease /),
    ]);
    expect((await stored('pods/shop/held'))?.json).toBe(before);
    expect(await executed(app.api, plan)).toMatchObject({ outcome: 'done', done: 1 });
    expect((await stored('pods/shop/held'))?.json).toBe(before.replace('"x.io/a",', ''));
  });

  it('is the same in a terminal', async () => {
    const before = (await stored('pods/shop/held'))?.json ?? '';
    const { etcdctl } = await planOf('pods/shop/held', { kind: 'removeFinalizer', finalizer: 'x.io/a' });
    const folder = dirname(chosenEtcd().etcdctl ?? '');
    const env = { ...process.env, PATH: `${folder}:${process.env.PATH}` };
    execFileSync('sh', ['-c', etcdctl.join('\n')], { env: { ...env, ETCDCTL_API: '3' } });
    expect((await stored('pods/shop/held'))?.json).toBe(before.replace('"x.io/a",', ''));
  });

  it('frees a namespace', async () => {
    const plan = await planOf('namespaces/stuck', { kind: 'removeFinalizer', finalizer: 'kubernetes' });
    expect(plan.kubectl[0]).toContain('kubectl replace --raw /api/v1/namespaces/stuck/finalize');
    expect(plan.etcdctl.at(-1)).toMatch(/^kubectl delete namespaces stuck /);
    await executed(app.api, plan);
    expect(JSON.parse((await stored('namespaces/stuck'))?.json ?? '')).toMatchObject({
      metadata: { name: 'stuck', deletionTimestamp },
      spec: {},
    });
  });

  it('works on custom resources, which are JSON', async () => {
    await executed(app.api, await planOf('x.io/widgets/shop/w', { kind: 'removeFinalizer', finalizer: 'x.io/a' }));
    expect(await stored('x.io/widgets/shop/w')).toMatchObject({
      json: '{"apiVersion":"x.io/v1","kind":"Widget","metadata":{"name":"w","namespace":"shop","uid":"uid-w"}}',
    });
  });

  it('is refused where there is none, or no object', async () => {
    const repair = { kind: 'removeFinalizer', finalizer: 'x.io/none' } as const;
    await expect(planOf('pods/shop/held', repair)).rejects.toMatchObject({ code: 'BadRequest' });
    await expect(planOf('pods/shop/absent', repair)).rejects.toMatchObject({ code: 'BadRequest' });
  });
});

describe('dropping a deletion', () => {
  it('keeps the object and its lease', async () => {
    const lease = /lease (\w+) granted/.exec(await cluster.etcdctl('lease', 'grant', '600'))?.[1] ?? '';
    const { value } = protobuf('', pod('held', { deletionTimestamp }));
    await client.call(({ kv }) =>
      kv.put({
        key: Buffer.from('/registry/pods/shop/held'),
        value: Buffer.from(value),
        lease: BigInt(`0x${lease}`).toString(),
      }),
    );
    const plan = await planOf('pods/shop/held', { kind: 'dropDeletionTimestamp' });
    expect(plan.kubectl.at(-1)).toBe('kubectl create -f object.json');
    await executed(app.api, plan);
    const after = await stored('pods/shop/held');
    expect(after?.json).not.toContain('deletionTimestamp');
    expect(after?.lease.toString(16)).not.toBe('0');
  });

  it('is not executed over what somebody has changed since', async () => {
    const plan = await planOf('pods/shop/held', { kind: 'dropDeletionTimestamp' });
    await put(client, protobuf('pods/shop/held', pod('held')));
    expect(await executed(app.api, plan)).toMatchObject({ outcome: 'stopped', done: 0, failure: { code: 'Conflict' } });
  });

  it('is undone from the journal', async () => {
    const before = await stored('pods/shop/held');
    const { journalEntry } = await executed(app.api, await planOf('pods/shop/held', { kind: 'dropDeletionTimestamp' }));
    expect(await stored('pods/shop/held')).not.toEqual(before);
    const undo = app.api.plans.planUndo({ connection: app.connection, journalEntry: journalEntry ?? '' });
    await executed(app.api, await planned(undo));
    expect(await stored('pods/shop/held')).toEqual(before);
  });
});

describe('editing an object', () => {
  const key = bytes('/registry/configmaps/shop/c');
  const path = 'configmaps/shop/c';
  const object = (data: object) => ({
    ...{ apiVersion: 'v1', kind: 'ConfigMap' },
    ...meta('c', { managedFields: [{ manager: 'kubectl', operation: 'Apply' }] }),
    data,
  });

  beforeEach(async () => {
    await seedRegistry(client, [
      protobuf(path, object({ a: '1' })),
      protobuf('secrets/shop/s', {
        apiVersion: 'v1',
        kind: 'Secret',
        ...meta('s'),
        data: { password: btoa('hunter2') },
      }),
    ]);
  });

  async function shown(at = key, reveal = false) {
    const form = { source: liveKeys(app.connection), key: at, showsManagedFields: false, reveal };
    const { object: found } = await app.api.kubernetes.object(form);
    if (found === null) throw new Error('it is there');
    return { yaml: found.decoded.text, expectedModRevision: found.entry.modRevision };
  }

  const planEdit = (edit: Awaited<ReturnType<typeof shown>>, at = key): Promise<KeysPlan> =>
    planned(app.api.plans.planObject({ connection: app.connection, key: at, showsManagedFields: false, ...edit }));

  it('writes what was edited, and keeps what was not shown', async () => {
    const { yaml, ...edit } = await shown();
    const plan = await planEdit({ yaml: yaml.replace('a: "1"', 'a: "2"\n  b: new'), ...edit });
    expect(plan).toMatchObject({
      act: 'object',
      consequences: ['BypassesKubernetes'],
      kubectl: ['kubectl edit configmaps c -n shop'],
      body: {
        counts: { overwrite: 1 },
      },
    });
    await executed(app.api, plan);
    const expected = encodeObject(schema, JSON.stringify(object({ a: '2', b: 'new' })), null);
    expect((await stored(path))?.json).toBe(decodeObject(schema, expected).json);
  });

  it('changes nothing where nothing was edited', async () => {
    expect(await planEdit(await shown())).toMatchObject({
      body: { counts: { overwrite: 0, skip: 1 } },
      consequences: expect.arrayContaining(['ChangesNothing']),
    });
  });

  it('is refused where it is no object, not this object, or covered', async () => {
    const { yaml, ...edit } = await shown();
    const refused = (text: string) => expect(planEdit({ yaml: text, ...edit })).rejects;
    await refused(yaml.replace('data:', 'dota:')).toMatchObject({
      code: 'ValueNotEncodable',
      detail: { path: 'dota' },
    });
    await refused(yaml.replace('name: c', 'name: d')).toMatchObject({ detail: { path: 'metadata.name' } });
    await refused(yaml.replace('namespace: shop', 'namespace: x')).toMatchObject({
      detail: { path: 'metadata.namespace' },
    });
    const secret = bytes('/registry/secrets/shop/s');
    await expect(planEdit(await shown(secret), secret)).rejects.toMatchObject({ code: 'BadRequest' });
    const revealed = await shown(secret, true);
    const plan = await planEdit(
      { ...revealed, yaml: revealed.yaml.replace('name: s', 'labels: {a: b}\n  name: s') },
      secret,
    );
    expect(plan.consequences).toContain('HoldsSecrets');
    expect(JSON.stringify(plan)).not.toContain(btoa('hunter2'));
  });

  it('is refused where somebody has written since', async () => {
    const edit = await shown();
    const { revision } = await put(client, protobuf(path, object({ a: 'theirs' })));
    await expect(planEdit(edit)).rejects.toMatchObject({
      code: 'Conflict',
      detail: { currentModRevision: revision },
    });
  });
});

describe('an encrypted object', () => {
  const secretKey = Buffer.alloc(32, 7).toString('base64');
  const configuration = `kind: EncryptionConfiguration
apiVersion: apiserver.config.k8s.io/v1
resources:
  - resources: [secrets]
    providers:
      - aesgcm:
          keys: [{ name: key1, secret: ${secretKey} }]
`;
  const path = 'secrets/shop/sealed';
  const key = bytes(`/registry/${path}`);
  const repair = { kind: 'removeFinalizer', finalizer: 'x.io/a' } as const;

  /** As the API server's aesgcm provider does it: nonce, data, tag, bound to the key in etcd. */
  function sealed(object: object): RegistryEntry {
    const nonce = randomBytes(12);
    const cipher = createCipheriv('aes-256-gcm', Buffer.from(secretKey, 'base64'), nonce).setAAD(key);
    const clear = encodeObject(schema, JSON.stringify(object), null);
    const data = Buffer.concat([nonce, cipher.update(clear), cipher.final(), cipher.getAuthTag()]);
    return { key, value: Buffer.concat([Buffer.from('k8s:enc:aesgcm:v1:key1:'), data]) };
  }

  beforeEach(async () => {
    const data = { password: btoa('hunter2') };
    await seedRegistry(client, [
      sealed({ apiVersion: 'v1', kind: 'Secret', ...meta('sealed', { finalizers: ['x.io/a', 'x.io/b'] }), data }),
    ]);
  });

  const view = async () => {
    const form = { source: liveKeys(app.connection), key, showsManagedFields: false, reveal: true };
    return (await app.api.kubernetes.object(form)).object;
  };

  it('is repaired with its key, and stays encrypted', async () => {
    await expect(planOf(path, repair)).rejects.toMatchObject({ code: 'EncryptionKeyMissing' });
    await app.api.kubernetes.setEncryption({ source: liveKeys(app.connection), configuration });
    const plan = await planOf(path, repair);
    expect(plan.consequences).toContain('HoldsSecrets');
    await executed(app.api, plan);
    expect((await stored(path))?.json).toMatch(/^k8s:enc:aesgcm:v1:key1:/);
    expect(await view()).toMatchObject({
      storedAs: 'encrypted',
      finalizers: ['x.io/b'],
      secretData: [{ name: 'password', text: 'hunter2', bytes: 7 }],
      links: [{ relation: 'namespace', name: 'shop' }],
    });
    await app.api.kubernetes.setEncryption({ source: liveKeys(app.connection), configuration: '' });
    expect(await view()).toMatchObject({ finalizers: [], secretData: [] });
  });
});

describe('deleting an orphan', () => {
  const orphan = { kind: 'deleteOrphan' } as const;

  it.each([
    ['pods/shop/of-set', 'kubectl delete --cascade=orphan pods of-set -n shop'],
    ['pods/shop/of-old-node', 'kubectl delete --cascade=orphan pods of-old-node -n shop'],
    ['pods/shop/of-gone-widget', 'kubectl delete --cascade=orphan pods of-gone-widget -n shop'],
    ['pods/gone/lost', 'kubectl delete --cascade=orphan pods lost -n gone'],
  ])('takes away %s', async (path, line) => {
    const plan = await planOf(path, orphan);
    expect(plan).toMatchObject({ kubectl: [line], body: { counts: { delete: 1, overwrite: 0 } } });
    await executed(app.api, plan);
    expect(await stored(path)).toBeNull();
  });

  it.each([
    ['pods/shop/free', 'no owner'],
    ['pods/shop/of-node', 'Node n exists'],
    ['pods/shop/of-widget', 'Widget w exists'],
    ['pods/shop/of-strange', 'cannot be told'],
    ['pods/shop/of-served', 'cannot be told'],
  ])('is refused for %s', async (path, why) => {
    const refused = expect(planOf(path, orphan)).rejects;
    await refused.toMatchObject({ code: 'BadRequest', message: expect.stringContaining(why) });
  });

  it('is refused where no namespace is in this etcd', async () => {
    await cluster.etcdctl('del', '--prefix', '/registry/namespaces/');
    await expect(planOf('pods/gone/lost', orphan)).rejects.toMatchObject({ code: 'BadRequest' });
  });
});
