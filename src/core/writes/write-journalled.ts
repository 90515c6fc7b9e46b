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
  /** The same as the journal has it, key by key. */
  readonly changes: readonly JournalledChange[];
  /** A revision at which the keys were as they are compared. */
  readonly since: number;
}

/** What became of a transaction that was sent. */
export type WriteOutcome =
  /** `wasAnswerLost`: the history of its keys shows it. */
  | { readonly kind: 'done'; readonly revision: number; readonly wasAnswerLost: boolean }
  /** It wrote nothing, and cannot any more. */
  | { readonly kind: 'notDone'; readonly failure: EtcdeckError }
  /** Nothing tells whether it was done. */
  | { readonly kind: 'unknown'; readonly failure: EtcdeckError; readonly mayStillHappen: boolean };

/**
 * Notes a transaction in the journal, sends it once, and settles it where its answer is lost; the journal has the outcome as
 * far as it is known. Every write of a key is made so. Waits up to `patienceMs` for a member that tells; one that `signal`
 * breaks off is unknown. Fails with `DiskFull`, `FileNotWritable` of the journal; then nothing was sent.
 */
export async function writeJournalled(
  { client, closed }: Pick<OpenConnection, 'client' | 'closed'>,
  writer: JournalWriter,
  { writes, changes, since }: JournalledWrite,
  { patienceMs, signal }: { readonly patienceMs: number; readonly signal?: Abort | undefined },
): Promise<WriteOutcome> {
  await writer.note(changes, since);
  let failure: EtcdeckError;
  try {
    const { revision } = await writeGuarded(client, writes, { signal });
    await writer.confirmed(revision);
    return { kind: 'done', revision, wasAnswerLost: false };
  } catch (error) {
    failure = toEtcdeckError(error, { operation: 'txn', isWrite: true });
  }
  const lost = { changes: changes.map(toNoted), since };
  const settled = await settleFailed(failure, client, lost, { patienceMs, signal: closed });
  switch (settled.kind) {
    case 'done':
      await writer.confirmed(settled.revision);
      return { kind: 'done', revision: settled.revision, wasAnswerLost: true };
    case 'notDone':
      await writer.refused();
      return settled;
    case 'untold':
    case 'open':
      return { kind: 'unknown', failure, mayStillHappen: settled.kind === 'open' };
  }
}
