import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import { toClusterId } from './ids.ts';
import { headerClusterId } from './range-answer.ts';

/**
 * The cluster that a connection is of: the one that answered first. Every answer is held against it, and an endpoint
 * that answers for another cluster is out of use until it answers for this one again.
 */
export class ClusterIdentity {
  #id: ClusterId | null = null;
  readonly #strangers = new Map<string, EtcdeckError>();
  /** Called when an endpoint has turned out to be of another cluster, or of this one again. */
  onDidChange: () => void = () => undefined;

  /** `null` until an answer has named it, and for ever with kine, which names none. */
  get id(): ClusterId | null {
    return this.#id;
  }

  /** Why endpoints are out of use: `ClusterIDMismatch`, by endpoint. */
  get strangers(): ReadonlyMap<string, EtcdeckError> {
    return this.#strangers;
  }

  /** Records which cluster an endpoint answered for. Throws `ClusterIDMismatch`, with the ids of both. */
  take(endpoint: string, named: ClusterId, operation: string): void {
    this.#id ??= named;
    if (named !== this.#id) throw this.#meet(otherCluster(endpoint, named, this.#id, operation));
    if (this.#strangers.delete(endpoint)) this.onDidChange();
  }

  /** Records that an endpoint names no cluster where it would. Throws `ClusterIDMismatch` if another one named one. */
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
 * Returns the cluster that an answer's header names; `null` where there is none: in the pieces of a snapshot, in all
 * but the last part of a streamed range, from kine, and in some answers of etcd's gRPC proxy.
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
 * Returns the failure of a write that another cluster answered all the same, as behind a proxy that spreads single
 * calls: it may have been done there. `sentTo` in its detail tells it from one that was never sent.
 */
export function sentElsewhere(failure: EtcdeckError): EtcdeckError {
  const { clusterId = '', ...ids } = failure.detail ?? {};
  const message = `${failure.message}; what was sent may have been done there`;
  return new EtcdeckError({ ...failure.toFailure(), message, detail: { clusterId, ...ids, sentTo: clusterId } });
}
