import { expect, it } from 'vitest';
import { holdsCover, holdsSecret } from './holds-secret.ts';
import { coverSecrets } from './secret-cover.ts';

const cover = (json: string): string | null => coverSecrets(json, () => null);
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

it.each([
  [
    '{"kind":"Secret", "data":{"a":"aHVudGVyMg==","b":""},"stringData":{"c":"é"},"n":1.0}',
    '{"kind":"Secret","data":{"a":"•••••••• (7 bytes)","b":"•••••••• (0 bytes)"},"stringData":{"c":"•••••••• (2 bytes)"},"n":1.0}',
  ],
  ['{"kind":"Secret","data":{"a":["x"]}}', '{"kind":"Secret","data":{"a":"••••••••"}}'],
  ['{"kind":"Secret","data":"x"}', '{"kind":"Secret","data":"••••••••"}'],
  ['{"kind":"Secret","data":null}', '{"kind":"Secret","data":null}'],
  ['{"kind":"ConfigMap","data":{"a":"x"}}', '{"kind":"ConfigMap","data":{"a":"x"}}'],
  [
    '{"kind":"SecretList","items":[{"data":{"a":"YQ=="}}]}',
    '{"kind":"SecretList","items":[{"data":{"a":"•••••••• (1 byte)"}}]}',
  ],
  [
    '{"kind":"Secret","metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\\"data\\":{\\"a\\":\\"YQ==\\"}}\\n","b":"c"}}}',
    '{"kind":"Secret","metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"{\\"data\\":{\\"a\\":\\"•••••••• (1 byte)\\"}}\\n","b":"c"}}}',
  ],
  [
    '{"kind":"Secret","metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"not JSON"}}}',
    '{"kind":"Secret","metadata":{"annotations":{"kubectl.kubernetes.io/last-applied-configuration":"••••••••"}}}',
  ],
])('covers %s', (json, covered) => {
  expect(cover(json)).toBe(covered);
  expect(cover(covered)).toBe(covered);
});

it('gives nothing where it cannot tell', () => {
  expect(cover('{"kind":"Secret",')).toBeNull();
  expect(cover(`{"kind":"Secret","x":${'['.repeat(5_000)}${']'.repeat(5_000)}}`)).toBeNull();
});

it('knows what must be covered, and what is', () => {
  expect(holdsSecret(bytes('{ "kind" : "Secret", "data": {"a":""} }'))).toBe(true);
  expect(holdsSecret(bytes('{"kind":"Gateway","spec":{"certificateRefs":[{"kind":"Secret","name":"tls"}]}}'))).toBe(
    false,
  );
  expect(holdsSecret(bytes('{"kind":"ConfigMap","data":{"a":"Secret"}}'))).toBe(false);
  expect(holdsSecret(bytes('kind: Secret'))).toBe(false);
  expect(holdsSecret(new Uint8Array())).toBe(false);
  expect(holdsCover(bytes(cover('{"kind":"Secret","data":{"a":"YQ=="}}') ?? ''))).toBe(true);
  expect(holdsCover(bytes('{"kind":"Secret","data":{"a":"YQ=="}}'))).toBe(false);
  expect(holdsCover(bytes('{"placeholder":"••••••••"}'))).toBe(false);
});

it('leaves what only names a Secret as it is', () => {
  const value = bytes('{"kind":"Route","spec":{"data":{"a":"b"},"ref":{"kind":"Secret","name":"tls"}}}');
  expect(holdsSecret(value)).toBe(false);
});
