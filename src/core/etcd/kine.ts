import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdClient } from './client.ts';

/** kine's own text, and that of its releases before 0.15, which do not name kine. */
const refusal = /\bnot implemented by kine$|^(serializable|limit) is unsupported$/;

/** Clients whose server is known to be kine, which stores keys in a database and implements part of etcd's API. */
const known = new WeakSet<EtcdClient>();

/** Returns whether a client's server is kine, as far as a call that kine refuses has shown it. */
export function isKnownAsKine(client: EtcdClient): boolean {
  return known.has(client);
}

/** Records a failure; returns whether it is kine's refusal. */
export function learnKine(client: EtcdClient, error: unknown): boolean {
  if (!(error instanceof EtcdeckError) || !refusal.test(error.message)) return false;
  known.add(client);
  return true;
}

/** Returns a read in a form that kine supports: not serializable, and for a single key without a limit. */
export function asKineTakesIt<Request extends { readonly rangeEnd?: Uint8Array; readonly limit?: number }>(
  request: Request,
): Request {
  return { ...request, serializable: false, ...(request.rangeEnd === undefined ? { limit: 0 } : {}) };
}
