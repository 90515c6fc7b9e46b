import type { X509Certificate } from 'node:crypto';
import type { Finding, Severity } from '../../contract/findings.ts';
import type { MemberId } from '../../contract/ids.ts';
import { clientAuth, usesOf } from '../connections/tls/certificate-facts.ts';
import { chainOf } from '../connections/tls/certificate-findings.ts';
import { subjectOf } from '../connections/tls/tls-failures.ts';
import { finding } from '../members/findings.ts';
import type { Look } from './look-at-urls.ts';

/** The certificates of a connection, and the chains that members present, the leaf first. */
export interface CertificatesSeen {
  readonly authorities: readonly X509Certificate[];
  readonly clientCertificate: X509Certificate | null;
  readonly looks: readonly Look<readonly X509Certificate[]>[];
}

interface Use {
  readonly use: 'client' | 'server' | 'peer';
  readonly url: string;
  readonly member: MemberId | null;
  readonly chain: readonly X509Certificate[];
}

const dayMs = 86_400_000;
/** Kubernetes' and most other tools renew at 30 days or earlier; a renewal by hand needs some working days. */
const soonDays = 30;
const urgentDays = 3;
/** A member may present a subject of any length. */
const longestSubject = 200;

/**
 * Returns the certificates that end within 30 days or have ended: a leaf once for each member and use, an authority
 * once. Also returns the authorities that sign both peers and clients.
 */
export function certificateFindings(seen: CertificatesSeen, now: number): readonly Finding[] {
  const uses = usesIn(seen);
  return [...endingFindings(uses, now), ...sharedAuthorities(uses)];
}

function usesIn({ authorities, clientCertificate, looks }: CertificatesSeen): readonly Use[] {
  // One port may present a certificate of the chain that another one leaves out.
  const known = [...authorities, ...looks.flatMap(({ seen }) => seen?.slice(1) ?? [])];
  const shown = looks.map(
    ({ use, url, member, seen }): Use => ({
      ...{ use: use === 'client' ? 'server' : 'peer', url, member },
      chain: chainOf(seen ?? [], known),
    }),
  );
  if (clientCertificate === null) return shown;
  return [{ use: 'client', url: '', member: null, chain: chainOf([clientCertificate], known) }, ...shown];
}

function endingFindings(uses: readonly Use[], now: number): readonly Finding[] {
  const found = new Map<string, Finding>();
  for (const { use, url, member, chain } of uses) {
    for (const [place, certificate] of chain.entries()) {
      const of = place === 0 ? member : null;
      const name = place === 0 ? `${certificate.fingerprint256} ${use} ${member}` : certificate.fingerprint256;
      const endsAt = Date.parse(certificate.validTo);
      const days = Math.floor((endsAt - now) / dayMs);
      const severity = severityOf(days);
      if (severity === null || found.has(name)) continue;
      const detail = { use, url, subject: subject(certificate), endsAt, days };
      found.set(name, finding('CertificateEnding', severity, { ...(of === null ? {} : { member: of }), detail }));
    }
  }
  return [...found.values()];
}

/** After the end of a certificate new connections fail; open ones stay. */
function severityOf(days: number): Severity | null {
  if (days < urgentDays) return 'critical';
  return days < soonDays ? 'warning' : null;
}

/** Finds authorities, as kubeadm's, that signed this connection's certificate and a peer's that clients may use. */
function sharedAuthorities(uses: readonly Use[]): readonly Finding[] {
  const issuers = uses.find(({ use }) => use === 'client')?.chain.slice(1) ?? [];
  const found = new Map<string, Finding>();
  for (const { use, chain } of uses) {
    const [leaf, ...own] = chain;
    if (use !== 'peer' || leaf === undefined || !isOfClient(leaf)) continue;
    for (const { fingerprint256 } of own) {
      const shared = issuers.find((issuer) => issuer.fingerprint256 === fingerprint256);
      if (shared === undefined || found.has(fingerprint256)) continue;
      found.set(fingerprint256, finding('SharedAuthority', 'info', { detail: { subject: subject(shared) } }));
    }
  }
  return [...found.values()];
}

function isOfClient(certificate: X509Certificate): boolean {
  const uses = usesOf(certificate);
  return uses.length === 0 || uses.includes(clientAuth);
}

const subject = (certificate: X509Certificate): string => subjectOf(certificate).slice(0, longestSubject);
