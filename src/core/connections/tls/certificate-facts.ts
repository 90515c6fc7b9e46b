import type { X509Certificate } from 'node:crypto';
// Node 20's `toLegacyObject`, called before tls is loaded, leaves tls without `createSecureContext` for good.
import 'node:tls';
import type { CertificateFacts } from '../../../contract/connections/certificates.ts';

/** The extended key usage of server authentication, by object id. */
export const serverAuth = '1.3.6.1.5.5.7.3.1';
/** The extended key usage of client authentication, by object id. */
export const clientAuth = '1.3.6.1.5.5.7.3.2';
const dayMs = 86_400_000;

/** Returns a certificate's facts for display. */
export async function factsOf(certificate: X509Certificate, now: number): Promise<CertificateFacts> {
  const notAfter = Date.parse(certificate.validTo);
  return {
    subject: oneLine(certificate.subject),
    issuer: oneLine(certificate.issuer),
    names: namesOf(certificate),
    serialNumber: certificate.serialNumber,
    fingerprint: certificate.fingerprint256,
    notBefore: Date.parse(certificate.validFrom),
    notAfter,
    daysLeft: Math.floor((notAfter - now) / dayMs),
    isAuthority: certificate.ca,
    key: keyOf(certificate),
    keyUsage: await keyUsageOf(certificate),
    extendedKeyUsage: usesOf(certificate).map((oid) => purposes.get(oid) ?? oid),
  };
}

/** Returns the common name in a certificate's subject, the last of several, as etcd reads it; or an empty text. */
export function commonNameOf(certificate: X509Certificate): string {
  const name: unknown = certificate.toLegacyObject().subject?.CN;
  const last: unknown = Array.isArray(name) ? name.at(-1) : name;
  return typeof last === 'string' ? last : '';
}

/** Returns the object ids of a certificate's extended key usages; empty: any use. */
export function usesOf(certificate: X509Certificate): readonly string[] {
  // Node's name for the *extended* key usage; undefined where the certificate has none, which its type leaves out.
  const uses: readonly string[] | undefined = certificate.keyUsage;
  return uses ?? [];
}

/** Returns the host names and addresses that a certificate is valid for. */
export function namesOf({ subjectAltName }: X509Certificate): readonly string[] {
  const quotedOrPlain = /(?:DNS|IP Address):("(?:[^"\\]|\\.)*"|[^,]*)/g;
  return [...(subjectAltName ?? '').matchAll(quotedOrPlain)].map(([, name = '']) => name.replace(/^"|"$/g, ''));
}

function keyOf({ publicKey }: X509Certificate): string {
  const { asymmetricKeyType: type = 'unknown', asymmetricKeyDetails: details } = publicKey;
  if (type === 'rsa') return `RSA ${details?.modulusLength}`;
  return type === 'ec' ? `EC ${curves.get(details?.namedCurve ?? '') ?? details?.namedCurve}` : type;
}

/** Node does not expose the key usage; the library that does is loaded on first use. */
async function keyUsageOf(certificate: X509Certificate): Promise<readonly string[]> {
  await import('reflect-metadata');
  const x509 = await import('@peculiar/x509');
  const usages = new x509.X509Certificate(certificate.raw).getExtension(x509.KeyUsagesExtension)?.usages ?? 0;
  return keyUsages.filter((_, bit) => (usages & (1 << bit)) !== 0);
}

/** In the order of their bits (RFC 5280, 4.2.1.3). */
const keyUsages = [
  'digitalSignature',
  'nonRepudiation',
  'keyEncipherment',
  'dataEncipherment',
  'keyAgreement',
  'keyCertSign',
  'cRLSign',
  'encipherOnly',
  'decipherOnly',
] as const;

const curves: ReadonlyMap<string, string> = new Map([
  ['prime256v1', 'P-256'],
  ['secp384r1', 'P-384'],
  ['secp521r1', 'P-521'],
]);

const purposes: ReadonlyMap<string, string> = new Map([
  [serverAuth, 'serverAuth'],
  [clientAuth, 'clientAuth'],
]);

function oneLine(name: string | undefined): string {
  return (name ?? '').replaceAll('\n', ', ');
}
