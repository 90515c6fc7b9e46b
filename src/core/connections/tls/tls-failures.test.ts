import { X509Certificate } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import { makeAuthority } from '../../../testing/certificates.ts';
import { type HandshakeFacts, handshakeFailure, verifyFailure } from './tls-failures.ts';

let authority: X509Certificate;
let client: X509Certificate;
let stranger: X509Certificate;

beforeAll(async () => {
  const [ours, theirs] = await Promise.all([makeAuthority('ours'), makeAuthority('theirs')]);
  authority = new X509Certificate(ours.certPem);
  client = new X509Certificate((await ours.issue({ commonName: 'root', usage: 'client' })).certPem);
  stranger = new X509Certificate((await theirs.issue({ commonName: 'root', usage: 'client' })).certPem);
});

const facts = (given: Partial<HandshakeFacts> = {}): HandshakeFacts => ({
  expectedName: '127.0.0.1',
  authorities: [authority],
  clientCertificate: null,
  serverCertificate: null,
  hasAgreed: true,
  ...given,
});

// The words are OpenSSL's and BoringSSL's for the same alert; only the number counts.
const openssl = (alert: number): Error =>
  new Error(`error:0A00045C:SSL routines:x:y:../z.c:1605:SSL alert number ${alert}`);
const boringssl = (alert: number): Error =>
  new Error(`error:1000045c:SSL routines:OPENSSL_internal:Y:../../z.cc:572:SSL alert number ${alert}`);

describe.each([
  ['OpenSSL', openssl],
  ['BoringSSL', boringssl],
])('an alert, as %s tells it', (_, alert) => {
  it.each([
    [116, 'ClientCertificateRequired'],
    [40, 'ClientCertificateRequired'],
    [42, 'ClientCertificateRequired'],
    [70, 'TlsHandshakeFailed'],
    [112, 'TlsHandshakeFailed'],
    [80, 'TlsHandshakeFailed'],
  ])('%i without a client certificate', (number, code) => {
    expect(handshakeFailure(alert(number), facts())).toMatchObject({ code, detail: { alert: number } });
  });

  it.each([
    [40, 'ClientCertificateRefused'],
    [42, 'ClientCertificateRefused'],
    [43, 'ClientCertificateRefused'],
    [44, 'ClientCertificateRefused'],
    [45, 'ClientCertificateExpired'],
    [46, 'ClientCertificateRefused'],
    [48, 'ClientCertificateUntrusted'],
    [49, 'ClientCertificateRefused'],
    [70, 'TlsHandshakeFailed'],
  ])('%i with a client certificate', (number, code) => {
    expect(handshakeFailure(alert(number), facts({ clientCertificate: client })).code).toBe(code);
  });

  it('40 before anything was agreed on is about ciphers, not certificates', () => {
    for (const clientCertificate of [null, client]) {
      const failure = handshakeFailure(alert(40), facts({ clientCertificate, hasAgreed: false }));
      expect(failure).toMatchObject({ code: 'TlsHandshakeFailed', message: 'no cipher in common with the server' });
    }
  });

  it('42 for a certificate of another authority', () => {
    const failure = handshakeFailure(alert(42), facts({ clientCertificate: stranger }));
    expect(failure.code).toBe('ClientCertificateUntrusted');
  });
});

describe('a certificate that is not trusted', () => {
  it.each([
    ['UNABLE_TO_VERIFY_LEAF_SIGNATURE', 'not in the CA given'],
    ['SELF_SIGNED_CERT_IN_CHAIN', 'not in the CA given'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'it signed itself'],
    ['CERT_SIGNATURE_FAILURE', 'of the same name, but with another key'],
    ['INVALID_PURPOSE', 'server authentication'],
    ['CRL_SIGNATURE_FAILURE', 'crl signature failure'],
  ])('%s', (reason, words) => {
    const failure = verifyFailure(reason, facts({ serverCertificate: stranger }));
    expect(failure).toMatchObject({ code: 'ServerCertificateUntrusted', detail: { reason, subject: 'root' } });
    expect(failure.message).toContain(words);
  });

  it('tells a renewed authority, which OpenSSL says is none', async () => {
    const renewed = new X509Certificate((await makeAuthority('theirs')).certPem);
    const failure = verifyFailure(
      'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
      facts({ serverCertificate: stranger, authorities: [renewed] }),
    );
    expect(failure).toMatchObject({ detail: { reason: 'CERT_SIGNATURE_FAILURE', trusts: 'given' } });
    expect(failure.message).toContain('with another key');
  });

  it('says that it was held against the system’s roots', () => {
    expect(verifyFailure('DEPTH_ZERO_SELF_SIGNED_CERT', facts({ authorities: [] })).message).toContain(
      'no CA is given',
    );
  });

  it('says that an authority has expired when the certificate itself has not', () => {
    const failure = verifyFailure('CERT_HAS_EXPIRED', facts({ serverCertificate: client }));
    expect(failure).toMatchObject({ code: 'ServerCertificateExpired' });
    expect(failure.message).toContain('an authority behind');
  });
});
