import type { IRequestOp, IResponseOp, ITxnResponse } from 'etcd3';
import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toLeaseDecimal, toNumber } from './ids.ts';
import { range, toKeyValue } from './kv.ts';

/** One key to write if its modRevision is still the given one; 0: only if the key does not exist. */
export interface GuardedWrite {
  readonly key: Uint8Array;
  readonly expectedModRevision: number;
  /** The key's new value and lease, or `null` to delete it. */
  readonly put: { readonly value: Uint8Array; readonly lease: LeaseId | null } | null;
}

/** The result of a transaction. */
export interface Written {
  readonly revision: number;
}

/**
 * Makes all writes in one transaction, or none. For one key it has exactly the shape that kine supports: a comparison,
 * a write, and a read of the key where the comparison fails. Sent once. Fails with `Conflict` (`currentModRevision` and
 * `key` in its detail; 0 when the key is gone), `OutcomeUnknown`, `TooManyOps`, `RequestTooLarge`, `NoSpace`,
 * `LeaseNotFound`, `PermissionDenied`.
 */
export async function writeGuarded(
  client: EtcdClient,
  writes: readonly GuardedWrite[],
  options?: EtcdCallOptions,
): Promise<Written> {
  const { answer, endpoint } = await client.call(
    ({ kv }) =>
      kv.txn({
        compare: writes.map(({ key, expectedModRevision }) => ({
          key: Buffer.from(key),
          target: 'Mod' as const,
          result: 'Equal' as const,
          mod_revision: String(expectedModRevision),
        })),
        success: writes.map(toWriteOp),
        failure: writes.map(({ key }) => ({ request_range: { key: Buffer.from(key), keys_only: true } })),
      }),
    options,
  );
  if (!answer.succeeded) throw conflictAmong(writes, answer.responses, endpoint);
  // Absent messages are null, although etcd3's type says otherwise.
  const header = answer.header as ITxnResponse['header'] | null;
  if (header === null || !isRevision(header.revision)) throw unreadable(endpoint);
  return { revision: toNumber(header.revision) };
}

/** Returns the failure of a transaction whose answer lacks its revision: it may have been made. */
function unreadable(endpoint: string): EtcdeckError {
  const message = 'the answer does not say at which revision it was written';
  return new EtcdeckError({ code: 'OutcomeUnknown', message, operation: 'txn', endpoint });
}

function isRevision(decimal: string): boolean {
  return Number.isSafeInteger(Number(decimal)) && Number(decimal) > 0;
}

/**
 * Waits until every earlier proposal is decided: a write that goes through the log and never takes effect, because no
 * key has the compared version. A read is not enough: a leader confirms it by heartbeats while an entry may still wait
 * for the members' disks. Fails as a write does; kine, which has no log, refuses it.
 */
export async function passThroughLog(client: EtcdClient, key: Uint8Array, options?: EtcdCallOptions): Promise<void> {
  const never = { key: Buffer.from(key), target: 'Version' as const, result: 'Equal' as const, version: '-1' };
  const success = [{ request_delete_range: { key: Buffer.from(key) } }];
  await client.call(({ kv }) => kv.txn({ compare: [never], success }), options);
}

/** How to read some keys. */
export interface ReadEachOptions extends EtcdCallOptions {
  /** Leaves the values out; from 3.7 on, every key then has `lease: null`. */
  readonly keysOnly?: boolean;
  /** The revision to read at; the head where it is absent. */
  readonly revision?: number;
}

/**
 * Returns some keys at one revision, `null` for those that do not exist. A member takes 128 in one request by default,
 * and sends all their values at once. Fails with `TooManyOps`, `PermissionDenied`, and with `Internal` where the answer
 * is not exactly what was requested.
 */
export async function readEach(
  client: EtcdClient,
  keys: readonly Uint8Array[],
  { keysOnly = false, revision: at, ...options }: ReadEachOptions = {},
): Promise<{ readonly found: readonly (KeyValue | null)[]; readonly revision: number }> {
  const [only] = keys;
  if (only !== undefined && keys.length === 1) {
    const { kvs, revision } = await range(client, { key: only, keysOnly, revision: at ?? 0 }, options);
    return { found: [kvs[0] ?? null], revision };
  }
  const success = keys.map((key) => ({
    request_range: {
      key: Buffer.from(key),
      keys_only: keysOnly,
      ...(at === undefined ? {} : { revision: String(at) }),
    },
  }));
  const { answer, endpoint } = await client.call(({ kv }) => kv.txn({ success }), options);
  const header = answer.header as ITxnResponse['header'] | null; // as above
  if (header === null || !answer.succeeded || answer.responses.length !== keys.length) throw notAsked(endpoint);
  const found = answer.responses.map((response, place) => foundIn(response, keys[place] ?? noKey, endpoint));
  return { found, revision: toNumber(header.revision) };
}

const noKey = new Uint8Array();

function notAsked(endpoint: string): EtcdeckError {
  const message = 'the answer to a transaction of reads has not just what was asked for';
  return new EtcdeckError({ code: 'Internal', message, operation: 'txn', endpoint });
}

/** Returns the failure of a guard that did not hold, with the key's modRevision. */
export function conflictOf(key: Uint8Array, currentModRevision: number, endpoint?: string): EtcdeckError {
  const state = currentModRevision === 0 ? 'does not exist' : `is at modRevision ${currentModRevision}`;
  return new EtcdeckError({
    code: 'Conflict',
    message: `the key ${state}`,
    operation: 'txn',
    detail: { currentModRevision, key: Buffer.from(key).toString() },
    ...(endpoint === undefined ? {} : { endpoint }),
  });
}

function toWriteOp({ key, put }: GuardedWrite): IRequestOp {
  if (put === null) return { request_delete_range: { key: Buffer.from(key) } };
  const lease = put.lease === null ? '0' : toLeaseDecimal(put.lease);
  return { request_put: { key: Buffer.from(key), value: Buffer.from(put.value), lease } };
}

function foundIn(response: Partial<IResponseOp>, key: Uint8Array, endpoint: string): KeyValue | null {
  const kvs = response.response_range?.kvs;
  if (kvs === undefined || kvs.length > 1) throw notAsked(endpoint);
  const [kv] = kvs;
  if (kv === undefined) return null;
  if (compareBytes(kv.key, key) !== 0) throw notAsked(endpoint);
  return toKeyValue(kv);
}

function conflictAmong(
  writes: readonly GuardedWrite[],
  responses: readonly IResponseOp[],
  endpoint: string,
): EtcdeckError {
  for (const [place, { key, expectedModRevision }] of writes.entries()) {
    const response: Partial<IResponseOp> = responses[place] ?? {};
    // kine returns the key that a refused deletion would have deleted.
    const kv = response.response_range?.kvs[0] ?? response.response_delete_range?.prev_kvs[0];
    const current = kv === undefined ? 0 : toNumber(kv.mod_revision);
    if (current !== expectedModRevision) return conflictOf(key, current, endpoint);
  }
  return new EtcdeckError({
    code: 'Internal',
    message: 'a guard did not hold, and every key is as expected',
    endpoint,
  });
}
