import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import { toClusterId } from './ids.ts';
import { headerClusterId } from './range-answer.ts';

/**
 * The cluster of a connection: the first that answered. Every answer is compared with it. An endpoint that answers for
 * another cluster is not used until it answers for this one again.
 */
export class ClusterIdentity {
  #id: ClusterId | null = null;
  readonly #strangers = new Map<string, EtcdeckError>();
  /** Called when an endpoint is found to be of another cluster, or of this one again. */
  onDidChange: () => void = () => undefined;

  /** `null` until an answer has named it; always `null` with kine, which names none. */
  get id(): ClusterId | null {
    return this.#id;
  }

  /** Why endpoints are not used: `ClusterIDMismatch`, by endpoint. */
  get strangers(): ReadonlyMap<string, EtcdeckError> {
    return this.#strangers;
  }

  /** Records the cluster of an endpoint's answer. Throws `ClusterIDMismatch`, with both ids. */
  take(endpoint: string, named: ClusterId, operation: string): void {
    this.#id ??= named;
    if (named !== this.#id) throw this.#meet(otherCluster(endpoint, named, this.#id, operation));
    if (this.#strangers.delete(endpoint)) this.onDidChange();
  }

  /**
   * Records that an endpoint's answer names no cluster. Throws `ClusterIDMismatch` where another endpoint named one.
   */
  takeNameless(endpoint: string, operation: string): void {
    if (this.#id !== null) throw this.#meet(otherCluster(endpoint, noCluster, this.#id, operation));
  }

  #meet(failure: EtcdeckError): EtcdeckError {
    const isNew = !this.#strangers.has(failure.endpoint ?? '');
    this.#strangers.set(failure.endpoint ?? '', failure);
    if (isNew) this.onDidChange();
    return failure;
  }
}

/** The cluster id in kine's answers. */
const noCluster = toClusterId('0');

/**
 * Returns the cluster id in an answer's header; `null` where there is none: in the pieces of a snapshot, in all but the
 * last part of a streamed range, from kine, and in some answers of etcd's gRPC proxy.
 */
export function clusterIdIn(answer: unknown): ClusterId | null {
  if (answer instanceof Uint8Array) return headerClusterId(answer);
  if (typeof answer !== 'object' || answer === null || !('header' in answer)) return null;
  const { header } = answer;
  if (typeof header !== 'object' || header === null || !('cluster_id' in header)) return null;
  const id = typeof header.cluster_id === 'string' ? toClusterId(header.cluster_id) : noCluster;
  return id === noCluster ? null : id;
}

/** Returns the failure `ClusterIDMismatch`, which names the endpoint and both clusters. */
export function otherCluster(endpoint: string, named: ClusterId, own: ClusterId, operation: string): EtcdeckError {
  const who = named === noCluster ? 'names no cluster' : `answers for another cluster, ${named}`;
  return new EtcdeckError({
    code: 'ClusterIDMismatch',
    message: `${endpoint} ${who}; the connection is of cluster ${own}`,
    endpoint,
    operation,
    detail: { clusterId: named, expectedClusterId: own },
  });
}

/**
 * Returns the failure of a write that another cluster answered, for example behind a proxy that distributes single
 * calls: it may have been done there. `sentTo` in its detail distinguishes it from a write that was never sent.
 */
export function sentElsewhere(failure: EtcdeckError): EtcdeckError {
  const { clusterId = '', ...ids } = failure.detail ?? {};
  const message = `${failure.message}; what was sent may have been done there`;
  return new EtcdeckError({ ...failure.toFailure(), message, detail: { clusterId, ...ids, sentTo: clusterId } });
}
