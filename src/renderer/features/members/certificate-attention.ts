import type { CertificateChain, CertificateFacts } from '../../../contract/connections/certificates.ts';
import { plural } from '../../ui/format.ts';
import type { Attention } from './attention.ts';

type Role = CertificateChain['role'];

interface Ending {
  readonly facts: CertificateFacts;
  readonly role: Role;
  readonly endpoints: readonly string[];
}

/** Certificates that have ended, or end within the 30 days from which core says so, each once, the first to end first. */
export function certificatesEnding(chains: readonly CertificateChain[]): readonly Attention[] {
  const found = new Map<string, Ending>();
  for (const chain of chains) {
    for (const { code, certificate } of chain.findings) {
      const facts = chain.certificates[certificate];
      if (facts === undefined || (code !== 'Expired' && code !== 'EndsSoon')) continue;
      const known = found.get(facts.fingerprint);
      // An issuer is in the chain of each that it signed.
      const role = facts.isAuthority ? 'authority' : chain.role;
      const endpoints = chain.endpoint === null ? [] : [chain.endpoint];
      found.set(facts.fingerprint, { facts, role, endpoints: [...(known?.endpoints ?? []), ...endpoints] });
    }
  }
  return [...found.values()].toSorted((a, b) => a.facts.notAfter - b.facts.notAfter).map(toAttention);
}

function toAttention({ facts, role, endpoints }: Ending): Attention {
  const hasEnded = facts.daysLeft < 0;
  const name = commonName(facts.subject);
  const when = hasEnded ? `ended on ${day(facts.notAfter)}` : `ends ${inDays(facts.daysLeft)}`;
  const shownBy = role === 'server' && endpoints.length > 0 ? ` Shown by ${endpoints.join(', ')}.` : '';
  return {
    id: `certificate/${facts.fingerprint}`,
    tone: hasEnded ? 'bad' : 'warn',
    title: `${titles[role]} ${name} ${when}`,
    remedy: `${remedies[role]}${shownBy}`,
  };
}

const titles: Readonly<Record<Role, string>> = {
  client: 'The client certificate',
  server: 'The server certificate',
  authority: 'The certificate authority',
};

const remedies: Readonly<Record<Role, string>> = {
  client: 'Have it signed anew, and give the new files in the connection. After its end the members refuse it.',
  server:
    'Renew it on its member; etcd reads new files without a restart. After its end no new connection is made (kubeadm: “kubeadm certs renew etcd-server”).',
  authority:
    'Give members and clients a new authority beside this one first, then sign their certificates anew. After its end none of them is trusted.',
};

/** Returns the common name of a subject, or the whole subject where it has none. */
const commonName = (subject: string): string =>
  /(?:^|, )CN=([^,]+)/.exec(subject)?.[1] ?? (subject || 'without a name');

const inDays = (days: number): string => (days === 0 ? 'within a day' : `in ${plural(days, 'day')}`);

const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
