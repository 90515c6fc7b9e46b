import { EtcdeckError } from '../../contract/failure.ts';
import type { PlanConsequence } from '../../contract/plan-consequences.ts';
import type { PlansApi } from '../../contract/plans.ts';
import { findClash, isBeyondDefaults, transactionSize } from '../../contract/transaction-limits.ts';
import { etcdctlFault, transactionLine } from '../../contract/transaction-text/write-transaction.ts';
import type { ComparedKey, Transaction, TransactionBranch } from '../../contract/transactions.ts';
import { startsWithAny } from '../bytes/bytes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { TransactionGuard } from '../etcd/transaction.ts';
import { holds, nameOf } from '../transactions/comparisons.ts';
import { outcomesOf } from '../transactions/outcome.ts';
import { type BranchChange, type BranchRun, runBranch } from '../transactions/run-in-world.ts';
import { readWorld, type World } from '../transactions/world.ts';
import { ChangeList } from './change-list.ts';
import type { PlanParts } from './plan-parts.ts';
import type { Planner } from './planning.ts';

/** The input of a larger transaction is not printed. */
const longestCommand = 64 * 1024;
const tooLong = '# etcdctl txn, with an input that is too long to be shown';

/**
 * Plans to send one transaction: what its branch would do now. Without a guard, what follows from it, and what has to be
 * typed, is that of both branches, since either may run.
 */
export async function* planTransaction(
  { open, codecs, store }: PlanParts,
  { connection, transaction, isGuarded }: Parameters<PlansApi['planTransaction']>[0],
  signal: AbortSignal,
): Planner {
  refuseClash(transaction);
  const operations = [...transaction.success, ...transaction.failure];
  for (const one of operations) if (one.kind === 'put' && one.value !== null) codecs.refuseCovered(one.value);
  const held = open.require(connection);
  const world = await readWorld(held.client, transaction, !isGuarded, { signal });
  const { branch, revision } = world;
  const run = runBranch(transaction[branch], world);
  const other = isGuarded ? null : runBranch(writesOf(transaction, branch), world);
  yield run.changes.length;
  const all = [...run.changes, ...(other?.changes ?? [])];
  await held.findRegistries(
    all.map(({ key, before }) => ({ key, value: before?.value ?? null })),
    { signal },
  );
  const guard = isGuarded ? guardOf(transaction, world, run) : null;
  const size = transactionSize(transaction);
  const guards = guard === null ? 0 : guard.keys.length + guard.ranges.length;
  const sent = { ...size, operations: Math.max(size.operations, guards) };
  const consequences: PlanConsequence[] = [
    ...(await followsFrom(held, codecs, all, signal)),
    ...(isGuarded ? [] : (['ServerDecides'] as const)),
    ...(isBeyondDefaults(sent) ? (['BeyondLimits'] as const) : []),
  ];
  const changes = listOf(run);
  const [only] = all;
  yield await store.add(
    {
      connection: held,
      act: 'transaction',
      changes,
      revision,
      consequences,
      figures: { ...sent },
      etcdctl: await commandFor(held, codecs, transaction, signal),
      kubectl: [],
      subject: all.length === 1 && only !== undefined ? only.key : new Uint8Array(),
      obstacle: run.refusal,
      transaction: {
        transaction,
        guard,
        branch,
        otherChanges: other === null ? null : listOf(other),
        preview: {
          branch,
          isGuarded,
          comparisons: await comparedWith(codecs, transaction, world),
          operations: await outcomesOf(codecs, transaction[branch], run.operations),
        },
      },
    },
    signal,
  );
}

function refuseClash(transaction: Transaction): void {
  const clash = findClash(transaction);
  if (clash === null) return;
  const message = `operations ${clash.first + 1} and ${clash.second + 1} of one branch change the same key`;
  throw new EtcdeckError({ code: 'DuplicateKey', message, operation: 'txn', detail: { ...clash } });
}

/** Returns what the branch that would not run now changes. */
const writesOf = (transaction: Transaction, branch: TransactionBranch) =>
  transaction[branch === 'success' ? 'failure' : 'success'].filter(({ kind }) => kind !== 'get');

/** Returns what has to be as it was read: all that the comparisons look at, and all that the branch changes. */
export function guardOf({ compare, ...branches }: Transaction, world: World, { changes }: BranchRun): TransactionGuard {
  const keys = new Map<string, TransactionGuard['keys'][number]>();
  const add = (key: Uint8Array, modRevision: number): void => void keys.set(nameOf(key), { key, modRevision });
  for (const { key } of compare) add(key, world.entryOf(key)?.modRevision ?? 0);
  for (const { key, before } of changes) add(key, before?.modRevision ?? 0);
  const ranges = branches[world.branch].flatMap((one) => {
    if (one.kind !== 'delete') return [];
    if (one.keys.kind !== 'key') return [one.keys];
    add(one.keys.key, world.entryOf(one.keys.key)?.modRevision ?? 0);
    return [];
  });
  return { keys: [...keys.values()], ranges, revision: world.revision };
}

function listOf({ changes }: BranchRun): ChangeList {
  const list = new ChangeList();
  for (const { key, before, put } of changes) {
    const guarded = { key, expectedModRevision: before?.modRevision ?? 0, isJoined: false };
    if (put === null) list.add({ ...guarded, kind: 'delete', value: null, lease: null });
    else list.add({ ...guarded, kind: before === null ? 'create' : 'overwrite', ...put });
  }
  return list;
}

async function followsFrom(
  held: OpenConnection,
  codecs: PlanParts['codecs'],
  changes: readonly BranchChange[],
  signal: AbortSignal,
): Promise<readonly PlanConsequence[]> {
  const registries = held.registries();
  const isOfKubernetes = changes.some(({ key }) => startsWithAny(key, registries));
  const losesLeases = changes.some(({ before, put }) => before !== null && before.lease !== null && put === null);
  const values = changes.flatMap(({ key, before, put }) =>
    [before?.value, put?.value].flatMap((value) => (value === undefined ? [] : [{ key, value }])),
  );
  const holdsSecrets = await anyOf(values, ({ key, value }) => codecs.holdsSecret(value, { signal, key }));
  return [
    ...(isOfKubernetes ? (['BypassesKubernetes'] as const) : []),
    ...(holdsSecrets ? (['HoldsSecrets'] as const) : []),
    ...(losesLeases ? (['LosesLeases'] as const) : []),
  ];
}

/** Returns the transaction as a command; a comment where its input is too long, or holds Secret data. */
async function commandFor(
  { profile }: OpenConnection,
  codecs: PlanParts['codecs'],
  transaction: Transaction,
  signal: AbortSignal,
): Promise<readonly string[]> {
  const { compare, success, failure } = transaction;
  const compared = compare.flatMap((one) => (one.target === 'value' ? [one] : []));
  const put = [...success, ...failure].flatMap((one) =>
    one.kind === 'put' && one.value !== null ? [{ key: one.key, value: one.value }] : [],
  );
  if (transactionSize(transaction).bytes > longestCommand) return [tooLong];
  const isSecret = await anyOf([...compared, ...put], ({ key, value }) => codecs.holdsSecret(value, { signal, key }));
  if (isSecret) return ['# etcdctl txn, with Secret data in its input'];
  const fault = etcdctlFault(transaction);
  if (fault !== null) return [`# ${fault}`];
  return [transactionLine(profile, transaction)];
}

async function anyOf<T>(all: readonly T[], is: (one: T) => Promise<boolean>): Promise<boolean> {
  for (const one of all) if (await is(one)) return true;
  return false;
}

async function comparedWith(
  codecs: PlanParts['codecs'],
  { compare }: Transaction,
  world: World,
): Promise<readonly ComparedKey[]> {
  const compared: ComparedKey[] = [];
  for (const comparison of compare) {
    const entry = world.entryOf(comparison.key);
    const shown = entry === null ? null : await codecs.toEntry(entry, { reveal: false });
    // Only a comparison of values is looked at with the value.
    const bare = shown !== null && comparison.target !== 'value' ? { ...shown, value: new Uint8Array() } : shown;
    compared.push({ holds: holds(comparison, entry), entry: bare });
  }
  return compared;
}
