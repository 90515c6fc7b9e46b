import type { ConnectionState } from '../../../contract/connections/state.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import { isKeptFromUser } from '../../etcd/auth.ts';
import type { EtcdClient } from '../../etcd/client.ts';
import { head } from '../../etcd/kv.ts';
import { status } from '../../etcd/maintenance.ts';
import { type Bounds, callOptions } from '../bounded-wait.ts';

/** What one round trip shows about a connection. */
export type PulseReading = Pick<ConnectionState, 'revision' | 'latencyMs' | 'serverVersion'> & {
  readonly clusterId: ClusterId;
};

/**
 * Reads one member's state in one call: its status, which late releases of 3.5 give to root only. For a user who was
 * refused it reads the head revision alone from then on.
 */
export class Pulse {
  readonly #client: EtcdClient;
  #isStatusDenied = false;

  constructor(client: EtcdClient) {
    this.#client = client;
  }

  async read(endpoint: string, bounds: Bounds): Promise<PulseReading> {
    const options = callOptions(endpoint, bounds);
    if (!this.#isStatusDenied) {
      try {
        const { clusterId, revision, version, latencyMs } = await status(this.#client, endpoint, options);
        return { clusterId, revision, latencyMs, serverVersion: version };
      } catch (error) {
        if (!isKeptFromUser(error)) throw error;
        this.#isStatusDenied = true;
      }
    }
    const { clusterId, revision, latencyMs } = await head(this.#client, options);
    return { clusterId, revision, latencyMs, serverVersion: null };
  }
}
