import { beforeAll, describe, expect, it } from 'vitest';
import type { ObjectRepair } from '../../../contract/plans.ts';
import { goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import { testPorts } from '../../../testing/ports.ts';
import { kubectlRepair } from '../../kubernetes-commands/kubectl-repairs.ts';
import { decodeObject } from '../../kubernetes-storage/codec/decode.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { readHead } from '../../kubernetes-storage/heads/read-head.ts';
import { type EditingRepair, repairedObject } from './repair-object.ts';

let schema: KubernetesSchema;
beforeAll(async () => {
  schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
});

const deletionTimestamp = '2026-01-02T03:04:05Z';
const dropped: EditingRepair = { kind: 'dropDeletionTimestamp' };
const without = (finalizer: string): EditingRepair => ({ kind: 'removeFinalizer', finalizer });
const json = (object: object) => Buffer.from(JSON.stringify(object));

/** An object stored either way, repaired, as an object again. */
function repaired(object: object, repair: EditingRepair): unknown {
  const fromJson: unknown = JSON.parse(Buffer.from(repairedObject(schema, json(object), repair)).toString());
  const stored = encodeObject(schema, JSON.stringify(object), null);
  const fromProtobuf: unknown = JSON.parse(decodeObject(schema, repairedObject(schema, stored, repair)).json);
  const canonical: unknown = JSON.parse(
    decodeObject(schema, encodeObject(schema, JSON.stringify(fromJson), null)).json,
  );
  expect(fromProtobuf).toEqual(canonical);
  return fromJson;
}

const claim = (metadata: object) => ({
  apiVersion: 'v1',
  kind: 'PersistentVolumeClaim',
  metadata: { name: 'uploads', namespace: 'shop', ...metadata },
});

describe('removing a finalizer', () => {
  it('takes out the one that is named', () => {
    expect(repaired(claim({ finalizers: ['a/a', 'b/b', 'c/c'] }), without('b/b'))).toEqual(
      claim({ finalizers: ['a/a', 'c/c'] }),
    );
  });

  it('takes the list with the last one', () => {
    expect(repaired(claim({ finalizers: ['a/a'], deletionTimestamp }), without('a/a'))).toEqual(
      claim({ deletionTimestamp }),
    );
  });

  it('takes it out of a Namespace’s spec as well', () => {
    const namespace = (metadata: object, spec: object) => ({ apiVersion: 'v1', kind: 'Namespace', metadata, spec });
    const stuck = namespace({ name: 'shop', finalizers: ['a/a'] }, { finalizers: ['kubernetes', 'a/a'] });
    expect(repaired(stuck, without('kubernetes'))).toEqual(
      namespace({ name: 'shop', finalizers: ['a/a'] }, { finalizers: ['a/a'] }),
    );
    expect(repaired(stuck, without('a/a'))).toEqual(namespace({ name: 'shop' }, { finalizers: ['kubernetes'] }));
  });

  it('is refused where the object has no such finalizer', () => {
    const refused = (object: object) =>
      expect(() => repairedObject(schema, json(object), without('a/a'))).toThrow(
        expect.objectContaining({ code: 'BadRequest' }),
      );
    refused(claim({ finalizers: ['b/b'] }));
    refused(claim({}));
    // A custom resource may have its own list of that name.
    refused({ apiVersion: 'x.io/v1', kind: 'Thing', metadata: {}, spec: { finalizers: ['a/a'] } });
  });
});

describe('dropping a deletion', () => {
  it('takes away the time and the grace', () => {
    expect(repaired(claim({ deletionTimestamp, deletionGracePeriodSeconds: 0, finalizers: ['a/a'] }), dropped)).toEqual(
      claim({ finalizers: ['a/a'] }),
    );
  });

  it('makes a Namespace active again', () => {
    const namespace = (metadata: object, phase: string) => ({
      ...{ apiVersion: 'v1', kind: 'Namespace', metadata },
      status: { phase },
    });
    expect(repaired(namespace({ name: 'shop', deletionTimestamp }, 'Terminating'), dropped)).toEqual(
      namespace({ name: 'shop' }, 'Active'),
    );
  });

  it('is refused where the object is not being deleted', () => {
    expect(() => repairedObject(schema, json(claim({})), dropped)).toThrow(
      expect.objectContaining({ code: 'BadRequest' }),
    );
  });
});

it('leaves the text of everything else as it is', () => {
  const text =
    '{ "apiVersion": "x.io/v1", "kind": "Thing",\n "metadata": {"finalizers": ["a/a"], "name": "t"},' +
    ' "spec": {"10": 1.50, "9": 12345678901234567890, "a": "\\u003c"} }';
  expect(Buffer.from(repairedObject(schema, Buffer.from(text), without('a/a'))).toString()).toBe(
    '{"apiVersion":"x.io/v1","kind":"Thing","metadata":{"name":"t"},' +
      '"spec":{"10": 1.50, "9": 12345678901234567890, "a": "\\u003c"}}',
  );
});

it.each([
  ['k8s:enc:aescbc:v1:key1:', 'BadRequest'],
  ['nothing', 'BadRequest'],
  ['{', 'ValueMalformed'],
  ['k8s\0\xff', 'ValueMalformed'],
])('refuses what is no object: %j', (value, code) => {
  expect(() => repairedObject(schema, Buffer.from(value, 'latin1'), dropped)).toThrow(
    expect.objectContaining({ code }),
  );
});

describe('the safe way', () => {
  const head = readHead(
    json({
      ...{ apiVersion: 'v1', kind: 'Namespace' },
      metadata: { name: 'shop', finalizers: ["it's/one", 'a/a'] },
      spec: { finalizers: ['kubernetes'] },
    }),
  );
  if (head === null) throw new Error('it was just made');
  const place = { group: null, resource: 'namespaces', namespace: null, name: 'shop' };
  const lines = (repair: ObjectRepair, of = place) => kubectlRepair(of, repair, head);

  it.each([
    [
      without('a/a'),
      `kubectl patch namespaces shop --type=json -p '[{"op":"test","path":"/metadata/finalizers/1","value":"a/a"},{"op":"remove","path":"/metadata/finalizers/1"}]'`,
    ],
    [
      without('kubernetes'),
      `kubectl get namespaces shop -o json | jq '.spec.finalizers -= ["kubernetes"]' | kubectl replace --raw /api/v1/namespaces/shop/finalize -f -`,
    ],
    [{ kind: 'deleteOrphan' } as const, 'kubectl delete --cascade=orphan namespaces shop'],
  ])('is a line of kubectl: %j', (repair, line) => {
    expect(lines(repair)).toEqual([line]);
  });

  it('keeps what was deleted, to create it anew', () => {
    expect(lines(dropped).at(-1)).toBe('kubectl create -f object.json');
  });

  it('names custom resources by their group, and leaves out what kubectl cannot reach', () => {
    const custom = { group: 'x.io', resource: 'things', namespace: 'shop', name: 'a' };
    expect(kubectlRepair(custom, { kind: 'deleteOrphan' }, head)).toEqual([
      'kubectl delete --cascade=orphan things.x.io a -n shop',
    ]);
    expect(kubectlRepair({ ...place, resource: 'ranges' }, { kind: 'deleteOrphan' }, head)).toEqual([]);
  });
});

describe.skipIf(kubernetesSources() === null)('repairs of golden objects', () => {
  it('change nothing but what they are about', () => {
    const stored = goldenObjects().filter(({ json: text }) => JSON.parse(text).metadata?.uid !== undefined);
    expect(stored.length).toBeGreaterThan(100);
    for (const { stored: value, json: text } of stored) {
      const expected = JSON.parse(text);
      delete expected.metadata.deletionTimestamp;
      delete expected.metadata.deletionGracePeriodSeconds;
      expect(JSON.parse(decodeObject(schema, repairedObject(schema, value, dropped)).json)).toEqual(expected);
      const [finalizer] = expected.metadata.finalizers;
      const released = readHead(repairedObject(schema, value, without(finalizer)));
      expect(released?.finalizers).toEqual(expected.metadata.finalizers.slice(1));
    }
  });
});
