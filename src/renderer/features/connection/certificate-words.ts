import type {
  CertificateChain,
  CertificateFacts,
  CertificateFinding,
} from '../../../contract/connections/certificates.ts';
import { plural } from '../../ui/format.ts';
import type { Tone } from '../../ui/StatusChip.tsx';

/** The common name of a subject or an issuer, or the whole of it where it has none. */
export const commonName = (name: string): string => /(?:^|, )CN=([^,]+)/.exec(name)?.[1] ?? (name || 'an empty name');

export const titleOf = ({ role, endpoint }: CertificateChain): string => {
  if (role === 'server') return `Shown by ${endpoint ?? 'the server'}`;
  return role === 'client' ? 'Client certificate' : 'Certificate authority given';
};

/** How much of a certificate's life is left. */
export function lifeOf(
  { notBefore, daysLeft }: CertificateFacts,
  now: number,
): {
  readonly tone: 'ok' | 'warn' | 'bad';
  readonly text: string;
} {
  if (now < notBefore) return { tone: 'bad', text: `begins ${inDays(Math.ceil((notBefore - now) / dayMs))}` };
  if (daysLeft < 0)
    return { tone: 'bad', text: `ended ${daysLeft === -1 ? 'within a day' : `${plural(-daysLeft - 1, 'day')} ago`}` };
  return { tone: daysLeft < soonDays ? 'warn' : 'ok', text: `ends ${inDays(daysLeft)}` };
}

const dayMs = 86_400_000;
/** As core counts it for its finding `EndsSoon`. */
const soonDays = 30;

const inDays = (days: number): string => (days === 0 ? 'within a day' : `in ${plural(days, 'day')}`);

/** What a certificate may be used for, in etcd's words. */
export function purposeOf({ extendedKeyUsage, isAuthority }: CertificateFacts): string {
  const serves = extendedKeyUsage.includes('serverAuth');
  const calls = extendedKeyUsage.includes('clientAuth');
  if (isAuthority && extendedKeyUsage.length === 0) return 'signs certificates';
  if (extendedKeyUsage.length === 0) return 'anything';
  if (serves && calls) return 'server, client and peer';
  if (serves) return 'server';
  return calls ? 'client' : extendedKeyUsage.join(', ');
}

/** What to do about a finding, where there is something to do. */
export const remedyOf: Readonly<Record<CertificateFinding['code'], string | null>> = {
  Expired: 'Renew it. kubeadm does so with “kubeadm certs renew all”.',
  NotYetValid: 'Set the clocks right, or wait for it to begin.',
  EndsSoon: 'Renew it before it ends. etcd reads new certificate files without a restart.',
  NameMissing: 'Dial a name that it lists, set one of them as the server name, or renew it with this name.',
  UsageMissing: 'Renew it with the extended key usage that it lacks.',
  IssuerMissing: 'Give the certificate of that authority as the CA.',
  IssuerKeyDiffers: 'Take the CA’s present certificate from a member.',
  NotAuthority: 'Give the certificate of the authority that signed it.',
  SelfSigned: 'Give this certificate as the CA, if you know that it is the member’s.',
  WeakKey: 'Renew it with a key of 2048 bits or more, or with EC P-256.',
  KeyMatches: null,
};

/** How a chain stands, by the worst that is known of it. */
export function toneOf({ failure, findings }: CertificateChain): Tone {
  if (failure !== null || findings.some(({ severity }) => severity === 'error')) return 'bad';
  return findings.some(({ severity }) => severity === 'warning') ? 'warn' : 'ok';
}

const order: readonly Tone[] = ['bad', 'warn', 'ok'];

/** What needs the operator before what does not; else as core gives them. */
export const worstFirst = (chains: readonly CertificateChain[]): readonly CertificateChain[] =>
  chains.toSorted((a, b) => order.indexOf(toneOf(a)) - order.indexOf(toneOf(b)));

/** The answer in one sentence, and what supports it. */
export function verdictOfChains(chains: readonly CertificateChain[]): {
  readonly tone: Tone;
  readonly title: string;
  readonly text: string;
} {
  const [soonest] = chains.flatMap(({ certificates }) => certificates).toSorted((a, b) => a.notAfter - b.notAfter);
  if (chains.length === 0) {
    return {
      tone: 'neutral',
      title: 'There are no certificates.',
      text: 'The endpoints are http, and no CA is given.',
    };
  }
  const bad = chains.filter((chain) => toneOf(chain) === 'bad').length;
  const warned = chains.filter((chain) => toneOf(chain) === 'warn').length;
  const text =
    soonest === undefined
      ? ''
      : `The first to end is ${commonName(soonest.subject)}, ${soonest.daysLeft < 0 ? 'which has ended' : inDays(soonest.daysLeft)}.`;
  if (bad > 0)
    return {
      tone: 'bad',
      title: `${count(bad, chains.length)} will not work as ${bad === 1 ? 'it is' : 'they are'}.`,
      text,
    };
  if (warned > 0)
    return { tone: 'warn', title: `${count(warned, chains.length)} ${warned === 1 ? 'needs' : 'need'} you.`, text };
  return { tone: 'ok', title: 'Every certificate is in order.', text };
}

const count = (some: number, all: number): string =>
  all === 1 ? 'The only chain' : some === all ? `All ${all} chains` : `${some} of ${all} chains`;
