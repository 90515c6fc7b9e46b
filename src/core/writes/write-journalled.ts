import type { Abort } from '../../contract/abort.ts';
import type { EtcdeckError } from '../../contract/failure.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { toEtcdeckError } from '../etcd/failures.ts';
import { type GuardedWrite, writeGuarded } from '../etcd/txn.ts';
import type { JournalledChange, JournalWriter } from '../journal/journal.ts';
import { toNoted } from '../journal/records.ts';
import { settleFailed } from './settle-lost.ts';

/** One guarded transaction. */
export interface JournalledWrite {
  readonly writes: readonly GuardedWrite[];
  /** The same changes as the journal records them, key by key. */
  readonly changes: readonly JournalledChange[];
  /** A revision at which the keys were as they are compared. */
  readonly since: number;
}

/** The outcome of a transaction that was sent. */
export type WriteOutcome =
  /** `wasAnswerLost`: known by the history of its keys only. */
  | { readonly kind: 'done'; readonly revision: number; readonly wasAnswerLost: boolean }
  /** It wrote nothing, and can no longer do so. */
  | { readonly kind: 'notDone'; readonly failure: EtcdeckError }
  /** Whether it was done is unknown. */
  | { readonly kind: 'unknown'; readonly failure: EtcdeckError; readonly mayStillHappen: boolean };

/**
 * Records a transaction in the journal, sends it once, and settles it where its answer is lost; the journal gets the
 * outcome as far as it is known. Every write of a key goes this way. Waits up to `patienceMs` for a member that can
 * answer; one interrupted by `signal` is unknown. Fails with `DiskFull`, `FileNotWritable` of the journal; then nothing
 * was sent.
 */
export async function writeJournalled(
  connection: Pick<OpenConnection, 'client' | 'closed'>,
  writer: JournalWriter,
  { writes, changes, since }: JournalledWrite,
  { patienceMs, signal }: { readonly patienceMs: number; readonly signal?: Abort | undefined },
): Promise<WriteOutcome> {
  await writer.note(changes, since);
  const send = () => writeGuarded(connection.client, writes, { signal });
  return await sendNoted(connection, writer, { send, changes, since }, patienceMs);
}

/** One guarded transaction that the journal has noted, and what sends it. */
interface NotedWrite extends Pick<JournalledWrite, 'changes' | 'since'> {
  readonly send: () => Promise<{ readonly revision: number }>;
}

/** Sends and settles a transaction that the journal has noted, as `writeJournalled` does. */
export async function sendNoted(
  { client, closed }: Pick<OpenConnection, 'client' | 'closed'>,
  writer: JournalWriter,
  { send, changes, since }: NotedWrite,
  patienceMs: number,
): Promise<WriteOutcome> {
  let failure: EtcdeckError;
  try {
    const { revision } = await send();
    await writer.confirmed(revision);
    return { kind: 'done', revision, wasAnswerLost: false };
  } catch (error) {
    failure = toEtcdeckError(error, { operation: 'txn', isWrite: true });
  }
  const lost = { changes: changes.map(toNoted), since };
  const settled = await settleFailed(failure, client, lost, { patienceMs, signal: closed });
  switch (settled.kind) {
    case 'done':
      await writer.confirmed(settled.revision, true);
      return { kind: 'done', revision: settled.revision, wasAnswerLost: true };
    case 'notDone':
      await writer.refused(settled.failure !== failure);
      return settled;
    case 'untold':
    case 'open':
      return { kind: 'unknown', failure, mayStillHappen: settled.kind === 'open' };
  }
}
