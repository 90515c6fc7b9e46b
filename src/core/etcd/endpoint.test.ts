import { expect, it } from 'vitest';
import { toDialTarget } from './endpoint.ts';

it.each([
  ['http://127.0.0.1:2379', { host: '127.0.0.1', target: '127.0.0.1:2379', isTls: false }],
  ['https://etcd.example.org:2379/', { host: 'etcd.example.org', target: 'etcd.example.org:2379', isTls: true }],
  ['https://[::1]:2379', { host: '::1', target: '[::1]:2379', isTls: true }],
  // gRPC itself would dial 443 for both.
  ['https://etcd', { host: 'etcd', target: 'etcd:443', isTls: true }],
  ['http://etcd:80', { host: 'etcd', target: 'etcd:80', isTls: false }],
])('takes %s apart', (endpoint, parts) => {
  expect(toDialTarget(endpoint)).toEqual(parts);
});

it.each(['127.0.0.1:2379', 'etcd', 'ftp://etcd:2379', 'https://', ''])('refuses %o', (endpoint) => {
  expect(() => toDialTarget(endpoint)).toThrow(expect.objectContaining({ code: 'EndpointInvalid' }));
});
