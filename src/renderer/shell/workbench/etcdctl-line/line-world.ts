import type { Api } from '../../../../contract/api.ts';
import type { ClusterStatus } from '../../../../contract/cluster.ts';
import type { ConnectionProfile } from '../../../../contract/connections/profile.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import type { Place } from '../../../state/screens.ts';

/** What a line of etcdctl opens on: the connection that is shown, and its members as they last answered. */
export interface LineWorld {
  readonly api: Api;
  readonly connection: ConnectionId;
  readonly profile: ConnectionProfile;
  readonly cluster: ClusterStatus | null;
  readonly show: (place: Place, focus: string | null) => void;
}
