import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { CertificateFinding } from '../../../contract/connections/certificates.ts';
import { clientAuth, namesOf, serverAuth, usesOf } from './certificate-facts.ts';
import { subjectOf } from './tls-failures.ts';

/** Kubernetes' and most other tools renew at 30 days or earlier. */
const endsSoonDays = 30;
const dayMs = 86_400_000;

/** A chain to check: the leaf, and each certificate's issuer as far as found. */
export interface ChainToCheck {
  readonly role: 'server' | 'client' | 'authority';
  readonly chain: readonly X509Certificate[];
  /** The name or address that a server's leaf must contain. */
  readonly expectedName: string | null;
  /** The trusted authorities. */
  readonly authorities: readonly X509Certificate[];
  /** How messages name the authorities where one is missing: "the CA given", "the operating system’s roots". */
  readonly authoritiesName: string;
}

/** Returns all findings about a chain, the worst first. */
export function findingsOf(check: ChainToCheck, now: number): readonly CertificateFinding[] {
  const all = [
    ...check.chain.flatMap((certificate, index) => [...lifeOf(certificate, index, now), ...keyOf(certificate, index)]),
    ...leafOf(check),
    ...(check.role === 'authority' ? [] : trustOf(check)),
  ];
  return all.sort((a, b) => severities.indexOf(a.severity) - severities.indexOf(b.severity));
}

/**
 * Returns a leaf with its issuers, from the certificates shown with it and the trusted ones; ends with a root, or
 * earlier.
 */
export function chainOf(
  shown: readonly X509Certificate[],
  authorities: readonly X509Certificate[],
): readonly X509Certificate[] {
  const [leaf] = shown;
  if (leaf === undefined) return [];
  const chain = [leaf];
  const known = [...shown.slice(1), ...authorities];
  for (let last = leaf; !isSelfSigned(last) && chain.length < 10; ) {
    const issuer = known.find((one) => isIssuer(one, last));
    if (issuer === undefined || chain.includes(issuer)) break;
    chain.push(issuer);
    last = issuer;
  }
  return chain;
}

const severities: readonly CertificateFinding['severity'][] = ['error', 'warning', 'info'];

function lifeOf(certificate: X509Certificate, index: number, now: number): readonly CertificateFinding[] {
  const begins = Date.parse(certificate.validFrom);
  const ends = Date.parse(certificate.validTo);
  const found = (severity: CertificateFinding['severity'], code: CertificateFinding['code'], words: string) => [
    { severity, code, message: `The certificate of ${subjectOf(certificate)} ${words}.`, certificate: index },
  ];
  const days = Math.floor(Math.abs(ends - now) / dayMs);
  if (now > ends) return found('error', 'Expired', `ended on ${day(ends)}, ${days} days ago`);
  if (now < begins) return found('error', 'NotYetValid', `begins on ${day(begins)}; compare the clocks`);
  return days < endsSoonDays ? found('warning', 'EndsSoon', `ends on ${day(ends)}, in ${days} days`) : [];
}

function keyOf(certificate: X509Certificate, index: number): readonly CertificateFinding[] {
  const bits = certificate.publicKey.asymmetricKeyDetails?.modulusLength;
  if (bits === undefined || bits >= 2048) return [];
  const message = `The key of ${subjectOf(certificate)} has ${bits} bits; TLS libraries refuse RSA under 2048.`;
  return [{ severity: 'warning', code: 'WeakKey', message, certificate: index }];
}

function leafOf({ role, chain, expectedName }: ChainToCheck): readonly CertificateFinding[] {
  const [leaf] = chain;
  if (leaf === undefined) return [];
  const at = { certificate: 0 } as const;
  if (role === 'authority') {
    if (leaf.ca) return [];
    const message = `${subjectOf(leaf)} is no authority: only the very server that shows this certificate is trusted.`;
    return [{ severity: 'warning', code: 'NotAuthority', message, ...at }];
  }
  const findings: CertificateFinding[] = [];
  const needed = role === 'server' ? serverAuth : clientAuth;
  const uses = usesOf(leaf);
  if (uses.length > 0 && !uses.includes(needed)) {
    const purpose = role === 'server' ? 'serverAuth' : 'clientAuth';
    const message = `The certificate of ${subjectOf(leaf)} is not meant for this: its extended key usage lacks ${purpose}.`;
    findings.push({ severity: 'error', code: 'UsageMissing', message, ...at });
  }
  if (role === 'server' && expectedName !== null && !isNamed(leaf, expectedName)) {
    const names = namesOf(leaf).join(', ') || 'no name at all';
    const message = `The certificate is for ${names}, not for ${expectedName}.`;
    findings.push({ severity: 'error', code: 'NameMissing', message, ...at });
  }
  return findings;
}

function trustOf({ role, chain, authorities, authoritiesName }: ChainToCheck): readonly CertificateFinding[] {
  const last = chain.at(-1);
  if (last === undefined) return [];
  const isTrusted = chain.some((one) =>
    authorities.some(({ fingerprint256 }) => fingerprint256 === one.fingerprint256),
  );
  if (isTrusted) return [];
  const certificate = chain.length - 1;
  // The servers' CA for clients is unknown here: it may be another one.
  const severity = role === 'server' ? 'error' : 'info';
  if (isSelfSigned(last)) {
    const message = `${subjectOf(last)} signed itself and is not in ${authoritiesName}.`;
    return [{ severity, code: 'SelfSigned', message, certificate }];
  }
  const namesake = authorities.find(({ subject }) => subject === last.issuer);
  if (namesake !== undefined) {
    const message = `${subjectOf(namesake)} in ${authoritiesName} has the right name and another key than the one that signed ${subjectOf(last)}: it may have been renewed.`;
    return [{ severity, code: 'IssuerKeyDiffers', message, certificate }];
  }
  const message = `${subjectOf(last)} was signed by ${last.issuer.replaceAll('\n', ', ')}, which is not in ${authoritiesName}.`;
  return [{ severity, code: 'IssuerMissing', message, certificate }];
}

function isNamed(leaf: X509Certificate, name: string): boolean {
  return (isIP(name) === 0 ? leaf.checkHost(name, { subject: 'never' }) : leaf.checkIP(name)) !== undefined;
}

function isSelfSigned(certificate: X509Certificate): boolean {
  return isIssuer(certificate, certificate);
}

function isIssuer(issuer: X509Certificate, certificate: X509Certificate): boolean {
  try {
    return certificate.checkIssued(issuer) && certificate.verify(issuer.publicKey);
  } catch {
    // A signature by a key type that this runtime does not support cannot be checked.
    return false;
  }
}

function day(at: number): string {
  return new Date(at).toISOString().slice(0, 10);
}
