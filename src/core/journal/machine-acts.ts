import type { MachineAct } from '../../contract/journal.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Logger } from '../ports.ts';
import type { Journal, OperationsBeginning, OperationsJournalWriter, thisMachine } from './journal.ts';

/** What enters acts on this machine into the journal. */
export interface MachineActParts {
  readonly journal: Pick<Journal, 'beginOperations'>;
  readonly log: Logger;
}

/** An act of one step, and where it is done. */
export interface MachineActNote<T> extends Pick<OperationsBeginning, 'etcdctl'> {
  readonly act: MachineAct;
  readonly of: OpenConnection | typeof thisMachine;
  /** What is changed, as the end of a sentence that begins with the act's verb. */
  readonly what: string;
  /** Whether a notice says that it was done; what comes afterwards is no part of it. */
  readonly isDone: (notice: T) => boolean;
}

/**
 * Passes an act's notices on, and enters it into the journal. It changes no cluster, so that a journal that cannot be
 * written, or a keychain that waits to be unlocked, does not hold it back: a snapshot is wanted most where something is
 * in trouble.
 */
export async function* journalledHere<T>(
  { journal, log }: MachineActParts,
  { of, act, what, etcdctl = [], isDone }: MachineActNote<T>,
  run: () => AsyncIterable<T>,
): AsyncGenerator<T, void> {
  const subject = { kind: 'snapshots', what, stepCount: 1 } as const;
  let writer: OperationsJournalWriter | null = null;
  const warn = (error: unknown): null => {
    const reason = error instanceof Error ? error.message : String(error);
    log.warn('an act is not in the journal, which cannot be written', { act, reason });
    return null;
  };
  // It may fail long before the act has ended: a rejection without a handler ends the process.
  const begun = journal
    .beginOperations(of, { act, subject, etcdctl })
    .then(async (opened) => {
      await opened.sending(0);
      writer = opened;
      return opened;
    })
    .catch(warn);
  let isDoneHere = false;
  try {
    for await (const notice of run()) {
      isDoneHere ||= isDone(notice);
      yield notice;
    }
  } finally {
    // Also reached when the consumer leaves, which stops it.
    const ended = begun.then((opened) => opened && endOf(opened, isDoneHere));
    if (writer !== null) await ended;
  }
}

async function endOf(writer: OperationsJournalWriter, isDone: boolean): Promise<void> {
  await writer.settled(0, isDone ? 'done' : 'notDone');
  const outcome = isDone ? 'done' : 'failed';
  await writer.end({ outcome, revision: null, mayStillHappen: false }, isDone ? 1 : 0);
}
