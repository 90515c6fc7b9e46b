import type { Failure } from '../failure.ts';

/** The contents of a certificate. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** The host names and addresses that it is valid for. */
  readonly names: readonly string[];
  readonly serialNumber: string;
  /** SHA-256, in pairs of hexadecimal digits. */
  readonly fingerprint: string;
  /** In milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Whole days until it expires; negative after that. */
  readonly daysLeft: number;
  readonly isAuthority: boolean;
  /** The key's kind and size: `EC P-256`, `RSA 2048`. */
  readonly key: string;
  /** The permitted uses of its key, by their X.509 names: `digitalSignature`, `keyCertSign`. Empty: any. */
  readonly keyUsage: readonly string[];
  /** `serverAuth`, `clientAuth`, or an object id. Empty: any. */
  readonly extendedKeyUsage: readonly string[];
}

/**
 * A finding about a certificate. An `error` keeps the connection from working; a `warning` will do so later, or may.
 */
export interface CertificateFinding {
  readonly severity: 'error' | 'warning' | 'info';
  readonly code:
    | 'Expired'
    | 'NotYetValid'
    | 'EndsSoon'
    | 'NameMissing'
    | 'UsageMissing'
    | 'IssuerMissing'
    | 'IssuerKeyDiffers'
    | 'NotAuthority'
    | 'SelfSigned'
    | 'WeakKey'
    | 'KeyMatches';
  readonly message: string;
  /** The certificate's place in the chain; the leaf is 0. */
  readonly certificate: number;
}

/** A chain of certificates: the leaf first, each followed by its issuer as far as it was found. */
export interface CertificateChain {
  readonly role: 'server' | 'client' | 'authority';
  /** The endpoint that presented it, or `null` when it came from a file. */
  readonly endpoint: string | null;
  readonly certificates: readonly CertificateFacts[];
  /** The worst first. */
  readonly findings: readonly CertificateFinding[];
  /** Why there are no certificates, or why those found cannot be used (`KeyMismatch`). */
  readonly failure: Failure | null;
}
