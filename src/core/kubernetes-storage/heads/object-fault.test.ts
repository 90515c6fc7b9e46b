import { beforeAll, expect, it } from 'vitest';
import { resourcesFolder } from '../../assets/assets.ts';
import { encodeObject } from '../codec/encode.ts';
import { loadKubernetesSchema } from '../codec/load-schema.ts';
import type { KubernetesSchema } from '../codec/schema.ts';
import { type Neighbours, objectFault } from './object-fault.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const registry = bytes('/registry/');
const alone: Neighbours = { areEncrypted: false, areProtobuf: false };

let schema: KubernetesSchema;
beforeAll(async () => {
  schema = await loadKubernetesSchema(resourcesFolder());
});

const map = (name: string, namespace?: string) => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace },
});
const widget = (apiVersion: string) => ({ apiVersion, kind: 'Widget', metadata: { name: 'w', namespace: 'shop' } });
const json = (object: object): Uint8Array => bytes(JSON.stringify(object));
const protobuf = (object: object): Uint8Array => encodeObject(schema, JSON.stringify(object), null);

const faultOf = (path: string, value: Uint8Array, neighbours = alone, clear: Uint8Array | null = value) =>
  objectFault(registry, bytes(`/registry/${path}`), { value, clear }, neighbours);

it('finds nothing wrong with what an API server stores', () => {
  expect(
    faultOf('configmaps/shop/a', protobuf(map('a', 'shop')), { areEncrypted: false, areProtobuf: true }),
  ).toBeNull();
  expect(faultOf('configmaps/shop/a', json(map('a', 'shop')))).toBeNull();
  expect(faultOf('minions/n', protobuf({ apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } }))).toBeNull();
  expect(faultOf('x.io/widgets/shop/w', json(widget('x.io/v1')))).toBeNull();
  const service = { apiVersion: 'v1', kind: 'Service', metadata: { name: 's', namespace: 'shop' } };
  expect(faultOf('services/specs/shop/s', protobuf(service))).toBeNull();
});

it('says nothing of what an API server keeps beside its objects, or what cannot be read here', () => {
  expect(faultOf('health', bytes('x'))).toBeNull();
  expect(faultOf('ranges/serviceips', bytes('x'))).toBeNull();
  expect(faultOf('masterleases/10.0.0.1', bytes('x'))).toBeNull();
  expect(faultOf('secrets/shop/s', bytes('k8s:enc:aescbc:v1:key1:xx'), alone, null)).toBeNull();
  const role = json({ apiVersion: 'authorization.openshift.io/v1', kind: 'Role', metadata: { name: 'r' } });
  const own = bytes('/openshift.io/roles/shop/r');
  expect(objectFault(bytes('/openshift.io/'), own, { value: role, clear: role }, alone)).toBeNull();
  expect(faultOf('x.io/widgets/shop/w', Uint8Array.of(0xd9, 0xd9, 0xf7, 0xa0))).toBeNull();
});

it.each([
  ['plain text', 'configmaps/shop/dup', bytes('dup'), 'NoObject', null],
  ['nothing', 'configmaps/shop/dup', new Uint8Array(), 'NoObject', null],
  ['JSON that names no kind', 'configmaps/shop/dup', bytes('{}'), 'NoObject', null],
  ['JSON that is none', 'configmaps/shop/dup', bytes('{"apiVersion"'), 'NoObject', null],
  ['half an envelope', 'secrets/shop/s', bytes('k8s:enc:'), 'NoObject', null],
  ['another kind', 'secrets/shop/a', json(map('a', 'shop')), 'OtherKind', 'Secret'],
  ["another group's", 'x.io/widgets/shop/w', json(widget('y.io/v1')), 'OtherKind', 'widgets.x.io'],
  ["a custom resource's kind", 'configmaps/shop/w', json(widget('x.io/v1')), 'OtherKind', 'ConfigMap'],
  ['another name', 'configmaps/shop/a', json(map('b', 'shop')), 'OtherName', 'a'],
  ['another namespace', 'configmaps/shop/a', json(map('a', 'mall')), 'OtherNamespace', 'shop'],
  ['no namespace', 'configmaps/shop/a', json(map('a')), 'OtherNamespace', 'shop'],
  ['a key without a namespace', 'configmaps/dup', json(map('dup')), 'OtherPlace', 'configmaps/NAMESPACE/NAME'],
  [
    'a key that is too deep',
    'configmaps/shop/a/b',
    json(map('a/b', 'shop')),
    'OtherPlace',
    'configmaps/NAMESPACE/NAME',
  ],
  ['a key with a namespace', 'minions/shop/n', bytes('x'), 'OtherPlace', 'minions/NAME'],
  ['no name', 'configmaps/shop/', bytes('x'), 'OtherPlace', 'configmaps/NAMESPACE/NAME'],
] as const)('points out %s', (_, path, value, fault, expected) => {
  expect(faultOf(path, value)).toEqual({ fault, expected });
});

it('points out what is stored otherwise than its neighbours', () => {
  const [clear, secret] = [json(map('a', 'shop')), bytes('k8s:enc:aescbc:v1:key1:xx')];
  const encrypted = { areEncrypted: true, areProtobuf: false };
  expect(faultOf('configmaps/shop/a', clear, encrypted)).toEqual({ fault: 'NotEncrypted', expected: null });
  expect(faultOf('configmaps/shop/a', secret, encrypted, clear)).toBeNull();
  const asProtobuf = { areEncrypted: false, areProtobuf: true };
  expect(faultOf('configmaps/shop/a', clear, asProtobuf)).toEqual({ fault: 'OtherForm', expected: 'protobuf' });
  const pod = { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'w', namespace: 'shop' } };
  expect(faultOf('x.io/widgets/shop/w', protobuf(pod))).toMatchObject({ fault: 'OtherKind' });
});
