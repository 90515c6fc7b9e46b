import type { ConnectionState } from '../../contract/connections.ts';
import { EtcdError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { memberList } from '../etcd/cluster.ts';
import { range } from '../etcd/kv.ts';
import { status } from '../etcd/maintenance.ts';
import type { Bounds } from './bounds.ts';

/** What one round trip tells of a connection. */
export type PulseReading = Pick<ConnectionState, 'revision' | 'latencyMs' | 'serverVersion'> & {
  readonly clusterId: ClusterId;
};

/**
 * Asks one member how it stands: one status call. From 3.5 on status is root's; for another user it remembers that and
 * asks for the member list instead, once and then again where a key may not be read either.
 */
export class Pulse {
  readonly #client: EtcdClient;
  #isStatusDenied = false;

  constructor(client: EtcdClient) {
    this.#client = client;
  }

  async read(endpoint: string, { timeoutMs, signal }: Bounds): Promise<PulseReading> {
    const options = { endpoint, timeoutMs, ...(signal === undefined ? {} : { signal }) };
    if (!this.#isStatusDenied) {
      try {
        const { clusterId, revision, version, latencyMs } = await status(this.#client, endpoint, options);
        return { clusterId, revision, latencyMs, serverVersion: version };
      } catch (error) {
        if (!isDenied(error)) throw error;
        this.#isStatusDenied = true;
      }
    }
    const startedAt = performance.now();
    const { clusterId } = await memberList(this.#client, options);
    const latencyMs = performance.now() - startedAt;
    return { clusterId, latencyMs, serverVersion: null, revision: await this.#revision(options) };
  }

  async #revision(options: { readonly endpoint: string; readonly timeoutMs: number }): Promise<number | null> {
    try {
      const { revision } = await range(this.#client, { key: Uint8Array.of(0), limit: 1, serializable: true }, options);
      return revision;
    } catch (error) {
      if (isDenied(error)) return null;
      throw error;
    }
  }
}

function isDenied(error: unknown): boolean {
  return error instanceof EtcdError && error.code === 'PermissionDenied';
}
