// Before the X.509 library: its dependency container refuses to load without it.
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import { isIP } from 'node:net';
import {
  AuthorityKeyIdentifierExtension,
  BasicConstraintsExtension,
  ExtendedKeyUsageExtension,
  KeyUsageFlags,
  KeyUsagesExtension,
  SubjectAlternativeNameExtension,
  SubjectKeyIdentifierExtension,
  X509Certificate,
  X509CertificateGenerator,
} from '@peculiar/x509';

const signing = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const subtle = webcrypto.subtle;
const day = 86_400_000;
const purposes = { server: '1.3.6.1.5.5.7.3.1', client: '1.3.6.1.5.5.7.3.2' } as const;

/** A certificate's uses. A member's client port needs `both`: etcd dials itself with it. */
export type CertificateUsage = 'server' | 'client' | 'both';

/** A request for a certificate. */
export interface CertificateOrder {
  /** The subject's common name, which a member with client certificates uses as the user where no other is given. */
  readonly commonName: string;
  /** The host names and IP addresses of the certificate. */
  readonly names?: readonly string[];
  readonly usage: CertificateUsage;
  /** A day ago by default, so that a clock that is behind still accepts it. */
  readonly notBefore?: Date;
  /** A year ahead by default. */
  readonly notAfter?: Date;
}

/** A certificate and its private key, both PEM; the key is unencrypted PKCS#8. */
export interface IssuedCertificate {
  readonly certPem: string;
  readonly keyPem: string;
}

/** A certificate authority in memory. */
export interface Authority {
  readonly certPem: string;
  issue(order: CertificateOrder): Promise<IssuedCertificate>;
  /** Returns its key as PEM, which makes further certificates of it. */
  exportKey(): Promise<string>;
}

/**
 * Makes a new authority with a new key (EC P-256, which OpenSSL, BoringSSL and Go all support), which ends a year ahead
 * by default.
 */
export async function makeAuthority(
  name = 'etcdeck sandbox CA',
  order: Pick<CertificateOrder, 'notAfter'> = {},
): Promise<Authority> {
  const keys = await newKeys();
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...validity(order),
    name: [{ CN: [name] }],
    keys,
    signingAlgorithm: signing,
    extensions: [
      new BasicConstraintsExtension(true, 0, true),
      new KeyUsagesExtension(KeyUsageFlags.keyCertSign | KeyUsageFlags.cRLSign, true),
      await SubjectKeyIdentifierExtension.create(keys.publicKey),
    ],
  });
  return authorityOf(certificate, keys);
}

/**
 * Returns an authority that `makeAuthority` made, by its certificate and its key. The caller has checked that they belong
 * together. Rejects where the key is not of its kind.
 */
export async function readAuthority(certPem: string, keyPem: string): Promise<Authority> {
  const certificate = new X509Certificate(certPem);
  const der = Buffer.from(keyPem.replace(/-----[^-]+-----/g, ''), 'base64');
  const privateKey = await subtle.importKey('pkcs8', der, signing, true, ['sign']);
  const publicKey = await certificate.publicKey.export(signing, ['verify']);
  return authorityOf(certificate, { privateKey, publicKey });
}

function authorityOf(authority: X509Certificate, keys: webcrypto.CryptoKeyPair): Authority {
  return {
    certPem: `${authority.toString('pem')}\n`,
    exportKey: () => privateKeyPem(keys.privateKey),
    async issue(order) {
      const own = await newKeys();
      const certificate = await X509CertificateGenerator.create({
        ...validity(order),
        subject: [{ CN: [order.commonName] }],
        issuer: authority.subject,
        publicKey: own.publicKey,
        signingKey: keys.privateKey,
        signingAlgorithm: signing,
        extensions: [
          new BasicConstraintsExtension(false, undefined, true),
          new KeyUsagesExtension(KeyUsageFlags.digitalSignature, true),
          new ExtendedKeyUsageExtension(
            order.usage === 'both' ? [purposes.server, purposes.client] : [purposes[order.usage]],
          ),
          await SubjectKeyIdentifierExtension.create(own.publicKey),
          await AuthorityKeyIdentifierExtension.create(keys.publicKey),
          ...subjectNames(order.names ?? []),
        ],
      });
      return { certPem: `${certificate.toString('pem')}\n`, keyPem: await privateKeyPem(own.privateKey) };
    },
  };
}

function newKeys(): Promise<webcrypto.CryptoKeyPair> {
  return subtle.generateKey(signing, true, ['sign', 'verify']);
}

function validity(order: { readonly notBefore?: Date; readonly notAfter?: Date }): { notBefore: Date; notAfter: Date } {
  const now = Date.now();
  return { notBefore: order.notBefore ?? new Date(now - day), notAfter: order.notAfter ?? new Date(now + 365 * day) };
}

function subjectNames(names: readonly string[]): SubjectAlternativeNameExtension[] {
  if (names.length === 0) return [];
  return [
    new SubjectAlternativeNameExtension(
      names.map((value) => ({ type: isIP(value) === 0 ? ('dns' as const) : ('ip' as const), value })),
    ),
  ];
}

async function privateKeyPem(key: webcrypto.CryptoKey): Promise<string> {
  const base64 = Buffer.from(await subtle.exportKey('pkcs8', key)).toString('base64');
  return `-----BEGIN PRIVATE KEY-----\n${base64.replace(/.{1,64}/g, '$&\n')}-----END PRIVATE KEY-----\n`;
}
