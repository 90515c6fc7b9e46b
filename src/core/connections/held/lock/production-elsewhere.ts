import type { ConnectionProfile } from '../../../../contract/connections/profile.ts';
import type { ClusterId } from '../../../../contract/ids.ts';
import { hostAndPort } from '../../endpoints.ts';
import type { SavedConnection } from '../../profiles/profile-store.ts';

/** The cluster id that every kine reports. */
const nameless = '0';

/**
 * Whether a saved connection is marked as production and belongs to a cluster, by the cluster id last seen; where none
 * was seen, by a common endpoint dialled from the same host.
 */
export function isProductionOf(
  { profile, clusterId }: SavedConnection,
  own: ConnectionProfile,
  ownClusterId: ClusterId,
): boolean {
  if (profile.environment !== 'production' || profile.id === own.id) return false;
  const isTold = clusterId !== null && clusterId !== nameless && ownClusterId !== nameless;
  if (isTold) return clusterId === ownClusterId;
  return wayOf(profile) === wayOf(own) && profile.endpoints.some((endpoint) => own.endpoints.includes(endpoint));
}

function wayOf({ ssh }: ConnectionProfile): string | null {
  return ssh === null ? null : hostAndPort(ssh);
}
