import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import { hostAndPort } from '../endpoints.ts';
import type { SavedConnection } from '../profiles/profile-store.ts';

/** As kine names its cluster, whichever it is. */
const nameless = '0';

/**
 * Whether a saved connection is marked as production and is of a cluster, by the id that answered it last; where none ever
 * did, by an endpoint that both have, dialled from the same host.
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
