import { X509Certificate } from 'node:crypto';
import { expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import { type Authority, type CertificateOrder, makeAuthority } from '../../testing/certificates.ts';
import { certificateFindings } from './certificates.ts';
import type { Look } from './look-at-urls.ts';

const dayMs = 86_400_000;
const now = Date.now();
const at = (days: number): Date => new Date(now + days * dayMs + 60_000);
const authority = await makeAuthority('one CA');
const ca = new X509Certificate(authority.certPem);

async function issued(days: number, by: Authority = authority, order: Partial<CertificateOrder> = {}) {
  const notBefore = new Date(now - 400 * dayMs);
  const { certPem } = await by.issue({
    commonName: `in ${days}`,
    usage: 'both',
    notBefore,
    notAfter: at(days),
    ...order,
  });
  return new X509Certificate(certPem);
}

function shown(
  use: 'client' | 'peer',
  member: string,
  ...seen: readonly X509Certificate[]
): Look<readonly X509Certificate[]> {
  const url = `https://10.0.0.${member}:${use === 'client' ? 2379 : 2380}`;
  return { use, member: member as MemberId, url, seen, failure: null }; // made up
}

const found = (looks: readonly Look<readonly X509Certificate[]>[], clientCertificate: X509Certificate | null = null) =>
  certificateFindings({ authorities: [ca], clientCertificate, looks }, now).map(
    ({ code, severity, member, detail }) =>
      `${code} ${severity} ${member} ${detail.use ?? ''} ${detail.subject} ${detail.days ?? ''}`,
  );

it.each([
  [-1, 'critical'],
  [0, 'critical'],
  [2, 'critical'],
  [3, 'warning'],
  [29, 'warning'],
  [30, null],
])('says of a certificate with %d days left how urgent it is', async (days, severity) => {
  const expected = severity === null ? [] : [`CertificateEnding ${severity} 1 server in ${days} ${days}`];
  expect(found([shown('client', '1', await issued(days))])).toEqual(expected);
});

it('says each certificate once for a member and a use', async () => {
  const shared = await issued(3);
  const looks = [
    shown('client', '1', shared),
    shown('client', '1', shared),
    shown('peer', '1', shared),
    shown('client', '2', shared),
  ];
  expect(found(looks)).toEqual([
    'CertificateEnding warning 1 server in 3 3',
    'CertificateEnding warning 1 peer in 3 3',
    'CertificateEnding warning 2 server in 3 3',
  ]);
});

it('says that the connection’s own ends', async () => {
  expect(found([], await issued(2))).toEqual(['CertificateEnding critical null client in 2 2']);
});

it('says once for all that an authority ends, also where members do not show it', async () => {
  const old = await makeAuthority('old CA', { notAfter: at(5) });
  const looks = [shown('client', '1', await issued(90, old)), shown('client', '2', await issued(90, old))];
  const authorities = [new X509Certificate(old.certPem)];
  const all = certificateFindings({ authorities, clientCertificate: null, looks }, now);
  expect(all.map(({ member, detail }) => `${member} ${detail.subject} ${detail.days}`)).toEqual(['null old CA 5']);
});

it('looks at all that was shown, and passes what could not be seen', async () => {
  const failure = { code: 'ConnectTimeout', message: '', retry: true } as const;
  expect(found([{ ...shown('client', '1'), seen: null, failure }, shown('peer', '2', await issued(1))])).toEqual([
    'CertificateEnding critical 2 peer in 1 1',
  ]);
});

it('shortens a subject', async () => {
  const long = await issued(1, authority, { commonName: 'x'.repeat(60) });
  expect(found([shown('client', '1', long)])[0]?.length).toBeLessThan(300);
});

it('says that one authority signed peers and clients', async () => {
  const other = await makeAuthority('other CA');
  const peers = [shown('peer', '1', await issued(90)), shown('peer', '2', await issued(90))];
  const shared = 'SharedAuthority info null  one CA ';
  expect(found(peers, await issued(90))).toEqual([shared]);
  // A certificate for servers only opens no client port.
  expect(found([shown('peer', '1', await issued(90, authority, { usage: 'server' }))], await issued(90))).toEqual([]);
  expect(found(peers, await issued(90, other))).toEqual([]);
  expect(found(peers)).toEqual([]);
});

it('tells authorities of one name apart by their keys', async () => {
  const namesake = await makeAuthority('one CA');
  const looks = [shown('peer', '1', await issued(90, namesake), new X509Certificate(namesake.certPem))];
  expect(found(looks, await issued(90))).toEqual([]);
});
