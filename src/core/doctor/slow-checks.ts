import type { ClusterStatus } from '../../contract/cluster.ts';
import type { CheckName } from '../../contract/doctor.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Ports } from '../ports.ts';
import { checkCertificates } from './check-certificates.ts';
import { checkExposure } from './check-exposure.ts';
import { type CheckFound, failureOf } from './check-results.ts';
import { checkVersions } from './check-versions.ts';
import { askCommandLines, type CommandLines } from './command-lines.ts';
import { boundedMembers } from './member-urls.ts';

/** The parts that change slowly, and the command lines that were read for them. */
export interface SlowChecks {
  readonly parts: readonly CheckFound[];
  readonly commandLines: CommandLines;
}

/**
 * Checks versions, certificates and exposure in parallel, within half a minute. The failure of one part leaves the others
 * as they are. Opens two TLS connections without a certificate to each client and peer URL; a member that refuses one
 * notes it in its log. Rejects with `Cancelled` only.
 */
export async function checkSlowly(
  held: OpenConnection,
  status: Pick<ClusterStatus, 'members'>,
  signal: AbortSignal,
  { clock, resourcesFolder }: Pick<Ports, 'clock' | 'resourcesFolder'>,
): Promise<SlowChecks> {
  const now = (): number => clock.now();
  const members = boundedMembers(status.members);
  const commandLines = askCommandLines(held, members, signal);
  const about = { signal, now };
  const parts = await Promise.all([
    attempt('versions', about, async () =>
      checkVersions(held, members, await commandLines, { ...about, resourcesFolder }),
    ),
    attempt('certificates', about, () => checkCertificates(held, members, about)),
    attempt('exposure', about, async () => checkExposure(held, members, await commandLines, about)),
  ]);
  return { parts, commandLines: await commandLines };
}

async function attempt(
  name: CheckName,
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
  work: () => Promise<CheckFound>,
): Promise<CheckFound> {
  try {
    return await work();
  } catch (error) {
    if (signal.aborted) throw error;
    return { findings: [], check: { name, state: 'failed', failure: failureOf(error), at: now() } };
  }
}
