import { resolve } from 'node:path';
import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { parseDuration } from './durations.ts';
import { withVariables } from './etcdctl-variables.ts';
import { addGlobalFlags, type GlobalFlags, refuseUnsupported, spellBooleans } from './global-flags.ts';
import { profileOf, requireOneConnection, secretsOf } from './profile.ts';

function flagsOf(args: readonly string[], env: Readonly<Record<string, string>> = {}): GlobalFlags {
  const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
  addGlobalFlags(program);
  program
    .command('get')
    .argument('<key>')
    .action(() => undefined);
  program.parse(spellBooleans(args), { from: 'user' });
  return withVariables(program.opts<GlobalFlags>(), env);
}

describe('the global flags', () => {
  it('stand before or behind the command', () => {
    expect(
      flagsOf(['--cacert', 'a', 'get', 'k', '-w', 'json', '--endpoints=x:1,y:2', '--endpoints', 'z:3']),
    ).toMatchObject({
      cacert: 'a',
      writeOut: 'json',
      endpoints: ['x:1', 'y:2', 'z:3'],
    });
  });

  it('take booleans as etcdctl does', () => {
    expect(flagsOf(['get', 'k']).insecureSkipTlsVerify).toBeUndefined();
    expect(flagsOf(['--insecure-skip-tls-verify', 'get', 'k']).insecureSkipTlsVerify).toBe(true);
    expect(flagsOf(['--insecure-skip-tls-verify=true', 'get', 'k']).insecureSkipTlsVerify).toBe(true);
    expect(flagsOf(['--insecure-transport=false', 'get', 'k']).insecureTransport).toBe(false);
    expect(flagsOf(['get', '--', '--debug=true']).debug).toBeUndefined();
  });

  it('come from the variables where they are not given', () => {
    const env = { ETCDCTL_ENDPOINTS: 'a:1,b:2', ETCDCTL_CACERT: 'ca', ETCDCTL_USER: 'root', ETCDCTL_KEY: '' };
    const flags = flagsOf(['--cacert', 'mine', 'get', 'k'], env);
    expect(flags).toMatchObject({ endpoints: ['a:1', 'b:2'], cacert: 'mine', user: 'root' });
    expect(flags.key).toBeUndefined();
    expect(flagsOf(['get', 'k'], { ETCDCTL_INSECURE_SKIP_TLS_VERIFY: 'false' }).insecureSkipTlsVerify).toBe(false);
    expect(flagsOf(['get', 'k'], { ETCDCTL_WRITE_OUT: 'fields' }).writeOut).toBe('table');
    expect(flagsOf(['get', 'k'], { ETCDCTL_WRITE_OUT: 'simple' }).writeOut).toBe('simple');
    expect(() => flagsOf(['get', 'k'], { ETCDCTL_DIAL_TIMEOUT: 'soon' })).toThrow('ETCDCTL_DIAL_TIMEOUT=soon');
  });

  it('let a saved connection bring its own cluster, and take the password from outside', () => {
    const flags = flagsOf(['--connection', 'home', 'get', 'k'], { ETCDCTL_ENDPOINTS: 'a:1', ETCDCTL_PASSWORD: 'pw' });
    expect(flags).toEqual({ connection: 'home', password: 'pw' });
    expect(() => requireOneConnection({ connection: 'home', insecureSkipTlsVerify: true })).toThrow(
      '--insecure-skip-tls-verify',
    );
  });

  it('take a domain to find endpoints in, and hexadecimal', () => {
    expect(flagsOf(['--discovery-srv', 'x.org', 'get', 'k', '--hex'], { ETCDCTL_DISCOVERY_SRV_NAME: 'east' })).toEqual({
      discoverySrv: 'x.org',
      discoverySrvName: 'east',
      hex: true,
    });
    expect(() => requireOneConnection({ connection: 'home', discoverySrv: 'x.org' })).toThrow('--discovery-srv');
    expect(profileOf({ endpoints: ['a:1'] }, ['https://b:2']).endpoints).toEqual(['https://b:2']);
  });

  it('are refused by name where etcdeck does not take them, and only as flags', () => {
    expect(() => refuseUnsupported(['get', 'k', '--keepalive-time=2s'])).toThrow('--keepalive-time is not supported');
    expect(() => refuseUnsupported(['put', 'k', '--', '--keepalive-time'])).not.toThrow();
  });

  it.each(['fields', 'protobuf', ''])('refuse the format %j', (format) => {
    expect(() => flagsOf(['-w', format, 'get', 'k'])).toThrow();
  });
});

describe('the connection of the flags', () => {
  it('is the local cluster by default', () => {
    expect(profileOf({})).toMatchObject({ endpoints: ['127.0.0.1:2379'], user: null });
  });

  it('speaks TLS to bare endpoints where plain http is forbidden', () => {
    expect(profileOf({ endpoints: ['a:1', 'http://b:2'], insecureTransport: false }).endpoints).toEqual([
      'https://a:1',
      'http://b:2',
    ]);
  });

  it('takes paths as etcdctl does: they may be relative, and an empty one is none', () => {
    const { tls } = profileOf({ cacert: 'pki/ca.crt', cert: '/etc/pki/client.crt', key: '' });
    expect(tls).toMatchObject({
      caFile: resolve('pki/ca.crt'),
      certFile: resolve('/etc/pki/client.crt'),
      keyFile: null,
    });
    expect(profileOf({}).tls).toMatchObject({ caFile: null, certFile: null, keyFile: null });
  });

  it.each([
    [{ user: 'root' }, 'root', undefined],
    [{ user: 'root:a:b' }, 'root', 'a:b'],
    [{ user: 'ro:ot', password: 'pw' }, 'ro:ot', 'pw'],
    [{ user: 'root', password: '' }, 'root', undefined],
  ] as const)('reads the user of %j as etcdctl does', (flags, user, password) => {
    expect(profileOf(flags).user).toBe(user);
    expect(secretsOf(flags, {}).password).toBe(password);
  });
});

describe('a duration', () => {
  it.each([
    ['5s', 5_000],
    ['1m30s', 90_000],
    ['500ms', 500],
    ['1.5s', 1_500],
  ])('%s is %i ms', (text, ms) => {
    expect(parseDuration(text)).toBe(ms);
  });

  it.each(['5', 's', '5 s', '0s', '-5s', '5s!'])('%j is none', (text) => {
    expect(() => parseDuration(text)).toThrow();
  });
});
