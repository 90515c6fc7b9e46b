import { beforeAll, describe, expect, it } from 'vitest';
import { goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import { testPorts } from '../../../testing/ports.ts';
import { seeded } from '../../../testing/random.ts';
import { encodeObject } from '../codec/encode.ts';
import { loadKubernetesSchema } from '../codec/load-schema.ts';
import type { KubernetesSchema } from '../codec/schema.ts';
import { renewalOf } from './lease-renewal.ts';
import { readHead } from './read-head.ts';
import { storedAs } from './stored-as.ts';

let schema: KubernetesSchema;
beforeAll(async () => {
  schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
});

const json = (object: unknown) => new Uint8Array(Buffer.from(JSON.stringify(object)));
const protobuf = (object: unknown) => encodeObject(schema, JSON.stringify(object), null);

const pod = {
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: {
    name: 'web-1',
    namespace: 'shop',
    uid: 'f00d',
    deletionTimestamp: '2026-01-02T03:04:05Z',
    labels: { app: 'web' },
    annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{"é":1}' },
    ownerReferences: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'cafe' }],
    finalizers: ['example.com/a', 'example.com/b'],
    managedFields: [{ manager: 'kubectl', operation: 'Apply', fieldsType: 'FieldsV1', fieldsV1: { 'f:spec': {} } }],
  },
};

describe('the head of an object', () => {
  it.each([
    ['protobuf', protobuf],
    ['json', json],
  ] as const)('is read from %s', (stored, encode) => {
    const head = readHead(encode(pod));
    expect(storedAs(encode(pod))).toBe(stored);
    expect(head).toMatchObject({
      apiVersion: 'v1',
      kind: 'Pod',
      name: 'web-1',
      namespace: 'shop',
      uid: 'f00d',
      deletionTimestamp: '2026-01-02T03:04:05Z',
      finalizers: ['example.com/a', 'example.com/b'],
      owners: [{ apiVersion: 'apps/v1', kind: 'ReplicaSet', name: 'web', uid: 'cafe' }],
      labels: new Map([['app', 'web']]),
      lastAppliedBytes: 8,
      lease: null,
    });
    expect(head?.managedFieldsBytes).toBeGreaterThan(30);
  });

  it.each([
    ['protobuf', protobuf],
    ['json', json],
  ] as const)('has the finalizers of a Namespace’s spec, from %s', (_, encode) => {
    const metadata = { name: 'shop', finalizers: ['example.com/a'] };
    const namespace = { kind: 'Namespace', apiVersion: 'v1', metadata, spec: { finalizers: ['kubernetes'] } };
    expect(readHead(encode(namespace))).toMatchObject({
      namespace: null,
      deletionTimestamp: null,
      finalizers: ['example.com/a'],
      namespaceFinalizers: ['kubernetes'],
    });
  });

  it.each([
    ['protobuf', protobuf],
    ['json', json],
  ] as const)('says how long a Lease is good for, from %s', (_, encode) => {
    const lease = (spec: object) => ({ kind: 'Lease', apiVersion: 'coordination.k8s.io/v1', metadata: {}, spec });
    const renewTime = '2026-01-02T03:04:05.678000Z';
    const held = lease({ holderIdentity: 'node-1', leaseDurationSeconds: 40, renewTime });
    expect(readHead(encode(held))?.lease).toEqual({
      holder: 'node-1',
      renewedAt: Date.parse(renewTime),
      durationMs: 40_000,
    });
    expect(renewalOf(encode(held))).toBe(readHead(encode(held))?.lease?.renewedAt);
    expect(renewalOf(new TextEncoder().encode('neither JSON nor protobuf'))).toBeNull();
    expect(readHead(encode(lease({ leaseDurationSeconds: 40, renewTime })))?.lease).toBeNull();
    expect(readHead(encode(lease({ holderIdentity: 'node-1' })))?.lease).toBeNull();
  });

  it('is unknown where the value is encrypted, or CBOR', () => {
    expect(readHead(Buffer.from('k8s:enc:aescbc:v1:key1:...'))).toBeNull();
    expect(readHead(Uint8Array.of(0xd9, 0xd9, 0xf7, 0xa0))).toBeNull();
  });

  it.each(['', 'text', '{', '{}', '{"kind":1}', '[]', 'k8s\0\xff\xff'])(
    'is refused where there is none: %j',
    (value) => {
      expect(() => readHead(Buffer.from(value, 'latin1'))).toThrow(expect.objectContaining({ code: 'ValueMalformed' }));
    },
  );
});

it('ends on any bytes, with a head or with ValueMalformed', () => {
  const random = seeded(7);
  const values = [protobuf(pod), json(pod)];
  const outcomes = new Set<string>();
  for (let round = 0; round < 10_000; round++) {
    const value = Uint8Array.from(values[round % 2] ?? []);
    for (let changes = 0; changes < 3; changes++) value[random.between(4, value.length - 1)] = random.between(0, 255);
    try {
      outcomes.add(readHead(value.subarray(0, value.length - random.between(0, 2))) === null ? 'none' : 'head');
    } catch (error) {
      expect(error).toMatchObject({ code: 'ValueMalformed' });
      outcomes.add('malformed');
    }
  }
  expect([...outcomes].sort()).toEqual(['head', 'malformed']);
});

describe.skipIf(kubernetesSources() === null)('the heads of Kubernetes’ golden objects', () => {
  it('are the same from protobuf and from JSON', () => {
    // The others are never stored: reviews, options, lists.
    const objects = goldenObjects().filter(({ json: text }) => JSON.parse(text).metadata?.uid !== undefined);
    const headOf = (value: Uint8Array) => ({ ...readHead(value), managedFieldsBytes: 0 });
    const differing = objects.filter(({ stored, json: text }) => {
      const [one, other] = [headOf(stored), headOf(Buffer.from(text))];
      return JSON.stringify(one) !== JSON.stringify(other);
    });
    expect(differing.map(({ name }) => name)).toEqual([]);
    expect(objects.length).toBeGreaterThan(100);
  });
});
