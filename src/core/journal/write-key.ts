import type { CallOptions } from '../../contract/abort.ts';
import { EtcdError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { JournalEntry } from '../../contract/journal.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { OpenConnection } from '../connections/open-connections.ts';
import { range } from '../etcd/kv.ts';
import { conflictOf, type Written, writeGuarded } from '../etcd/txn.ts';
import type { Journal } from './journal.ts';

/** A value for a key, or its deletion (`put` is `null`), if its modRevision is still the one given. */
export interface KeyWrite {
  readonly key: Uint8Array;
  readonly expectedModRevision: number;
  readonly put: { readonly value: Uint8Array; readonly lease: LeaseId | null | 'keep' } | null;
}

/** A key after its write. */
export interface WrittenKey {
  /** The key before; `null` where it did not exist. */
  readonly before: KeyValue | null;
  /** The lease that it has now. */
  readonly lease: LeaseId | null;
  readonly revision: number;
  readonly journalEntry: string;
}

/**
 * Writes one key, guarded and journalled. The value before is read first, because the journal must have it before the
 * write is sent; a key holds it, and its lease, for as long as it has its modRevision. Sent once. Fails with `Conflict`,
 * `OutcomeUnknown`, `ReadOnly`, what a server refuses with, and, before anything is sent, `DiskFull` and
 * `FileNotWritable` of the journal.
 */
export async function writeKey(
  journal: Journal,
  connection: OpenConnection,
  { key, expectedModRevision, put }: KeyWrite,
  options: CallOptions = {},
): Promise<WrittenKey> {
  const { client } = connection;
  client.admitWrite('txn');
  const { kvs, endpoint } = await range(client, { key }, options);
  const before = kvs[0] ?? null;
  const currentModRevision = before?.modRevision ?? 0;
  if (currentModRevision !== expectedModRevision) throw conflictOf(key, currentModRevision, endpoint);
  const lease = put?.lease === 'keep' ? (before?.lease ?? null) : (put?.lease ?? null);
  const writer = await journal.begin(connection, put === null ? 'delete' : 'put');
  await writer.note([{ key, before, after: put?.value ?? null }]);
  const guarded = { key, expectedModRevision, put: put === null ? null : { value: put.value, lease } };
  let written: Written;
  try {
    written = await writeGuarded(client, [guarded], options);
  } catch (error) {
    await writer.end(outcomeOf(error), null);
    throw error;
  }
  await writer.confirmed(written.revision);
  await writer.end('done', written.revision);
  return { before, lease, revision: written.revision, journalEntry: writer.id };
}

/** What is stopped while it is under way may have happened. */
function outcomeOf(error: unknown): JournalEntry['outcome'] {
  return error instanceof EtcdError && error.code !== 'OutcomeUnknown' && error.code !== 'Cancelled'
    ? 'failed'
    : 'unknown';
}
