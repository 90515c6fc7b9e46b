import type { ClusterStatus } from '../../contract/cluster.ts';
import type { CheckName, CheckState } from '../../contract/doctor.ts';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import type { Finding } from '../../contract/findings.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Ports } from '../ports.ts';
import { checkCertificates } from './check-certificates.ts';
import { checkExposure } from './check-exposure.ts';
import { checkVersions } from './check-versions.ts';
import { askCommandLines } from './command-lines.ts';
import { boundedMembers } from './member-urls.ts';

/** What was found, and how each part went. */
export interface SlowFindings {
  readonly findings: readonly Finding[];
  readonly checks: readonly CheckState[];
}

interface PartFindings {
  readonly findings: readonly Finding[];
  readonly check: CheckState;
}

/**
 * Examines what changes slowly: versions, certificates and exposure, side by side, within half a minute. A part that fails
 * hides no other. Opens two TLS connections without a certificate to each client and peer URL of the members, which those
 * that refuse it note in their logs. Rejects with `Cancelled` when stopped, and otherwise never.
 */
export async function slowFindings(
  held: OpenConnection,
  status: Pick<ClusterStatus, 'members'>,
  signal: AbortSignal,
  { clock, resourcesFolder }: Pick<Ports, 'clock' | 'resourcesFolder'>,
): Promise<SlowFindings> {
  const now = (): number => clock.now();
  const members = boundedMembers(status.members);
  const lines = askCommandLines(held, members, signal);
  const about = { signal, now };
  const parts = await Promise.all([
    attempt('versions', about, async () => checkVersions(held, members, await lines, { ...about, resourcesFolder })),
    attempt('certificates', about, () => checkCertificates(held, members, about)),
    attempt('exposure', about, async () => checkExposure(held, members, await lines, about)),
  ]);
  return { findings: parts.flatMap(({ findings }) => findings), checks: parts.map(({ check }) => check) };
}

async function attempt(
  name: CheckName,
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
  work: () => Promise<PartFindings>,
): Promise<PartFindings> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw error;
    return { findings: [], check: { name, state: 'failed', failure: failureOf(error), at: now() } };
  }
}

function failureOf(error: unknown): Failure {
  if (error instanceof EtcdeckError) return error.toFailure();
  return { code: 'Internal', message: String(error), retry: false };
}
