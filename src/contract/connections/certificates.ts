import type { Failure } from '../failure.ts';

/** What a certificate says of itself. */
export interface CertificateFacts {
  readonly subject: string;
  readonly issuer: string;
  /** The host names and addresses it is for. */
  readonly names: readonly string[];
  readonly serialNumber: string;
  /** SHA-256, in pairs of hexadecimal digits. */
  readonly fingerprint: string;
  /** In milliseconds since 1970. */
  readonly notBefore: number;
  readonly notAfter: number;
  /** Whole days until it ends; negative once it has. */
  readonly daysLeft: number;
  readonly isAuthority: boolean;
  /** The key's kind and size, as `EC P-256` or `RSA 2048`. */
  readonly key: string;
  /** What its key may be used for, by the names of X.509: `digitalSignature`, `keyCertSign`. Empty: anything. */
  readonly keyUsage: readonly string[];
  /** `serverAuth`, `clientAuth`, or an object id. Empty: anything. */
  readonly extendedKeyUsage: readonly string[];
}

/** Something to know about a certificate. An `error` keeps the connection from working, a `warning` will or may. */
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
  /** Which certificate of the chain, counted from 0, the leaf. */
  readonly certificate: number;
}

/** A chain of certificates: the leaf first, each followed by its issuer as far as one was found. */
export interface CertificateChain {
  readonly role: 'server' | 'client' | 'authority';
  /** Who showed it, or `null` where it came from a file. */
  readonly endpoint: string | null;
  readonly certificates: readonly CertificateFacts[];
  /** The worst first. */
  readonly findings: readonly CertificateFinding[];
  /** Why there is nothing to show, or why it cannot be used all the same, as `KeyMismatch`. */
  readonly failure: Failure | null;
}
