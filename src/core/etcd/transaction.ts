import type { ICompare, IRequestOp, IResponseOp, ITxnResponse } from 'etcd3';
import type { NamedKeys } from '../../contract/etcdctl-bridge/commands.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type {
  Comparison,
  ComparisonResult,
  Transaction,
  TransactionBranch,
  TransactionOperation,
} from '../../contract/transactions.ts';
import type { EtcdCallOptions, EtcdClient } from './client.ts';
import { toLeaseDecimal, toNumber } from './ids.ts';
import { prefixEnd, smallestKey, toKeyValue, toRangeRequest, toTheEnd } from './kv.ts';
import { conflictOf } from './txn.ts';

/** What one operation answered, values as they are stored. */
export type OperationAnswer =
  | { readonly kind: 'get'; readonly count: number; readonly kvs: readonly KeyValue[] }
  | { readonly kind: 'put'; readonly previous: KeyValue | null }
  | { readonly kind: 'delete'; readonly kvs: readonly KeyValue[] };

/** The answer to a transaction. */
export interface TransactionAnswer {
  readonly branch: TransactionBranch;
  /** The revision that it wrote; the head where it wrote nothing. */
  readonly revision: number;
  readonly operations: readonly OperationAnswer[];
}

/** Keys that have to be as they were read. */
export interface TransactionGuard {
  /** modRevision 0: the key must not exist. */
  readonly keys: readonly { readonly key: Uint8Array; readonly modRevision: number }[];
  /** Ranges in which no key may have been written since. */
  readonly ranges: readonly NamedKeys[];
  /** The revision at which they were read. */
  readonly revision: number;
}

/**
 * Sends a transaction as it is, once; every put and deletion answers what was there before. Fails with `OutcomeUnknown`,
 * `DuplicateKey`, `KeyNotFound`, `TooManyOps`, `RequestTooLarge`, `NoSpace`, `LeaseNotFound`, `PermissionDenied`.
 */
export async function sendTransaction(
  client: EtcdClient,
  { compare, success, failure }: Transaction,
  options?: EtcdCallOptions,
): Promise<TransactionAnswer> {
  const request = { compare: compare.map(toCompare), success: success.map(toOp), failure: failure.map(toOp) };
  const { answer, endpoint } = await client.call(({ kv }) => kv.txn(request), options);
  const branch = answer.succeeded ? 'success' : 'failure';
  return { branch, ...answerOf(answer, answer.succeeded ? success : failure, endpoint) };
}

/**
 * Sends the operations of one branch, once, which do nothing unless every guarded key is as it was read. Fails as
 * `sendTransaction` does, and with `Conflict` (`currentModRevision` and `key` in its detail).
 */
export async function sendGuarded(
  client: EtcdClient,
  operations: readonly TransactionOperation[],
  guard: TransactionGuard,
  options?: EtcdCallOptions,
): Promise<Omit<TransactionAnswer, 'branch'>> {
  const request = { compare: toCompares(guard), success: operations.map(toOp), failure: toReads(guard) };
  const { answer, endpoint } = await client.call(({ kv }) => kv.txn(request), options);
  if (!answer.succeeded) throw conflictWith(guard, answer.responses, endpoint);
  return answerOf(answer, operations, endpoint);
}

/** Returns the key and the end of keys, as a Range has them. */
export function rangeOf(keys: NamedKeys): { readonly key: Uint8Array; readonly rangeEnd?: Uint8Array } {
  switch (keys.kind) {
    case 'key':
      return { key: keys.key };
    case 'prefix':
      return { key: keys.key, rangeEnd: prefixEnd(keys.key) };
    case 'from':
      return { key: keys.key, rangeEnd: toTheEnd };
    case 'range':
      return { key: keys.key, rangeEnd: keys.end };
  }
}

/** Returns the bytes of key and end in a request: etcd refuses an empty key. */
function wireRange(keys: NamedKeys): { readonly key: Buffer; readonly range_end?: Buffer } {
  const { key, rangeEnd } = rangeOf(keys);
  const first = Buffer.from(key.length === 0 ? smallestKey : key);
  return rangeEnd === undefined ? { key: first } : { key: first, range_end: Buffer.from(rangeEnd) };
}

const results = {
  ...{ '=': 'Equal', '!=': 'NotEqual', '<': 'Less', '>': 'Greater' },
} as const satisfies Record<ComparisonResult, ICompare['result']>;

function toCompare(comparison: Comparison): ICompare {
  const common = { key: Buffer.from(comparison.key), result: results[comparison.result] };
  switch (comparison.target) {
    case 'version':
      return { ...common, target: 'Version', version: String(comparison.number) };
    case 'createRevision':
      return { ...common, target: 'Create', create_revision: String(comparison.number) };
    case 'modRevision':
      return { ...common, target: 'Mod', mod_revision: String(comparison.number) };
    case 'value':
      return { ...common, target: 'Value', value: Buffer.from(comparison.value) };
    case 'lease':
      return { ...common, target: 'Lease', lease: leaseOf(comparison.lease) };
  }
}

const leaseOf = (lease: Parameters<typeof toLeaseDecimal>[0] | null): string =>
  lease === null ? '0' : toLeaseDecimal(lease);

function toOp(operation: TransactionOperation): IRequestOp {
  switch (operation.kind) {
    case 'get': {
      const { keys, limit, answers } = operation;
      const range = { ...rangeOf(keys), limit, keysOnly: answers === 'keys', countOnly: answers === 'count' };
      return { request_range: toRangeRequest(range) };
    }
    case 'put': {
      const { key, value, lease } = operation;
      const kept = { ignore_value: value === null, ignore_lease: lease === 'keep' };
      const given = { value: Buffer.from(value ?? []), lease: leaseOf(lease === 'keep' ? null : lease) };
      return { request_put: { key: Buffer.from(key), ...given, ...kept, prev_kv: true } };
    }
    case 'delete':
      return { request_delete_range: { ...wireRange(operation.keys), prev_kv: true } };
  }
}

function toCompares({ keys, ranges, revision }: TransactionGuard): ICompare[] {
  const unwritten = { target: 'Mod', result: 'Less', mod_revision: String(revision + 1) } as const;
  return [
    ...keys.map(({ key, modRevision: number }) => toCompare({ key, result: '=', target: 'modRevision', number })),
    // A key that is not there has the modRevision 0.
    ...ranges.map((range) => ({ ...wireRange(range), ...unwritten })),
  ];
}

/** Reads where a guard does not hold: the keys, and the first key of a range that was written. */
function toReads({ keys, ranges, revision }: TransactionGuard): IRequestOp[] {
  const written = { keys_only: true, limit: '1', min_mod_revision: String(revision + 1) };
  return [
    ...keys.map(({ key }) => ({ request_range: { key: Buffer.from(key), keys_only: true } })),
    ...ranges.map((range) => ({ request_range: { ...wireRange(range), ...written } })),
  ];
}

function conflictWith(
  { keys, ranges }: TransactionGuard,
  responses: readonly IResponseOp[],
  endpoint: string,
): EtcdeckError {
  for (const [place, response] of responses.entries()) {
    const [kv] = response.response_range?.kvs ?? [];
    const current = kv === undefined ? 0 : toNumber(kv.mod_revision);
    const guarded = keys[place];
    if (guarded !== undefined && current !== guarded.modRevision) return conflictOf(guarded.key, current, endpoint);
    if (guarded === undefined && kv !== undefined) return conflictOf(new Uint8Array(kv.key), current, endpoint);
  }
  const [range] = ranges;
  return conflictOf(range?.key ?? keys[0]?.key ?? smallestKey, 0, endpoint);
}

/** Returns what operations answered. Fails with `OutcomeUnknown` where the answer is not that of these operations. */
function answerOf(
  answer: ITxnResponse,
  operations: readonly TransactionOperation[],
  endpoint: string,
): Omit<TransactionAnswer, 'branch'> {
  // Absent messages are null, although etcd3's type says otherwise.
  const header = answer.header as ITxnResponse['header'] | null;
  if (header === null || answer.responses.length !== operations.length) throw unreadable(endpoint);
  const answers = operations.map(({ kind }, place) => operationAnswer(kind, answer.responses[place], endpoint));
  return { revision: toNumber(header.revision), operations: answers };
}

function operationAnswer(
  kind: TransactionOperation['kind'],
  response: Partial<IResponseOp> | undefined,
  endpoint: string,
): OperationAnswer {
  if (kind === 'get' && response?.response_range) {
    const { kvs, count } = response.response_range;
    return { kind, count: toNumber(count), kvs: kvs.map(toKeyValue) };
  }
  if (kind === 'put' && response?.response_put) {
    const previous = response.response_put.prev_kv as (typeof response.response_put)['prev_kv'] | null; // as above
    return { kind, previous: previous === null ? null : toKeyValue(previous) };
  }
  if (kind === 'delete' && response?.response_delete_range)
    return { kind, kvs: response.response_delete_range.prev_kvs.map(toKeyValue) };
  throw unreadable(endpoint);
}

function unreadable(endpoint: string): EtcdeckError {
  const message = 'the answer to a transaction is not that of its operations';
  return new EtcdeckError({ code: 'OutcomeUnknown', message, operation: 'txn', endpoint });
}
