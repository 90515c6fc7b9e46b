import type { X509Certificate } from 'node:crypto';
import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import { systemRootsName } from './system-roots.ts';

/** The facts known when a handshake fails. */
export interface HandshakeFacts {
  /** The name or address that the certificate must contain. */
  readonly expectedName: string;
  readonly clientCertificate: X509Certificate | null;
  /** The authorities of the CA file. */
  readonly authorities: readonly X509Certificate[];
  /** The server's certificate, once the handshake is over. */
  readonly serverCertificate: X509Certificate | null;
  /** Whether both sides had agreed on version, cipher and keys before it failed. */
  readonly hasAgreed: boolean;
}

/** Returns why a server's certificate is not trusted: Node's code, mapped to the three things to do about it. */
export function verifyFailure(given: string, facts: HandshakeFacts): EtcdeckError {
  const certificate = facts.serverCertificate;
  const code = isOfRenewedAuthority(given, facts) ? 'CERT_SIGNATURE_FAILURE' : given;
  const shown = certificate === null ? 'the certificate shown' : `the certificate of ${subjectOf(certificate)}`;
  const trusts = facts.authorities.length > 0 ? 'given' : 'system';
  const detail = { reason: code, trusts, ...(certificate === null ? {} : { subject: subjectOf(certificate) }) };
  if (code === 'ERR_TLS_CERT_ALTNAME_INVALID') {
    const names = namesOf(certificate);
    return failure('ServerCertificateNameMismatch', `${shown} is for ${names}, not for ${facts.expectedName}`, {
      ...detail,
      expected: facts.expectedName,
      names,
    });
  }
  if (code === 'CERT_HAS_EXPIRED' || code === 'CERT_NOT_YET_VALID') {
    const isOver = code === 'CERT_HAS_EXPIRED';
    const verb = isOver ? 'ended' : 'begins';
    // The code does not say which certificate of the chain it is about.
    const date = certificate === null ? null : isOver ? certificate.validTo : certificate.validFrom;
    const isItsOwn = date !== null && (isOver ? Date.parse(date) < Date.now() : Date.parse(date) > Date.now());
    const words = isItsOwn
      ? `${shown} ${verb} on ${date}`
      : `an authority behind ${shown} has expired or has not begun`;
    return failure('ServerCertificateExpired', words, { ...detail, ...(isItsOwn ? { date } : {}) });
  }
  return failure(
    'ServerCertificateUntrusted',
    `${shown} is not trusted: ${untrusted(code, facts.authorities.length > 0)}`,
    detail,
  );
}

/** OpenSSL skips an authority of the right name whose key identifier differs, as if it were absent. */
function isOfRenewedAuthority(code: string, { serverCertificate, authorities }: HandshakeFacts): boolean {
  if (!code.startsWith('UNABLE_TO_') || serverCertificate === null) return false;
  const namesakes = authorities.filter(({ subject }) => subject === serverCertificate.issuer);
  return namesakes.length > 0 && !namesakes.some(({ publicKey }) => serverCertificate.verify(publicKey));
}

/**
 * Returns why a handshake failed: by the server's alert where it sent one, because messages differ between runtimes.
 */
export function handshakeFailure(error: Error, facts: HandshakeFacts): EtcdeckError {
  const alert = Number(/SSL alert number (\d+)/.exec(error.message)?.[1] ?? 0);
  const own = facts.clientCertificate;
  const detail = alert === 0 ? undefined : { alert };
  // Before TLS 1.3 a server without a client certificate says "handshake failure" or "bad certificate", depending on
  // the age of its Go. The former also means no common cipher, and then nothing was agreed on.
  const misses = alert === 116 || alert === 42 || (alert === 40 && facts.hasAgreed);
  if (own === null && misses) {
    return failure(
      'ClientCertificateRequired',
      'the server asks for a client certificate, and none is given',
      detail,
      error,
    );
  }
  const refusal = alert === 40 && !facts.hasAgreed ? undefined : clientRefusals.get(alert);
  if (own !== null && refusal !== undefined) {
    const [code, words] = alert === 42 ? badCertificate(own, facts.authorities) : refusal;
    return failure(code, `the server refuses the client certificate of ${subjectOf(own)}: ${words}`, detail, error);
  }
  if (alert !== 0) return failure('TlsHandshakeFailed', alertWords(alert), detail, error);
  return failure('TlsHandshakeFailed', `the TLS handshake failed (${codeOf(error) || 'no reason'})`, undefined, error);
}

/** Returns the common name of a certificate's subject, or the whole subject. */
export function subjectOf(certificate: X509Certificate): string {
  const name = /^CN=(.*)$/m.exec(certificate.subject ?? '')?.[1];
  return name ?? (certificate.subject?.replaceAll('\n', ', ') || 'an empty subject');
}

/** Servers built with an older Go send this one alert for every fault; the certificates here tell them apart. */
function badCertificate(own: X509Certificate, authorities: readonly X509Certificate[]): readonly [ErrorCode, string] {
  if (Date.parse(own.validTo) < Date.now()) return ['ClientCertificateExpired', `it ended on ${own.validTo}`];
  if (Date.parse(own.validFrom) > Date.now()) return ['ClientCertificateExpired', `it begins on ${own.validFrom}`];
  if (own.keyUsage !== undefined && !own.keyUsage.includes(clientAuthentication)) {
    return ['ClientCertificateRefused', 'its extended key usage lacks client authentication'];
  }
  if (!authorities.some((authority) => own.checkIssued(authority) && own.verify(authority.publicKey))) {
    return ['ClientCertificateUntrusted', 'it does not say why; the authority that signed it is not in the CA file'];
  }
  return ['ClientCertificateRefused', 'it may be damaged or revoked'];
}

const clientAuthentication = '1.3.6.1.5.5.7.3.2';

const clientRefusals: ReadonlyMap<number, readonly [ErrorCode, string]> = new Map([
  [40, ['ClientCertificateRefused', 'it does not say why']],
  [42, ['ClientCertificateRefused', '']],
  [43, ['ClientCertificateRefused', 'its kind is not supported']],
  [44, ['ClientCertificateRefused', 'it is revoked']],
  [45, ['ClientCertificateExpired', 'it has ended, or has not begun']],
  [46, ['ClientCertificateRefused', 'it does not say why']],
  [48, ['ClientCertificateUntrusted', 'it does not trust the authority that signed it']],
  [49, ['ClientCertificateRefused', 'access denied']],
]);

function alertWords(alert: number): string {
  if (alert === 70) return 'the server speaks no TLS version that is allowed here';
  if (alert === 40) return 'no cipher in common with the server';
  if (alert === 112) return 'the server does not know the name it was asked for';
  return `the server broke off the TLS handshake (alert ${alert})`;
}

function untrusted(code: string, hasCaFile: boolean): string {
  const roots = hasCaFile ? 'the CA given' : `${systemRootsName} (no CA is given)`;
  switch (code) {
    case 'UNABLE_TO_VERIFY_LEAF_SIGNATURE':
    case 'UNABLE_TO_GET_ISSUER_CERT':
    case 'UNABLE_TO_GET_ISSUER_CERT_LOCALLY':
    case 'SELF_SIGNED_CERT_IN_CHAIN':
      return `the authority that signed it is not in ${roots}`;
    case 'DEPTH_ZERO_SELF_SIGNED_CERT':
      return `it signed itself, and is not in ${roots}`;
    case 'CERT_SIGNATURE_FAILURE':
      return `an authority of the same name, but with another key than the one in ${roots}, signed it`;
    case 'INVALID_PURPOSE':
      return 'its extended key usage lacks server authentication';
    case 'INVALID_CA':
      return 'the certificate that signed it is no authority';
    default:
      return code.toLowerCase().replaceAll('_', ' ');
  }
}

function namesOf(certificate: X509Certificate | null): string {
  return certificate?.subjectAltName?.replaceAll('IP Address:', '').replaceAll('DNS:', '') || 'no name at all';
}

function codeOf(error: Error): string {
  return 'code' in error ? String(error.code) : '';
}

function failure(
  code: ErrorCode,
  message: string,
  detail?: Readonly<Record<string, string | number>>,
  cause?: unknown,
): EtcdeckError {
  return new EtcdeckError({ code, message, ...(detail === undefined ? {} : { detail }) }, { cause });
}
