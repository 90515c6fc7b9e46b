import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Ports } from '../ports.ts';
import { beginningOf, linesOf, settlementOf } from './entry-beginning.ts';
import type { EntryEnd, OperationsBeginning, OperationsJournalWriter, thisMachine } from './journal.ts';
import { OwedRecords } from './owed-records.ts';
import { encodeRecord } from './record-bytes.ts';
import type { Ended } from './records.ts';
import { type Segments, stampNow } from './segments.ts';
import type { UnfinishedEntries } from './unfinished-entries.ts';

/** The data of an entry of operations, and the files that it is written to. */
export interface OperationsEntryParts {
  readonly of: OpenConnection | typeof thisMachine;
  readonly beginning: OperationsBeginning;
  readonly log: Segments;
  readonly unfinished: UnfinishedEntries;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
}

/** Writes one entry of operations: all of it to the log, because there are no values to keep. */
export class OperationsWriter implements OperationsJournalWriter {
  readonly id: string;
  readonly #parts: OperationsEntryParts;
  readonly #owed: OwedRecords;
  readonly #at: number;
  #isBegun = false;
  #wasAnswerLost = false;

  constructor(parts: OperationsEntryParts) {
    this.#parts = parts;
    this.#owed = new OwedRecords(parts.ports.log);
    this.#at = parts.ports.clock.now();
    this.id = stampNow(this.#at);
  }

  async sending(step: number): Promise<void> {
    const { log, unfinished } = this.#parts;
    await this.#owed.write();
    if (!this.#isBegun) await unfinished.begin(this.#owed, () => this.#begin());
    this.#isBegun = true;
    await log.append(await encodeRecord({ kind: 'step', id: this.id, step, state: 'sent' }));
  }

  async settled(step: number, state: 'done' | 'notDone', wasAnswerLost = false): Promise<void> {
    this.#wasAnswerLost ||= wasAnswerLost;
    await this.#owed.tell(this.#parts.log, { kind: 'step', id: this.id, step, state });
  }

  async end({ outcome, mayStillHappen }: EntryEnd, steps: number): Promise<void> {
    if (!this.#isBegun) return;
    const { log, unfinished, ports } = this.#parts;
    const ended: Ended = {
      kind: 'ended',
      ...{ id: this.id, outcome, revision: null, keyCount: steps, mayStillHappen },
      ...settlementOf(outcome, this.#wasAnswerLost, ports.clock),
    };
    await this.#owed.end(log, ended, () => unfinished.finished(this.#owed));
  }

  async #begin(): Promise<void> {
    const { log, of, beginning } = this.#parts;
    const { act, subject, etcdctl = [] } = beginning;
    const { stepCount, ...stored } = subject;
    await log.append(
      await encodeRecord({
        ...beginningOf(of, this.id, this.#at),
        act,
        subject: stored,
        values: null,
        total: stepCount,
        ...linesOf(etcdctl),
      }),
    );
  }
}
