import type { CallOptions } from '../../contract/abort.ts';
import type { NamedKeys } from '../../contract/etcdctl-bridge/commands.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { Transaction, TransactionBranch, TransactionOperation } from '../../contract/transactions.ts';
import { afterKey } from '../bytes/bytes.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { KeyReader } from '../etcd/key-reader.ts';
import { head, range } from '../etcd/kv.ts';
import { rangeOf } from '../etcd/transaction.ts';
import { BatchSize } from '../streams/batch-size.ts';
import { branchFor, nameOf } from './comparisons.ts';

/** The most keys that one transaction deletes by ranges, and the most bytes of their values: the journal keeps them. */
const mostDeleted = 10_000;
const mostDeletedBytes = 32 * 1024 * 1024;
/** The most keys that a get without a limit may answer. */
const mostGot = 1_000;
/** As many keys of an operation are shown, and as many bytes of values are read for it. */
export const mostShown = 100;
const mostShownBytes = 8 * 1024 * 1024;
/** The most bytes of values that are held of all operations together: there may be a thousand. */
const mostHeldBytes = 64 * 1024 * 1024;
/** The intended size of an answer, in bytes. */
const mostAnswer = 2_000_000;

/** The keys that a transaction looks at and changes, as they were at one revision. */
export interface World {
  readonly revision: number;
  /** The branch that runs. */
  readonly branch: TransactionBranch;
  /** Returns a key that the transaction names by itself. */
  entryOf(key: Uint8Array): KeyValue | null;
  /** Returns the keys that a deletion names. */
  entriesOf(keys: NamedKeys): readonly KeyValue[];
  /** Returns the first of the keys that a get names, more than a preview shows. */
  firstOf(keys: NamedKeys): readonly KeyValue[];
  /** Returns how many keys a get names. */
  countOf(keys: NamedKeys): number;
}

/**
 * Reads the keys of a transaction at one revision: those that it compares, and those of the branch that runs; with
 * `hasBoth`, those that the other one changes as well. Reads with a leader's confirmation. Fails with `PlanTooLarge`, and as
 * reads do.
 */
export async function readWorld(
  client: EtcdClient,
  transaction: Transaction,
  hasBoth: boolean,
  options: CallOptions,
): Promise<World> {
  const reading = new WorldReading(client, options);
  await reading.points(transaction.compare.map(({ key }) => key));
  const branch = branchFor(transaction, (key) => reading.entryOf(key));
  const other = branch === 'success' ? transaction.failure : transaction.success;
  const changing = hasBoth ? other.filter(({ kind }) => kind !== 'get') : [];
  const operations = [...transaction[branch], ...changing];
  await reading.points(operations.flatMap(pointOf));
  for (const operation of operations)
    if (operation.kind === 'delete' && operation.keys.kind !== 'key') await reading.deleted(operation.keys);
  // Deletions first: a get has to know of how many keys an earlier one leaves it fewer.
  for (const operation of operations)
    if (operation.kind === 'get' && operation.keys.kind !== 'key') await reading.got(operation.keys, operation);
  return {
    revision: await reading.revision(),
    branch,
    entryOf: (key) => reading.entryOf(key),
    entriesOf: (keys) => (keys.kind === 'key' ? one(reading.entryOf(keys.key)) : reading.deletedOf(keys)),
    firstOf: (keys) => (keys.kind === 'key' ? one(reading.entryOf(keys.key)) : reading.gotOf(keys).entries),
    countOf: (keys) => (keys.kind === 'key' ? one(reading.entryOf(keys.key)).length : reading.gotOf(keys).count),
  };
}

const one = (entry: KeyValue | null): readonly KeyValue[] => (entry === null ? [] : [entry]);

function pointOf(operation: TransactionOperation): readonly Uint8Array[] {
  if (operation.kind === 'put') return [operation.key];
  return operation.keys.kind === 'key' ? [operation.keys.key] : [];
}

interface Span {
  readonly entries: readonly KeyValue[];
  readonly count: number;
}

type Get = TransactionOperation & { readonly kind: 'get' };

/** Reads keys at the revision of its first answer. */
class WorldReading {
  readonly #client: EtcdClient;
  readonly #options: CallOptions;
  readonly #reader: KeyReader;
  readonly #entries = new Map<string, KeyValue | null>();
  readonly #deleted = new Map<string, readonly KeyValue[]>();
  readonly #got = new Map<string, Span>();
  #revision: number | null = null;
  #deletedBytes = 0;
  #deletedKeys = 0;
  #heldBytes = 0;

  constructor(client: EtcdClient, options: CallOptions) {
    this.#client = client;
    this.#options = options;
    this.#reader = new KeyReader(client);
  }

  entryOf(key: Uint8Array): KeyValue | null {
    return this.#entries.get(nameOf(key)) ?? null;
  }

  deletedOf(keys: NamedKeys): readonly KeyValue[] {
    return this.#deleted.get(spanName(keys)) ?? [];
  }

  gotOf(keys: NamedKeys): Span {
    return this.#got.get(spanName(keys)) ?? { entries: [], count: 0 };
  }

  async revision(): Promise<number> {
    return this.#revision ?? (await head(this.#client, this.#options)).revision;
  }

  /** Reads keys that are named by themselves, each once. */
  async points(keys: readonly Uint8Array[]): Promise<void> {
    const wanted = new Map(keys.map((key) => [nameOf(key), key]));
    const left = [...wanted.values()].filter((key) => !this.#entries.has(nameOf(key)));
    while (left.length > 0) {
      const { found, revision } = await this.#reader.first(left, this.#at());
      this.#revision ??= revision;
      this.#hold(found);
      for (const [place, key] of left.splice(0, found.length).entries())
        this.#entries.set(nameOf(key), found[place] ?? null);
    }
  }

  /** Reads all keys of a span, which a deletion names. */
  async deleted(keys: NamedKeys): Promise<void> {
    const { entries } = await this.#span(keys, mostDeleted + 1, mostDeletedBytes);
    this.#deletedKeys += entries.length;
    this.#deletedBytes += entries.reduce((sum, { value }) => sum + value.length, 0);
    if (this.#deletedKeys > mostDeleted || this.#deletedBytes > mostDeletedBytes) {
      const most = `${mostDeleted.toLocaleString('en')} keys and ${mostDeletedBytes / 2 ** 20} MiB of values`;
      throw tooLarge(`a transaction deletes ${most} at most here: delete more as a plan of its own`);
    }
    this.#deleted.set(spanName(keys), entries);
  }

  /** Reads the first keys of a span, which a get names, and counts them. */
  async got(keys: NamedKeys, { limit, answers }: Get): Promise<void> {
    const shown = Math.min(limit === 0 ? mostShown : limit, mostShown) + this.#deletedKeys;
    const read = await this.#span(keys, answers === 'count' ? 1 : shown, mostShownBytes);
    const answered = limit === 0 ? read.count : Math.min(limit, read.count);
    if (answers !== 'count' && answered > mostGot) {
      const message = `a get answers ${mostGot.toLocaleString('en')} keys at most here: it would ${answered.toLocaleString('en')}`;
      throw tooLarge(`${message}. Give it a limit, or ask for the count`);
    }
    // Another get of the same keys may have read more of them.
    if (read.entries.length >= this.gotOf(keys).entries.length) this.#got.set(spanName(keys), read);
  }

  /** Reads the first keys of a span, until there are enough of them or of their bytes. */
  async #span(keys: NamedKeys, most: number, mostBytes: number): Promise<Span> {
    const { key, rangeEnd } = rangeOf(keys);
    const end = rangeEnd === undefined ? {} : { rangeEnd };
    const entries: KeyValue[] = [];
    const size = new BatchSize({ answerBytes: mostAnswer, first: 16, most: 2_000 });
    let bytes = 0;
    let count: number | null = null;
    for (let from = key; ; ) {
      const limit = Math.min(size.count, most - entries.length);
      const answer = await range(this.#client, { key: from, ...end, ...this.#pinned(), limit }, this.#options);
      this.#revision ??= answer.revision;
      count ??= answer.count;
      const answered = this.#hold(answer.kvs);
      size.answered(answer.kvs.length, answered);
      bytes += answered;
      entries.push(...answer.kvs);
      const last = answer.kvs.at(-1);
      if (last === undefined || !answer.more || entries.length >= most || bytes > mostBytes) return { entries, count };
      from = afterKey(last.key);
    }
  }

  /** Counts the bytes of values that were read. Fails with `PlanTooLarge`. */
  #hold(entries: readonly (KeyValue | null)[]): number {
    const bytes = entries.reduce((sum, entry) => sum + (entry?.value.length ?? 0), 0);
    this.#heldBytes += bytes;
    if (this.#heldBytes <= mostHeldBytes) return bytes;
    const message = `the keys of a transaction have ${mostHeldBytes / 2 ** 20} MiB of values at most here`;
    throw tooLarge(`${message}: make several of it, or ask for fewer keys`);
  }

  #pinned(): { readonly revision?: number } {
    return this.#revision === null ? {} : { revision: this.#revision };
  }

  #at(): CallOptions & { readonly revision?: number } {
    return { ...this.#options, ...this.#pinned() };
  }
}

const spanName = (keys: NamedKeys): string =>
  `${keys.kind} ${nameOf(keys.key)} ${keys.kind === 'range' ? nameOf(keys.end) : ''}`;

function tooLarge(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'PlanTooLarge', message, operation: 'txn' });
}
