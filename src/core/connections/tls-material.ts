import { X509Certificate } from 'node:crypto';
import type { ConnectionTls } from '../../contract/connections.ts';
import { EtcdError } from '../../contract/failure.ts';
import type { TlsMaterial } from '../etcd/tls.ts';
import { type PemBlock, readPemFile } from './pem-files.ts';
import { readPrivateKey } from './private-key.ts';

/** What the files of a connection hold, checked. */
export interface LoadedTls {
  readonly material: TlsMaterial;
  /** The authorities that the servers are checked against; none where the system's are used. */
  readonly authorities: readonly X509Certificate[];
  /** The client certificate, or `null` where none is given. */
  readonly clientCertificate: X509Certificate | null;
}

/**
 * Reads and checks the files of a connection. Node takes a CA file of garbage without a word, and a key of another kind
 * than the certificate's as if there were none, so nothing is left to it. Fails with `FileNotFound`, `FileNotReadable`,
 * `CertificateInvalid`, `PrivateKeyInvalid`, `PassphraseRequired`, `PassphraseWrong`, `KeyMismatch`.
 */
export async function loadTls(tls: ConnectionTls, passphrase: string | null): Promise<LoadedTls> {
  checkPair(tls);
  const ca = tls.caFile === null ? null : await readCertificates(tls.caFile);
  const client = await readClientCertificate(tls, passphrase);
  return {
    material: {
      ca: ca?.pem ?? null,
      cert: client?.pem ?? null,
      key: client?.key ?? null,
      serverName: tls.serverName,
      skipVerify: tls.skipVerify,
    },
    authorities: ca?.certificates ?? [],
    clientCertificate: client?.certificate ?? null,
  };
}

/** A certificate proves nothing without its key. Fails with `PrivateKeyInvalid`, `CertificateInvalid`. */
export function checkPair({ certFile, keyFile }: Pick<ConnectionTls, 'certFile' | 'keyFile'>): void {
  if (certFile !== null && keyFile === null) {
    throw new EtcdError({
      code: 'PrivateKeyInvalid',
      message: 'a client certificate is given without its private key; give both or neither',
      detail: { certFile },
    });
  }
  if (certFile === null && keyFile !== null) {
    throw new EtcdError({
      code: 'CertificateInvalid',
      message: 'a private key is given without its client certificate; give both or neither',
      detail: { keyFile },
    });
  }
}

async function readClientCertificate({ certFile, keyFile }: ConnectionTls, passphrase: string | null) {
  if (certFile === null || keyFile === null) return null;
  const { pem, certificates } = await readCertificates(certFile);
  const [certificate] = certificates;
  const key = await readPrivateKey(keyFile, passphrase);
  if (!certificate.checkPrivateKey(key)) {
    throw new EtcdError({
      code: 'KeyMismatch',
      message: `the private key ${keyFile} does not belong to the client certificate ${certFile}`,
      detail: { certFile, keyFile },
    });
  }
  return { pem, certificate, key: key.export({ type: 'pkcs8', format: 'pem' }).toString() };
}

async function readCertificates(file: string) {
  const { blocks, instead } = await readPemFile(file);
  const found = blocks.filter(({ label }) => label === 'CERTIFICATE');
  const certificates = found.map((block) => parseCertificate(file, block));
  const [first, ...others] = certificates;
  if (first === undefined) {
    const isKey = blocks.some(({ label }) => label.endsWith('PRIVATE KEY'));
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

function invalid(file: string, reason: string, cause?: unknown): EtcdError {
  return new EtcdError(
    { code: 'CertificateInvalid', message: `${file} is no usable certificate: ${reason}`, detail: { file, reason } },
    { cause },
  );
}
