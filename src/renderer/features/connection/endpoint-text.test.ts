import { expect, it } from 'vitest';
import { completeEndpoint, endpointProblem, splitEndpoints } from './endpoint-text.ts';

it.each([
  ['10.0.4.11', true, 'https://10.0.4.11:2379'],
  ['10.0.4.11:22379', true, 'https://10.0.4.11:22379'],
  ['etcd.example.net', false, 'http://etcd.example.net:2379'],
  [' https://etcd.example.net:2379/ ', false, 'https://etcd.example.net:2379'],
  ['[::1]', true, 'https://[::1]:2379'],
  ['http://[fe80::1]:2379', true, 'http://[fe80::1]:2379'],
  ['ftp://x', true, 'ftp://x'],
  ['  ', true, ''],
])('takes %j with TLS %s for %j', (typed, usesTls, meant) => expect(completeEndpoint(typed, usesTls)).toBe(meant));

it.each(['https://10.0.4.11:2379', 'http://localhost:1', 'https://[::1]:65535'])('accepts %s', (endpoint) =>
  expect(endpointProblem(endpoint)).toBeNull(),
);

it.each([
  'ftp://x:1',
  'https://x',
  'https://x:0',
  'https://x:65536',
  'https://x:2379/v3',
  'https://a b:2379',
  'x:2379',
])('refuses %s', (endpoint) => expect(endpointProblem(endpoint)).not.toBeNull());

it('reads lists as shells and colleagues write them', () => {
  const list = ['https://a:2379', 'https://b:2379'];
  expect(splitEndpoints('https://a:2379,https://b:2379')).toEqual(list);
  expect(splitEndpoints('https://a:2379\n  https://b:2379 ;')).toEqual(list);
  expect(splitEndpoints('ETCDCTL_ENDPOINTS=https://a:2379,https://b:2379')).toEqual(list);
  expect(splitEndpoints('--endpoints=https://a:2379,https://b:2379')).toEqual(list);
  expect(splitEndpoints('--endpoints https://a:2379,https://b:2379')).toEqual(list);
  expect(splitEndpoints('"https://a:2379", "https://b:2379"')).toEqual(list);
});
