import { createPrivateKey, type KeyObject, X509Certificate } from 'node:crypto';
import forge from 'node-forge';
import { EtcdeckError } from '../../../contract/failure.ts';
import { type PemBlock, toPem } from './pem.ts';

/** Usual files have a few thousand; many more would block the event loop. */
const maxRounds = 250_000;

/**
 * Opens a PKCS#12 file: its certificates, the key's own first, and its keys. Old ciphers (RC2, Triple DES), whose
 * support in Node depends on its OpenSSL, are opened in every runtime. Takes about 50 ms. Fails with
 * `CertificateInvalid`, `PassphraseRequired`, `PassphraseWrong`.
 */
export function openPkcs12(file: string, der: Uint8Array, passphrase: string | null): readonly PemBlock[] {
  const bags = openBags(file, Buffer.from(der).toString('latin1'), passphrase);
  const keys = bags.flatMap((bag) => keyOf(bag) ?? []);
  const certificates = bags.flatMap((bag) => certificateOf(bag) ?? []);
  const [key] = keys;
  const isOwn = (certificate: X509Certificate): boolean => key !== undefined && certificate.checkPrivateKey(key);
  return [
    ...certificates.filter(isOwn).map(certificateBlock),
    ...certificates.filter((certificate) => !isOwn(certificate)).map(certificateBlock),
    ...keys.map((one) => ({
      label: 'PRIVATE KEY',
      text: one.export({ type: 'pkcs8', format: 'pem' }).toString(),
    })),
  ];
}

function openBags(file: string, der: string, passphrase: string | null): readonly forge.pkcs12.Bag[] {
  const root = parse(file, der);
  if (mostRounds(root) > maxRounds) throw invalid(file, `opening it takes more than ${maxRounds} rounds`);
  const hasMac = root.value.length > 2;
  const failures: string[] = [];
  for (const { password, withMac } of attempts(passphrase ?? '', hasMac)) {
    // With a valid checksum, only the cipher may encode the passphrase differently.
    if (hasMac && !withMac && failures.every(isMacFailure)) continue;
    try {
      const { safeContents } = forge.pkcs12.pkcs12FromAsn1(parse(file, der, withMac), false, password);
      return safeContents.flatMap(({ safeBags }) => safeBags);
    } catch (error) {
      failures.push(error instanceof Error ? error.message : String(error));
    }
  }
  const isUnsupported = failures.some((words) => /unsupported|cannot read/i.test(words));
  if (isUnsupported || (hasMac && !failures.every(isMacFailure))) {
    throw invalid(file, 'it is damaged, or its encryption is of a kind that is not supported');
  }
  const isGiven = passphrase !== null && passphrase !== '';
  throw new EtcdeckError({
    code: isGiven ? 'PassphraseWrong' : 'PassphraseRequired',
    message: isGiven
      ? `the passphrase given does not open ${file}`
      : `${file} is encrypted, and no passphrase is given`,
    detail: { file },
  });
}

/** The checksum takes a passphrase as UTF-16, newer ciphers as UTF-8; "none" is written in two ways. */
function attempts(passphrase: string, hasMac: boolean) {
  const utf8 = Buffer.from(passphrase).toString('latin1');
  if (passphrase === '' && hasMac) return [{ password: '', withMac: true }, { withMac: true }];
  if (utf8 === passphrase) return [{ password: passphrase, withMac: true }];
  return [
    { password: passphrase, withMac: true },
    { password: utf8, withMac: false },
  ];
}

function isMacFailure(words: string): boolean {
  return words.includes('MAC could not be verified');
}

/** The library modifies its input, so each attempt parses anew. */
function parse(file: string, der: string, withMac = true): forge.asn1.Asn1 & { value: forge.asn1.Asn1[] } {
  try {
    const { value, ...root } = forge.asn1.fromDer(der);
    if (!Array.isArray(value)) throw new Error('it is no sequence');
    return { ...root, value: withMac ? value : value.slice(0, 2) };
  } catch (error) {
    throw invalid(file, 'it is damaged', error);
  }
}

/** Returns the largest number after a salt in the unencrypted parts: the passphrase hash rounds. */
function mostRounds({ value, type }: forge.asn1.Asn1, depth = 0): number {
  if (depth > 24) return Number.POSITIVE_INFINITY;
  if (!Array.isArray(value)) {
    const isNested = type === forge.asn1.Type.OCTETSTRING && typeof value === 'string' && value.startsWith('0');
    const inner = isNested ? parsedOrNull(value) : null;
    return inner === null ? 0 : mostRounds(inner, depth + 1);
  }
  const rounds = value.map((child, index) =>
    child.type === forge.asn1.Type.INTEGER && value[index - 1]?.type === forge.asn1.Type.OCTETSTRING
      ? Number(`0x${Buffer.from(String(child.value), 'latin1').toString('hex') || '0'}`)
      : mostRounds(child, depth + 1),
  );
  return Math.max(0, ...rounds);
}

function parsedOrNull(der: string): forge.asn1.Asn1 | null {
  try {
    return forge.asn1.fromDer(der);
  } catch {
    return null;
  }
}

/** The library has no type for elliptic curve keys, and returns them as ASN.1. */
function keyOf({ type, key, asn1 }: forge.pkcs12.Bag): KeyObject | null {
  if (type !== forge.pki.oids.keyBag && type !== forge.pki.oids.pkcs8ShroudedKeyBag) return null;
  if (key) return createPrivateKey(forge.pki.privateKeyToPem(key));
  return createPrivateKey({ key: toBytes(asn1), format: 'der', type: 'pkcs8' });
}

function certificateOf({ type, cert, asn1 }: forge.pkcs12.Bag): X509Certificate | null {
  if (type !== forge.pki.oids.certBag) return null;
  return new X509Certificate(toBytes(cert ? forge.pki.certificateToAsn1(cert) : asn1));
}

function certificateBlock(certificate: X509Certificate): PemBlock {
  return { label: 'CERTIFICATE', text: toPem('CERTIFICATE', certificate.raw) };
}

function toBytes(asn1: forge.asn1.Asn1): Buffer {
  return Buffer.from(forge.asn1.toDer(asn1).getBytes(), 'latin1');
}

function invalid(file: string, reason: string, cause?: unknown): EtcdeckError {
  return new EtcdeckError(
    { code: 'CertificateInvalid', message: `${file} is no usable PKCS#12 file: ${reason}`, detail: { file, reason } },
    { cause },
  );
}
