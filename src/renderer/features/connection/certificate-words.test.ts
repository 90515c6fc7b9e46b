import { expect, it } from 'vitest';
import type { CertificateChain, CertificateFacts } from '../../../contract/connections/certificates.ts';
import { commonName, lifeOf, purposeOf, toneOf, verdictOfChains, worstFirst } from './certificate-words.ts';

const now = Date.parse('2026-03-01T12:00:00Z');
const day = 86_400_000;

const aCertificate = (changes: Partial<CertificateFacts> = {}): CertificateFacts => ({
  subject: 'O=system:masters, CN=etcd-server',
  issuer: 'CN=etcd-ca',
  names: ['10.0.4.11'],
  serialNumber: '1F',
  fingerprint: 'AA:BB',
  notBefore: now - 10 * day,
  notAfter: now + 90 * day,
  daysLeft: 90,
  isAuthority: false,
  key: 'EC P-256',
  keyUsage: [],
  extendedKeyUsage: ['serverAuth'],
  ...changes,
});

const aChain = (changes: Partial<CertificateChain> = {}): CertificateChain => ({
  role: 'server',
  endpoint: 'https://10.0.4.11:2379',
  certificates: [aCertificate()],
  findings: [],
  failure: null,
  ...changes,
});

const finding = (severity: 'error' | 'warning' | 'info') =>
  ({ severity, code: 'EndsSoon', message: '', certificate: 0 }) as const;

it.each([
  ['O=system:masters, CN=etcd-server', 'etcd-server'],
  ['CN=etcd-ca', 'etcd-ca'],
  ['O=Example', 'O=Example'],
  ['', 'an empty name'],
])('calls %j %j', (subject, name) => expect(commonName(subject)).toBe(name));

it.each([
  [{ daysLeft: 90 }, 'ok', 'ends in 90 days'],
  [{ daysLeft: 29 }, 'warn', 'ends in 29 days'],
  [{ daysLeft: 1 }, 'warn', 'ends in 1 day'],
  [{ daysLeft: 0 }, 'warn', 'ends within a day'],
  [{ daysLeft: -1 }, 'bad', 'ended within a day'],
  [{ daysLeft: -8 }, 'bad', 'ended 7 days ago'],
  [{ notBefore: now + 2 * day }, 'bad', 'begins in 2 days'],
] as const)('counts %j down', (changes, tone, text) =>
  expect(lifeOf(aCertificate(changes), now)).toEqual({ tone, text }),
);

it.each([
  [[], false, 'anything'],
  [[], true, 'signs certificates'],
  [['serverAuth'], false, 'server'],
  [['clientAuth'], false, 'client'],
  [['serverAuth', 'clientAuth'], false, 'server, client and peer'],
  [['1.2.3'], false, '1.2.3'],
])('says what %j is for', (extendedKeyUsage, isAuthority, purpose) =>
  expect(purposeOf(aCertificate({ extendedKeyUsage, isAuthority }))).toBe(purpose),
);

it('goes by the worst that is known of a chain', () => {
  expect(toneOf(aChain())).toBe('ok');
  expect(toneOf(aChain({ findings: [finding('info')] }))).toBe('ok');
  expect(toneOf(aChain({ findings: [finding('warning')] }))).toBe('warn');
  expect(toneOf(aChain({ findings: [finding('error')] }))).toBe('bad');
  expect(toneOf(aChain({ failure: { code: 'KeyMismatch', message: '', retry: false } }))).toBe('bad');
});

it('shows first what will not work', () => {
  const [good, bad] = [aChain(), aChain({ role: 'client', findings: [finding('error')] })];
  expect(worstFirst([good, bad])).toEqual([bad, good]);
});

it('answers in one sentence, and names the first to end', () => {
  const early = aChain({ certificates: [aCertificate({ subject: 'CN=early', notAfter: now + day, daysLeft: 1 })] });
  expect(verdictOfChains([aChain(), early])).toEqual({
    tone: 'ok',
    title: 'Every certificate is in order.',
    text: 'The first to end is early, in 1 day.',
  });
  expect(verdictOfChains([aChain(), aChain({ findings: [finding('error')] })]).title).toBe(
    '1 of 2 chains will not work as it is.',
  );
  expect(verdictOfChains([aChain({ findings: [finding('warning')] })]).title).toBe('The only chain needs you.');
  expect(verdictOfChains([]).title).toBe('There are no certificates.');
});
