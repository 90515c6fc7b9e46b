import { once } from 'node:events';
import { createServer, type Server, type TlsOptions } from 'node:tls';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { CertificateChain } from '../../../contract/connections/certificates.ts';
import type { ConnectionTls } from '../../../contract/connections/profile.ts';
import {
  type Authority,
  type CertificateOrder,
  type IssuedCertificate,
  makeAuthority,
} from '../../../testing/certificates.ts';
import { refusedPort } from '../../../testing/odd-servers.ts';
import { toValidProfile } from '../profiles/profile.ts';
import { inspectCertificates } from './inspect-certificates.ts';

const dayMs = 86_400_000;
const servers: Server[] = [];
let authority: Authority;
let client: IssuedCertificate;

beforeAll(async () => {
  authority = await makeAuthority('test CA');
  client = await authority.issue({ commonName: 'root', usage: 'client' });
});
afterAll(() => Promise.all(servers.map((server) => new Promise((done) => server.close(done)))));

it('shows the chain, the names and the dates of every endpoint, and finds nothing wrong', async () => {
  const endpoint = await serve({ names: ['127.0.0.1', 'etcd.example'], usage: 'both' });
  const [ca, own, server] = await inspect([endpoint], { caPem: authority.certPem, certPem: client.certPem });
  expect(ca).toMatchObject({ role: 'authority', findings: [], certificates: [{ isAuthority: true }] });
  expect(ca?.certificates[0]?.keyUsage).toEqual(['keyCertSign', 'cRLSign']);
  expect(own).toMatchObject({ role: 'client', failure: null, findings: [{ severity: 'info', code: 'KeyMatches' }] });
  expect(own?.certificates[0]).toMatchObject({ subject: 'CN=root', extendedKeyUsage: ['clientAuth'], key: 'EC P-256' });
  expect(server).toMatchObject({ role: 'server', endpoint, findings: [], failure: null });
  expect(server?.certificates).toMatchObject([
    {
      subject: 'CN=member',
      issuer: 'CN=test CA',
      names: ['127.0.0.1', 'etcd.example'],
      daysLeft: 364,
      isAuthority: false,
      keyUsage: ['digitalSignature'],
      extendedKeyUsage: ['serverAuth', 'clientAuth'],
    },
    { subject: 'CN=test CA' },
  ]);
});

it.each([
  ['a name that is not dialled', { names: ['10.0.0.9'] }, {}, 'NameMissing', '10.0.0.9, not for 127.0.0.1'],
  ['no name', { names: [] }, {}, 'NameMissing', 'no name at all'],
  ['the end behind it', { notAfter: new Date(Date.now() - 3.5 * dayMs) }, {}, 'Expired', '3 days ago'],
  ['the end before long', { notAfter: new Date(Date.now() + 3.5 * dayMs) }, {}, 'EndsSoon', 'in 3 days'],
  ['its beginning ahead', { notBefore: new Date(Date.now() + dayMs) }, {}, 'NotYetValid', 'compare the clocks'],
  ['the use of a client only', { usage: 'client' }, {}, 'UsageMissing', 'lacks serverAuth'],
] as const)('finds %s', async (_, order, tls, code, words) => {
  const names = ['127.0.0.1'];
  const endpoint = await serve({ names, usage: 'server', ...order });
  const [, server] = await inspect([endpoint], { caPem: authority.certPem, ...tls });
  expect(server?.findings.map((finding) => finding.code)).toEqual([code]);
  expect(server?.findings[0]?.message).toContain(words);
});

it('says which CA is missing, and which has the name and not the key', async () => {
  const endpoint = await serve({ names: ['127.0.0.1'], usage: 'server' });
  const other = await makeAuthority('other CA');
  const [, missing] = await inspect([endpoint], { caPem: other.certPem });
  expect(missing?.findings).toMatchObject([{ severity: 'error', code: 'IssuerMissing', certificate: 0 }]);
  expect(missing?.findings[0]?.message).toContain('CN=test CA, which is not in the CA given');
  const [, renewed] = await inspect([endpoint], { caPem: (await makeAuthority('test CA')).certPem });
  expect(renewed?.findings).toMatchObject([{ code: 'IssuerKeyDiffers' }]);
  const [byRoots] = await inspect([endpoint], {});
  expect(byRoots?.findings[0]?.message).toContain('not in the operating system’s roots');
});

it('shows what a server shows that asks for a client certificate, by either version of TLS', async () => {
  for (const maxVersion of ['TLSv1.2', 'TLSv1.3'] as const) {
    const asking = { requestCert: true, ca: authority.certPem, maxVersion };
    const endpoint = await serve({ names: ['127.0.0.1'], usage: 'server' }, asking);
    const [, server] = await inspect([endpoint], { caPem: authority.certPem });
    expect(server, maxVersion).toMatchObject({
      failure: null,
      findings: [],
      certificates: [{ subject: 'CN=member' }, {}],
    });
  }
});

it('shows what it can where something is wrong with the rest', async () => {
  const [ca, own, server] = await inspect(
    [`https://127.0.0.1:${await refusedPort()}`],
    { caPem: 'garbage', certPem: client.certPem },
    (await authority.issue({ commonName: 'x', usage: 'client' })).keyPem,
  );
  expect(ca).toMatchObject({ role: 'authority', certificates: [], failure: { code: 'CertificateInvalid' } });
  expect(own).toMatchObject({
    role: 'client',
    certificates: [{ subject: 'CN=root' }],
    failure: { code: 'KeyMismatch' },
  });
  expect(server).toMatchObject({ role: 'server', certificates: [], failure: { code: 'ConnectionRefused' } });
});

async function serve(order: Omit<CertificateOrder, 'commonName'>, options: TlsOptions = {}): Promise<string> {
  const issued = await authority.issue({ commonName: 'member', ...order });
  const server = createServer({ cert: issued.certPem, key: issued.keyPem, ALPNProtocols: ['h2'], ...options });
  server.on('tlsClientError', () => undefined);
  servers.push(server);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('it has no port');
  return `https://127.0.0.1:${address.port}`;
}

function inspect(
  endpoints: readonly string[],
  given: Partial<ConnectionTls>,
  privateKey = client.keyPem,
): Promise<readonly CertificateChain[]> {
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false, ...given };
  const profile = toValidProfile({ id: null, name: 'x', endpoints, tls, user: null });
  const clock = { now: () => Date.now() };
  return inspectCertificates(profile, { passphrase: null, privateKey }, { clock, tunnel: null });
}
