import type { ClusterStatus } from '../../contract/cluster.ts';
import type { CheckState } from '../../contract/doctor.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { Finding } from '../../contract/findings.ts';
import { endpointParts } from '../connections/endpoints.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { admitsStrangers } from '../connections/tls/stranger.ts';
import { isAuthOn } from '../etcd/auth.ts';
import type { CommandLines } from './command-lines.ts';
import { exposureFindings, saysPeersNeedCertificates } from './exposure.ts';
import { lookAtURLs, stateOfLooks } from './look-at-urls.ts';
import { isEncrypted, memberURLs } from './member-urls.ts';

const authTimeoutMs = 3_000;

/**
 * Finds what of a cluster is open to those who were given nothing: opens a TLS connection without a certificate to each
 * client and peer URL, and reads one key without a user. Rejects with `Cancelled` only.
 */
export async function checkExposure(
  held: OpenConnection,
  members: ClusterStatus['members'],
  commandLines: CommandLines,
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<{ readonly findings: readonly Finding[]; readonly check: CheckState }> {
  const encrypted = memberURLs(members).filter(isEncrypted);
  const [looks, auth] = await Promise.all([
    lookAtURLs(encrypted, signal, async ({ url, use }, bounds) => {
      const redial = (within: typeof bounds) => held.reach(url, within);
      return await admitsStrangers({ parts: endpointParts(url), socket: await redial(bounds), redial }, use, bounds);
    }),
    askWhetherAuthIsOn(held, signal),
  ]);
  const hasCertificate = held.certificateName !== null;
  const findings = exposureFindings({ members, looks, commandLines, isAuthOn: auth.isOn, hasCertificate });
  const isToldByFlags = ({ use, member }: (typeof encrypted)[number]): boolean =>
    use === 'peer' && saysPeersNeedCertificates(commandLines, member) !== null;
  const check = stateOfLooks('exposure', looks, now(), isToldByFlags);
  if (auth.failure === null) return { findings, check: { ...check, state: stateWithAuth(check.state) } };
  const isFailed = check.state === 'failed' || check.state === 'skipped';
  return {
    findings,
    check: { ...check, state: isFailed ? 'failed' : 'partial', failure: check.failure ?? auth.failure },
  };
}

/** Where no URL is encrypted there is still auth to be looked at. */
const stateWithAuth = (state: CheckState['state']): CheckState['state'] => (state === 'skipped' ? 'done' : state);

async function askWhetherAuthIsOn(
  { client, certificateName }: OpenConnection,
  signal: AbortSignal,
): Promise<{ readonly isOn: boolean | null; readonly failure: Failure | null }> {
  try {
    const isOn = await isAuthOn(client, certificateName !== null, { timeoutMs: authTimeoutMs, signal });
    return { isOn, failure: null };
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return { isOn: null, failure: error.toFailure() };
    throw error;
  }
}
