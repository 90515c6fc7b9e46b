import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdClient } from './client.ts';

/** In its own words, and in those of its releases before 0.15, which did not name themselves. */
const refusal = /\bnot implemented by kine$|^(serializable|limit) is unsupported$/;

/** Clients whose server turned out to be kine: keys in a database, with part of etcd's API. */
const known = new WeakSet<EtcdClient>();

/** Returns whether kine answers a client, as far as it was asked for something that kine refuses. */
export function isKnownAsKine(client: EtcdClient): boolean {
  return known.has(client);
}

/** Records a failure: `true` when it is kine's refusal. */
export function learnKine(client: EtcdClient, error: unknown): boolean {
  if (!(error instanceof EtcdeckError) || !refusal.test(error.message)) return false;
  known.add(client);
  return true;
}

/** Returns a read as kine takes it: from its one database, and of a single key without a limit. */
export function asKineTakesIt<Request extends { readonly rangeEnd?: Uint8Array; readonly limit?: number }>(
  request: Request,
): Request {
  return { ...request, serializable: false, ...(request.rangeEnd === undefined ? { limit: 0 } : {}) };
}
