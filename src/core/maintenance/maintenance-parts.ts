import type { ClusterApi } from '../../contract/cluster.ts';
import type { OpenConnections } from '../connections/held/open-connections.ts';
import type { Clock } from '../ports.ts';
import type { OpenSources } from '../sources/open-sources.ts';

/** What looking after a cluster needs. */
export interface MaintenanceParts {
  readonly open: OpenConnections;
  readonly sources: OpenSources;
  readonly cluster: Pick<ClusterApi, 'status' | 'follow'>;
  readonly clock: Clock;
}
