import { expect, it } from 'vitest';
import { withVariables } from './etcdctl-variables.ts';
import type { GlobalFlags } from './global-flags.ts';
import { requireNoConnection } from './profile.ts';

it.each<readonly [GlobalFlags, string]>([
  [{ connection: 'prod' }, '--connection'],
  [{ endpoints: ['https://127.0.0.1:1'] }, '--endpoints'],
  [{ discoverySrv: 'example.org' }, '--discovery-srv'],
  [{ discoverySrvName: 'blue' }, '--discovery-srv-name'],
  [{ cacert: '/pki/ca.crt' }, '--cacert'],
  [{ cert: '/pki/a.crt' }, '--cert'],
  [{ key: '/pki/a.key' }, '--key'],
  [{ insecureSkipTlsVerify: false }, '--insecure-skip-tls-verify'],
  [{ insecureTransport: true }, '--insecure-transport'],
  [{ user: 'root' }, '--user'],
  [{ password: '' }, '--password'],
])('a file is read without %j', (given, flag) => {
  const message = `a file is read, and no cluster is asked: leave ${flag} out`;
  expect(() => requireNoConnection(given)).toThrow(expect.objectContaining({ code: 'BadRequest', message }));
});

it('a file is read whatever variables say of a cluster', () => {
  const given: GlobalFlags = { writeOut: 'json', hex: true, debug: false, dialTimeout: 5 };
  const variables = { ETCDCTL_ENDPOINTS: 'https://127.0.0.1:1', ETCDCTL_USER: 'root' };
  expect(withVariables(given, variables)).toHaveProperty('user', 'root');
  expect(() => requireNoConnection(given)).not.toThrow();
});
