import { X509Certificate } from 'node:crypto';
import type { ConnectionTls } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { TlsMaterial } from '../../etcd/secure-context.ts';
import type { ResolvedSecrets } from '../credentials.ts';
import type { PemBlock } from './pem.ts';
import { type PemFile, readPemFile, readPemText } from './pem-files.ts';
import { isPrivateKey, openPrivateKey } from './private-key.ts';
import { systemRoots } from './system-roots.ts';

/** A connection's checked certificates and key. */
export interface LoadedTls {
  readonly material: TlsMaterial;
  /** The authorities for verifying servers; empty where the operating system's roots are used. */
  readonly authorities: readonly X509Certificate[];
  /** The client certificate, or `null` where none is given. */
  readonly clientCertificate: X509Certificate | null;
}

/** The secrets that certificates may need. */
export type TlsSecrets = Pick<ResolvedSecrets, 'passphrase' | 'privateKey'>;

/**
 * Reads and checks a connection's certificates and key: PEM, DER or PKCS#12 files, or pasted text. Node silently
 * accepts an invalid CA file, and ignores a key of another type than the certificate's, so everything is checked here.
 * Fails with `FileNotFound`, `FileNotReadable`, `CertificateInvalid`, `PrivateKeyInvalid`, `PrivateKeyRequired`,
 * `PassphraseRequired`, `PassphraseWrong`, `KeyMismatch`.
 */
export async function loadTls(tls: ConnectionTls, secrets: TlsSecrets): Promise<LoadedTls> {
  checkPair(tls);
  const authorities = await readAuthorities(tls, secrets);
  const client = await readClientCertificate(tls, secrets);
  return {
    material: {
      // Without verification no CA is needed.
      ca: authorities?.pem ?? (tls.skipVerify ? null : (await systemRoots()).join('\n')),
      cert: client?.pem ?? null,
      key: client?.key ?? null,
      serverName: tls.serverName,
      skipVerify: tls.skipVerify,
    },
    authorities: authorities?.certificates ?? [],
    clientCertificate: client?.certificate ?? null,
  };
}

/** Checks that a key comes with its certificate. Fails with `CertificateInvalid`. */
export function checkPair({
  certFile,
  certPem,
  keyFile,
}: Pick<ConnectionTls, 'certFile' | 'certPem' | 'keyFile'>): void {
  if (certFile !== null || certPem !== undefined || keyFile === null) return;
  throw new EtcdeckError({
    code: 'CertificateInvalid',
    message: 'a private key is given without its client certificate; give both or neither',
    detail: { keyFile },
  });
}

/** Returns the CA's certificates, or `null` where none is given. */
export async function readAuthorities(tls: ConnectionTls, secrets: TlsSecrets): Promise<Certificates | null> {
  const source = await given('the pasted CA', tls.caPem, tls.caFile, secrets);
  return source === null ? null : certificatesOf(source);
}

/** Returns the client certificate and its chain without reading the key; `null` where none is given. */
export async function readClientChain(
  tls: ConnectionTls,
  secrets: TlsSecrets,
): Promise<(Certificates & { readonly source: PemFile }) | null> {
  const source = await given('the pasted client certificate', tls.certPem, tls.certFile, secrets);
  return source === null ? null : { source, ...certificatesOf(source) };
}

async function readClientCertificate(tls: ConnectionTls, secrets: TlsSecrets) {
  const chain = await readClientChain(tls, secrets);
  if (chain === null) return null;
  const { source, pem, certificates } = chain;
  const [certificate] = certificates;
  const keySource = await keySourceOf(tls, secrets, source);
  const key = openPrivateKey(keySource, secrets.passphrase);
  if (!certificate.checkPrivateKey(key)) {
    throw new EtcdeckError({
      code: 'KeyMismatch',
      message: `the private key (${keySource.file}) does not belong to the client certificate (${source.file})`,
      detail: { certFile: source.file, keyFile: keySource.file },
    });
  }
  return { pem, certificate, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

/** The key's own file, or the pasted key, or the certificate's file, which may hold both. */
async function keySourceOf({ keyFile }: ConnectionTls, secrets: TlsSecrets, certificate: PemFile): Promise<PemFile> {
  if (keyFile !== null) return await readPemFile(keyFile, secrets.passphrase);
  if (secrets.privateKey !== null) return readPemText('the pasted private key', secrets.privateKey);
  if (certificate.blocks.some(isPrivateKey)) return certificate;
  throw new EtcdeckError({
    code: 'PrivateKeyRequired',
    message: `the client certificate (${certificate.file}) needs its private key, and none is given`,
    detail: { certFile: certificate.file },
  });
}

async function given(
  name: string,
  pasted: string | undefined,
  file: string | null,
  { passphrase }: TlsSecrets,
): Promise<PemFile | null> {
  if (pasted !== undefined) return readPemText(name, pasted);
  return file === null ? null : await readPemFile(file, passphrase);
}

/** Certificates as PEM for TLS, and parsed. */
export interface Certificates {
  readonly pem: string;
  readonly certificates: readonly [X509Certificate, ...X509Certificate[]];
}

function certificatesOf({ file, blocks, instead }: PemFile): Certificates {
  const found = blocks.filter(({ label }) => label === 'CERTIFICATE');
  const certificates = found.map((block) => parseCertificate(file, block));
  const [first, ...others] = certificates;
  if (first === undefined) {
    const isKey = blocks.some(isPrivateKey);
    throw invalid(file, isKey ? 'it holds a private key' : instead);
  }
  // The first is the client's own; the others, of a chain or a bundle, follow it.
  const all: readonly [X509Certificate, ...X509Certificate[]] = [first, ...others];
  return { pem: found.map(({ text }) => text).join(''), certificates: all };
}

function parseCertificate(file: string, block: PemBlock): X509Certificate {
  try {
    return new X509Certificate(block.text);
  } catch (error) {
    throw invalid(file, 'a certificate in it is damaged', error);
  }
}

function invalid(file: string, reason: string, cause?: unknown): EtcdeckError {
  return new EtcdeckError(
    { code: 'CertificateInvalid', message: `${file} is no usable certificate: ${reason}`, detail: { file, reason } },
    { cause },
  );
}
