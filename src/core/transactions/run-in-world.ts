import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { namesKey } from '../../contract/transaction-limits.ts';
import type { TransactionOperation } from '../../contract/transactions.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { OperationAnswer } from '../etcd/transaction.ts';
import { nameOf } from './comparisons.ts';
import type { World } from './world.ts';

/** One key that a branch changes. */
export interface BranchChange {
  readonly key: Uint8Array;
  readonly before: KeyValue | null;
  /** What is written; `null`: the key is deleted. */
  readonly put: { readonly value: Uint8Array; readonly lease: LeaseId | null } | null;
}

/** What a branch would do. */
export interface BranchRun {
  readonly operations: readonly OperationAnswer[];
  /** Each changed key once. */
  readonly changes: readonly BranchChange[];
  /** Why the server would refuse the branch; `null`: it would not, as far as keys show. */
  readonly refusal: EtcdeckError | null;
}

/**
 * Returns what the operations of a branch would do, one after the other: each sees what those before it wrote, as in
 * etcd. What they write has the modRevision 0, and so has the createRevision of a new key.
 */
export function runBranch(operations: readonly TransactionOperation[], world: World): BranchRun {
  const changes = new Map<string, BranchChange>();
  const answers: OperationAnswer[] = [];
  let refusal: EtcdeckError | null = null;
  for (const operation of operations) {
    switch (operation.kind) {
      case 'get':
        answers.push(readNow(operation, world, [...changes.values()]));
        break;
      case 'put': {
        const before = world.entryOf(operation.key);
        if (before === null && (operation.value === null || operation.lease === 'keep'))
          refusal ??= notFound(operation.key);
        const value = operation.value ?? before?.value ?? new Uint8Array();
        const lease = operation.lease === 'keep' ? (before?.lease ?? null) : operation.lease;
        changes.set(nameOf(operation.key), { key: operation.key, before, put: { value, lease } });
        answers.push({ kind: 'put', previous: before });
        break;
      }
      case 'delete': {
        // No operation of the same branch puts any of them, and an earlier one may have deleted some.
        const kvs = world.entriesOf(operation.keys).filter(({ key }) => !changes.has(nameOf(key)));
        for (const before of kvs) changes.set(nameOf(before.key), { key: before.key, before, put: null });
        answers.push({ kind: 'delete', kvs });
        break;
      }
    }
  }
  return { operations: answers, changes: [...changes.values()], refusal };
}

function readNow(
  { keys, limit, answers }: TransactionOperation & { readonly kind: 'get' },
  world: World,
  changed: readonly BranchChange[],
): OperationAnswer {
  const within = changed.filter(({ key }) => namesKey(keys, key));
  const isChanged = new Set(within.map(({ key }) => nameOf(key)));
  const left = world.firstOf(keys).filter(({ key }) => !isChanged.has(nameOf(key)));
  const written = within.flatMap(({ key, before, put }) => (put === null ? [] : [entryAfter(key, before, put)]));
  const entries = [...left, ...written].sort((one, other) => compareBytes(one.key, other.key));
  const added = within.filter(({ before, put }) => before === null && put !== null).length;
  const removed = within.filter(({ before, put }) => before !== null && put === null).length;
  const count = world.countOf(keys) + added - removed;
  const kvs = answers === 'count' ? [] : limit === 0 ? entries : entries.slice(0, limit);
  return { kind: 'get', count, kvs: answers === 'keys' ? kvs.map((kv) => ({ ...kv, value: new Uint8Array() })) : kvs };
}

function entryAfter(key: Uint8Array, before: KeyValue | null, put: NonNullable<BranchChange['put']>): KeyValue {
  const createRevision = before?.createRevision ?? 0;
  return { key, createRevision, modRevision: 0, version: (before?.version ?? 0) + 1, ...put };
}

function notFound(key: Uint8Array): EtcdeckError {
  const message = 'it keeps the value or the lease of a key that does not exist';
  const detail = { key: Buffer.from(key).toString() };
  return new EtcdeckError({ code: 'KeyNotFound', message, operation: 'txn', detail });
}
