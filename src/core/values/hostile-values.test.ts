import { gzipSync } from 'node:zlib';
import { expect, it } from 'vitest';
import { goldenObjects, kubernetesSources } from '../../testing/kubernetes/golden-objects.ts';
import { resourcesFolder } from '../assets/assets.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { decodeValue, encodeValue } from './read-value.ts';
import { holdsSecret } from './secrets/holds-secret.ts';

const schema = () => loadKubernetesSchema(resourcesFolder());
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

const damaged = process.env.ETCDECK_FULL === '1' ? 2_000 : 600;

/** A seeded generator (mulberry32): the same numbers in every run. */
function random(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) % below;
  };
}

const beginnings: readonly Uint8Array[] = [
  bytes(
    '{"apiVersion":"v1","kind":"Secret","metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\\"data\\":{}}"}},"data":{"a":"YQ=="}}',
  ),
  bytes('{"kind":"List","items":[{"kind":"Secret","stringData":{"a":1}}]}\n'),
  bytes('a: b\nc:\n  - d: |\n      e\n'),
  gzipSync('{"a":[1,2,{"b":null}]}'),
  bytes(gzipSync('text of a release').toString('base64')),
  bytes('k8s:enc:kms:v2:plugin:\n\u0003abc'),
  Uint8Array.of(
    0x6b,
    0x38,
    0x73,
    0,
    0x0a,
    0x0c,
    0x0a,
    0x02,
    0x76,
    0x31,
    0x12,
    0x06,
    0x53,
    0x65,
    0x63,
    0x72,
    0x65,
    0x74,
  ),
];

function mutated(value: Uint8Array, next: (below: number) => number): Uint8Array {
  const changed = Uint8Array.from(value);
  for (let changes = 1 + next(4); changes > 0; changes--) changed[next(changed.length)] = next(256);
  return next(4) === 0 ? changed.subarray(0, next(changed.length)) : changed;
}

it(`reads ${damaged} damaged values in one way or another, and gives back what it was given`, async () => {
  const golden = kubernetesSources() === null ? [] : goldenObjects().map(({ stored }) => stored);
  const originals = [...beginnings, ...golden.slice(0, 40)];
  const next = random(11);
  for (let at = 0; at < damaged; at++) {
    const value = mutated(originals[at % originals.length] ?? new Uint8Array(1), next);
    const request = { value, codec: null, showsManagedFields: true, decoder: null };
    const covered = await decodeValue({ ...request, reveal: false }, schema);
    if (!holdsSecret(value)) expect(covered.notes).not.toContainEqual({ kind: 'masked' });
    const { codec, text, canEncode } = await decodeValue({ ...request, reveal: true }, schema);
    if (!canEncode) continue;
    const form = { codec, showsManagedFields: true };
    expect(Buffer.compare(await encodeValue({ text, form, base: value, decoder: null }, schema), value)).toBe(0);
  }
});

it.each([
  ['brackets', '['.repeat(1e6)],
  ['nested objects', `${'{"a":'.repeat(2e5)}1${'}'.repeat(2e5)}`],
  ['a nested object of Kubernetes', `{"apiVersion":"a/v1","kind":"B","spec":${'['.repeat(2e5)}${']'.repeat(2e5)}}`],
  [
    'a nested Secret',
    `{"apiVersion":"v1","kind":"Secret","data":{"a":"YQ=="},"x":${'['.repeat(2e5)}${']'.repeat(2e5)}}`,
  ],
  ['base64 that ends nowhere', `H4sI${'A'.repeat(1e6)}`],
  ['a long line', 'a: '.repeat(4e5)],
  ['escapes', `{"a":"${'\\u0041'.repeat(2e5)}"}`],
])('reads %s in bounded time', async (_, text) => {
  const decoded = await decodeValue(
    { value: bytes(text), codec: null, showsManagedFields: false, reveal: false, decoder: null },
    schema,
  );
  expect(decoded.codecs.at(-1)).toBe('hex');
});
