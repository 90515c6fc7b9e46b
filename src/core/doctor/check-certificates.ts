import type { ClusterStatus } from '../../contract/cluster.ts';
import { endpointParts } from '../connections/endpoints.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { certificatesOver } from '../connections/tls/inspect-certificates.ts';
import { certificateFindings } from './certificates.ts';
import type { CheckFound } from './check-results.ts';
import { lookAtURLs, stateOfLooks } from './look-at-urls.ts';
import { isEncrypted, memberURLs } from './member-urls.ts';

/**
 * Finds certificates that end soon: the connection's own, and those that members present at each client and peer URL to
 * a client without a certificate. Rejects with `Cancelled` only.
 */
export async function checkCertificates(
  held: OpenConnection,
  members: ClusterStatus['members'],
  { signal, now }: { readonly signal: AbortSignal; readonly now: () => number },
): Promise<CheckFound> {
  const { serverName } = held.profile.tls;
  const looks = await lookAtURLs(memberURLs(members).filter(isEncrypted), signal, async ({ url, use }, bounds) => {
    const name = (use === 'client' ? serverName : null) ?? endpointParts(url).host;
    const stream = await held.reach(url, bounds);
    try {
      return await certificatesOver(stream, name, bounds);
    } finally {
      stream.destroy();
    }
  });
  const { authorities = [], clientCertificate = null } = held.trust ?? {};
  const findings = certificateFindings({ authorities, clientCertificate, looks }, now());
  return { findings, check: stateOfLooks('certificates', looks, now()) };
}
