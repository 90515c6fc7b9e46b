import type { CallOptions } from '../../contract/abort.ts';
import { etcdctlHead } from '../../contract/etcdctl-line.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { LeaseId } from '../../contract/ids.ts';
import type { KeyValue } from '../../contract/keys.ts';
import { lostFailure } from '../../contract/lost-write.ts';
import { startsWithAny } from '../bytes/bytes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { range } from '../etcd/kv.ts';
import { conflictOf } from '../etcd/txn.ts';
import { deleteLine, putLine } from '../etcdctl/key-lines.ts';
import type { Journal } from '../journal/journal.ts';
import { writeJournalled } from './write-journalled.ts';

/** The operator waits for this write. An outcome unknown by then is found later, by the journal's corrections. */
const patienceMs = 3_000;

/** A value for a key, or its deletion (`put` is `null`), if its modRevision is still the given one. */
export interface KeyWrite {
  readonly key: Uint8Array;
  readonly expectedModRevision: number;
  readonly put: { readonly value: Uint8Array; readonly lease: LeaseId | null | 'keep' } | null;
}

/** A key after its write. */
export interface WrittenKey {
  /** The previous key; `null` where it did not exist. */
  readonly before: KeyValue | null;
  /** The key's present lease. */
  readonly lease: LeaseId | null;
  readonly revision: number;
  /** Whether the answer was lost, and the key's history showed that the write was done. */
  readonly wasAnswerLost: boolean;
  readonly journalEntry: string;
}

/**
 * Writes one key, guarded and journalled. The previous value is read first, because the journal must have it before the
 * write is sent; value and lease change only with the modRevision. Sent once; where the answer is lost, the key's
 * history decides. A key of a Kubernetes registry needs a plan instead. Fails with `Conflict`, `OutcomeUnknown`
 * (`journalEntry` in its detail), `ReadOnly`, `PlanRequired`, with a server's refusal and, before anything is sent,
 * with `DiskFull` and `FileNotWritable` of the journal.
 */
export async function writeKey(
  journal: Journal,
  connection: OpenConnection,
  { key, expectedModRevision, put }: KeyWrite,
  options: CallOptions = {},
): Promise<WrittenKey> {
  const { client } = connection;
  client.admitWrite('txn');
  const { kvs, endpoint, revision: since } = await range(client, { key }, options);
  const before = kvs[0] ?? null;
  const currentModRevision = before?.modRevision ?? 0;
  if (currentModRevision !== expectedModRevision) throw conflictOf(key, currentModRevision, endpoint);
  await connection.findRegistries([{ key, value: before?.value ?? null }], options);
  client.admitWrite('txn');
  if (startsWithAny(key, connection.registries())) throw planRequired();
  const lease = put?.lease === 'keep' ? (before?.lease ?? null) : (put?.lease ?? null);
  const head = etcdctlHead(connection.profile);
  const line = put === null ? deleteLine(head, key) : putLine('etcdctl', key, put.value.length);
  const writer = await journal.begin(connection, { act: put === null ? 'delete' : 'put', total: 1, etcdctl: [line] });
  const written = await writeJournalled(
    connection,
    writer,
    {
      writes: [{ key, expectedModRevision, put: put === null ? null : { value: put.value, lease } }],
      changes: [{ key, before, after: put?.value ?? null }],
      since,
    },
    { patienceMs, signal: options.signal },
  );
  switch (written.kind) {
    case 'done': {
      const { revision, wasAnswerLost } = written;
      await writer.end({ outcome: 'done', revision, mayStillHappen: false });
      return { before, lease, revision, wasAnswerLost, journalEntry: writer.id };
    }
    case 'notDone':
      await writer.end({ outcome: 'failed', revision: null, mayStillHappen: false });
      throw written.failure;
    case 'unknown': {
      const { failure, mayStillHappen } = written;
      await writer.end({ outcome: 'unknown', revision: null, mayStillHappen });
      const lost = lostFailure(failure.toFailure(), { journalEntry: writer.id, mayStillHappen });
      throw new EtcdeckError(lost, { cause: failure });
    }
  }
}

function planRequired(): EtcdeckError {
  const message = 'the key is of a Kubernetes registry, where nothing is written past the API server without a plan';
  return new EtcdeckError({ code: 'PlanRequired', message, operation: 'txn' });
}
