import { generateKeyPairSync, randomBytes } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { resourcesFolder } from '../../assets/assets.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../kubernetes-storage/codec/load-schema.ts';
import { holdsSecret } from './holds-secret.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const json = (value: unknown): Uint8Array => bytes(JSON.stringify(value));
const configMap = (text: string): Uint8Array => json({ apiVersion: 'v1', kind: 'ConfigMap', data: { a: text } });
const lastApplied = (kind: string, object: object): Uint8Array =>
  json({
    apiVersion: 'x.org/v1',
    kind,
    metadata: { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': `${JSON.stringify(object)}\n` } },
    data: { ordinary: 'yes' },
  });
const gateway = { kind: 'Gateway', spec: { certificateRefs: [{ kind: 'Secret', name: 'tls' }] } };
const { publicKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
});

it.each<[string, Uint8Array]>([
  ['prose', configMap('Every Secret of this kind is safe: nobody has the data: it is gone.')],
  ['prose with the very words', configMap('Set kind to Secret, and put your data in it.')],
  ['another kind', json({ kind: 'SecretStore', data: { a: 'b' } })],
  ['a sealed one', json({ kind: 'SealedSecret', spec: { encryptedData: { a: 'AgB' }, template: { data: null } } })],
  ['a reference', json({ ...gateway, data: { a: 'b' } })],
  ['a reference that was applied', lastApplied('Gateway', gateway)],
  ['a reference in YAML', configMap('kind: Gateway\nspec:\n  certificateRefs:\n  - kind: Secret\n    name: tls\n')],
  [
    'a reference in YAML, and data in another document',
    configMap('kind: ConfigMap\ndata:\n  a: b\n---\nkind: Gateway\nspec:\n  ref:\n    kind: Secret\n    name: tls\n'),
  ],
  [
    'a reference in YAML with apostrophes, and data in another document',
    configMap("# it's a's\nkind: ConfigMap\ndata:\n  a: b\n---\nkind: Gateway\nref: {kind: Secret, name: tls}\n"),
  ],
  ['kinds', json({ rules: [{ kinds: ['Secret', 'ConfigMap'], data: true }] })],
  ['a Secret without data', json({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, data: {} })],
  ['covered data', json({ kind: 'Secret', data: { a: '•••••••• (3 bytes)' } })],
  ['a public key', configMap(publicKey)],
  ['a token', configMap(`eyJhbGciOiJSUzI1NiJ9.${randomBytes(200).toString('base64url')}`)],
  ['bytes', new Uint8Array(randomBytes(100_000))],
  ['base64 of bytes', bytes(randomBytes(100_000).toString('base64'))],
  ['a checksum', configMap(randomBytes(32).toString('hex'))],
  ['gzip', new Uint8Array(gzipSync('{"kind":"ConfigMap","data":{"a":"b"}}'))],
  ['base64 of gzip', bytes(gzipSync('{"kind":"ConfigMap","data":{"a":"b"}}').toString('base64'))],
  ['a script', configMap('#!/bin/sh\ncurl --data @x \\\n  -H "Secret: $1" \\\n  "$2"\n')],
  ['escapes', json({ path: 'C:\\users\\xa\\Secret', expression: '\\x41\\u0041', kind: 'x', data: 1 })],
  ['what Go escapes', bytes('{"kind":"Route","a":"\\u003cb\\u003e \\u0026","ref":{"kind":"Secret"},"data":{}}')],
  ['an encrypted value', Buffer.concat([bytes('k8s:enc:aescbc:v1:Secret-key:'), randomBytes(4_000)])],
  ['UTF-16', new Uint8Array(Buffer.from('\ufeffkind: ConfigMap\ndata:\n  a: a Secret\n', 'utf16le'))],
  ['nothing', new Uint8Array()],
])('%s is no Secret', (_, value) => {
  expect(holdsSecret(value)).toBe(false);
});

it('objects in protobuf that name Secrets are none', async () => {
  const schema = await loadKubernetesSchema(resourcesFolder());
  const annotations = { 'example.org/ref': JSON.stringify(gateway), 'example.org/note': 'its data: is in a Secret' };
  const metadata = { name: 'a', namespace: 'b', annotations };
  for (const object of [
    { apiVersion: 'v1', kind: 'ConfigMap', metadata, data: { a: 'data: b' } },
    { apiVersion: 'v1', kind: 'ServiceAccount', metadata, secrets: [{ kind: 'Secret', name: 'token' }] },
    { apiVersion: 'v1', kind: 'Event', metadata, involvedObject: { kind: 'Secret', name: 'x' }, message: 'data: 1' },
    { apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' }, type: 'Opaque' },
  ])
    expect(holdsSecret(encodeObject(schema, JSON.stringify(object), null)), object.kind).toBe(false);
});
