import { describe, expect, it } from 'vitest';
import { withVariables } from './etcdctl-variables.ts';
import type { GlobalFlags } from './global-flags.ts';
import { profileOf, requireNoConnection, requireTls } from './profile.ts';

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

describe('a certificate beside an endpoint', () => {
  const check = (given: GlobalFlags, env = {}) => {
    const flags = withVariables(given, env);
    return requireTls(flags, given, profileOf(flags));
  };

  it.each<GlobalFlags>([
    { endpoints: ['http://a:2379'], cacert: '/none/ca.crt' },
    { endpoints: ['HTTP://a:2379'], cert: 'a.crt', key: 'a.key' },
    { endpoints: ['a:2379'], key: 'a.key' },
  ])('is refused where it would be left unused: %j', (given) => {
    const flag = given.cacert ? '--cacert' : given.cert ? '--cert' : '--key';
    const message = `${flag} is not used: http://a:2379 is dialled without TLS. Write https:// where the member speaks it, else leave ${flag} out`;
    expect(() => check(given)).toThrow(expect.objectContaining({ code: 'BadRequest', message }));
  });

  it('is warned of where a variable names it', () => {
    const variables = { ETCDCTL_CACERT: '/pki/ca.crt' };
    expect(check({ endpoints: ['http://a:2379'] }, variables)).toBe(
      'ETCDCTL_CACERT is not used: http://a:2379 is dialled without TLS',
    );
    expect(check({ endpoints: ['a:2379'] }, variables)).toBeNull();
  });

  it.each<GlobalFlags>([
    { endpoints: ['https://a:2379'], cacert: 'ca.crt' },
    { endpoints: ['a:2379'], cacert: 'ca.crt', key: 'a.key' },
    { endpoints: ['http://a:2379'], cacert: '' },
    {},
  ])('stands where TLS is spoken, or where there is none: %j', (given) => {
    expect(check(given)).toBeNull();
  });
});
