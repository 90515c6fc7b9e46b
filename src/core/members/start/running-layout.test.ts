import { describe, expect, it } from 'vitest';
import { dataDirLike, tlsLike, tokenIn } from './running-layout.ts';
import { sharedFlags } from './shared-flags.ts';

const flags = (given: Readonly<Record<string, string>>): ReadonlyMap<string, string> => new Map(Object.entries(given));

describe('another member’s command line', () => {
  it.each([
    [{ name: 'm1', 'data-dir': '/var/lib/etcd' }, '/var/lib/etcd'],
    [{ name: 'm1', 'data-dir': '/data/m1' }, '/data/etcd-4'],
    [{ name: 'm1', 'data-dir': '/data/m1.etcd/' }, '/data/etcd-4.etcd'],
    [{ name: 'm1', 'data-dir': '/data/m10' }, '/data/m10'],
    [{ name: 'm1', 'data-dir': '/data/m1/etcd' }, '/data/etcd-4/etcd'],
    [{ name: 'm1', 'data-dir': '/' }, '/'],
    // A name that says what it is tells nobody apart.
    [{ name: 'etcd', 'data-dir': '/var/lib/etcd' }, '/var/lib/etcd'],
    [{ name: 'm1', 'data-dir': 'm1.etcd' }, null],
    [{ name: 'm1', 'data-dir': '/a\u202e/b' }, null],
    [{ name: 'm1' }, null],
  ])('%j keeps its data as the new one: %s', (given, folder) => {
    expect(dataDirLike(flags(given), 'etcd-4')).toBe(folder);
  });

  it('says where certificates are; one named after the member is a guess', () => {
    const given = flags({
      name: 'm1',
      'peer-cert-file': '/pki/peer-m1.crt',
      'peer-key-file': '/pki/peer-m1.key',
      'peer-trusted-ca-file': '/pki/ca.crt',
      'peer-client-cert-auth': 'true',
      'cert-file': '/pki/server.crt',
      'key-file': '/pki/server.key',
    });
    expect(tlsLike('peer-', given, 'm4')).toEqual({
      kind: 'files',
      ca: { path: '/pki/ca.crt', isKnown: true },
      certificate: { path: '/pki/peer-m4.crt', isKnown: false },
      key: { path: '/pki/peer-m4.key', isKnown: false },
      demandsCertificates: true,
    });
    expect(tlsLike('', given, 'm4')).toMatchObject({ ca: null, demandsCertificates: false });
  });

  it('says that etcd makes certificates itself, or nothing', () => {
    expect(tlsLike('peer-', flags({ 'peer-auto-tls': 'true' }), 'm4')).toEqual({ kind: 'self-signed' });
    expect(tlsLike('', flags({ 'peer-auto-tls': 'true' }), 'm4')).toBeNull();
    expect(tlsLike('', flags({ 'cert-file': '/pki/a.crt' }), 'm4')).toBeNull();
    expect(tlsLike('', flags({ 'cert-file': 'pki/a.crt', 'key-file': '/pki/a\n.key' }), 'm4')).toBeNull();
  });

  it('lends its token where it is a word', () => {
    expect(tokenIn(flags({ 'initial-cluster-token': 'shop' }))).toBe('shop');
    expect(tokenIn(flags({ 'initial-cluster-token': 'a b' }))).toBeNull();
    expect(tokenIn(flags({}))).toBeNull();
  });

  it('lends what members share, and nothing of its own, of another form or unsafe', () => {
    const given = flags({
      name: 'm1',
      'listen-peer-urls': 'http://10.0.0.1:2380',
      'force-new-cluster': 'true',
      'unsafe-no-fsync': 'true',
      'log-outputs': '/etc/passwd',
      'pre-vote': 'T',
      'heartbeat-interval': '150',
      'election-timeout': '1500; reboot',
      'quota-backend-bytes': '8589934592',
      'auto-compaction-retention': '1h30m',
      'experimental-corrupt-check-time': '$(id)',
      'auth-token': 'jwt,pub-key=/pki/jwt.pub,priv-key=/pki/jwt.key,sign-method=RS256',
      'cipher-suites': `TLS_${'A'.repeat(2_000)}`,
    });
    expect(Object.fromEntries(sharedFlags(given).map(({ name, value }) => [name, value]))).toEqual({
      'heartbeat-interval': '150',
      'pre-vote': 'true',
      'quota-backend-bytes': '8589934592',
      'auto-compaction-retention': '1h30m',
      'auth-token': 'jwt,pub-key=/pki/jwt.pub,priv-key=/pki/jwt.key,sign-method=RS256',
    });
  });
});
