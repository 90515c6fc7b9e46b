import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import type { CheckState } from '../../contract/doctor.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import { endpointParts } from '../connections/endpoints.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { admitsStrangers } from '../connections/tls/stranger.ts';
import { isAuthOn, refusesUnknownToken } from '../etcd/auth.ts';
import { fixOf, refusesAnyToken, versionParts } from '../members/version-defects.ts';
import type { CheckFound } from './check-results.ts';
import type { CommandLines } from './command-lines.ts';
import { exposureFindings, isOpenToClients, saysPeersNeedCertificates } from './exposure.ts';
import { lookAtURLs, stateOfLooks } from './look-at-urls.ts';
import { isEncrypted, type MemberURL, memberURLs } from './member-urls.ts';

const authTimeoutMs = 3_000;

/**
 * Finds what a client without credentials can reach: opens a TLS connection without a certificate to each client and peer
 * URL, and reads one key without a user. Rejects with `Cancelled` only.
 */
export async function checkExposure(
  held: OpenConnection,
  members: ClusterStatus['members'],
  commandLines: CommandLines,
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<CheckFound> {
  const encrypted = memberURLs(members).filter(isEncrypted);
  const looks = await lookAtURLs(encrypted, signal, async ({ url, use }, bounds) => {
    const redial = (within: typeof bounds) => held.reach(url, within);
    return await admitsStrangers({ parts: endpointParts(url), socket: await redial(bounds), redial }, use, bounds);
  });
  const ports = { members, looks, commandLines, isAuthOn: null, hasCertificate: held.certificateName !== null };
  // Nothing depends on auth while every client needs a certificate, and each such call leaves a line in a member's log.
  const auth = isOpenToClients(ports) ? await askWhetherAuthIsOn(held, members, signal) : unasked;
  const isKnownFromFlags = ({ use, member }: MemberURL): boolean =>
    use === 'peer' && saysPeersNeedCertificates(commandLines, member) !== null;
  const check = stateOfLooks('exposure', looks, now(), isKnownFromFlags);
  return {
    findings: exposureFindings({ ...ports, isAuthOn: auth.isOn }),
    check: withAuth(check, auth.failure),
  };
}

/** Adds the failure to learn whether auth is on; without an encrypted URL the check consists of auth alone. */
function withAuth(check: CheckState, failure: Failure | null): CheckState {
  const state = check.state === 'skipped' ? 'done' : check.state;
  if (failure === null) return { ...check, state };
  const isNothing = check.state === 'skipped' || check.state === 'failed';
  return { ...check, state: isNothing ? 'failed' : 'partial', failure: check.failure ?? failure };
}

interface AuthAnswer {
  readonly isOn: boolean | null;
  /** Why it is not known. */
  readonly failure: Failure | null;
}

const unasked: AuthAnswer = { isOn: null, failure: null };

async function askWhetherAuthIsOn(
  { client, certificateName }: OpenConnection,
  members: ClusterStatus['members'],
  signal: AbortSignal,
): Promise<AuthAnswer> {
  const bounds = { timeoutMs: authTimeoutMs, signal };
  try {
    const isOn = await isAuthOn(client, certificateName !== null, bounds);
    if (isOn !== null) return { isOn, failure: null };
    const endpoint = members.find(checksTokensOnlyWithAuth)?.endpoint ?? null;
    if (endpoint === null) return { isOn: null, failure: undisclosed };
    return { isOn: await refusesUnknownToken(client, { ...bounds, endpoint }), failure: null };
  } catch (error) {
    if (error instanceof EtcdeckError && error.code !== 'Cancelled') return { isOn: null, failure: error.toFailure() };
    throw error;
  }
}

const checksTokensOnlyWithAuth = ({ version, healthy }: MemberStatus): boolean =>
  healthy === true && version !== null && versionParts(version) !== null && fixOf(refusesAnyToken, version) === null;

const undisclosed: Failure = {
  code: 'Unimplemented',
  message: 'before 3.4.28 and 3.5.10, a client with a certificate cannot learn whether authentication is on',
  retry: false,
};
