import { compareBytes } from '../bytes/bytes.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import type { Ports } from '../ports.ts';
import { beginningOf, linesOf, settlementOf } from './entry-beginning.ts';
import type { EntryEnd, JournalledChange, JournalWriter, KeysBeginning } from './journal.ts';
import { OwedRecords } from './owed-records.ts';
import { encodeRecord } from './record-bytes.ts';
import { type Ended, toNoted, withoutValues } from './records.ts';
import { type Segments, stampNow } from './segments.ts';
import type { UnfinishedEntries } from './unfinished-entries.ts';

/** An entry's data, and the files that it is written to. */
export interface EntryParts {
  readonly connection: OpenConnection;
  readonly beginning: KeysBeginning;
  readonly log: Segments;
  readonly values: Segments;
  /** Whether the values before are kept. */
  readonly keepsValues: boolean;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  readonly unfinished: UnfinishedEntries;
  /** Called once the entry has ended without a known outcome, and its end can be read. */
  readonly onDidEndUnknown: () => void;
}

const none = new Uint8Array();

/** Writes one entry of the journal, from its first note on. */
export class EntryWriter implements JournalWriter {
  readonly id: string;
  readonly #parts: EntryParts;
  readonly #at: number;
  readonly #owed: OwedRecords;
  #isBegun = false;
  #place = -1;
  #noted = 0;
  #confirmed = 0;
  #wasAnswerLost = false;
  /** The first key of the first note, and the first of those that were not refused. */
  #begunWith: Uint8Array = none;
  #firstKey: Uint8Array = none;

  constructor(parts: EntryParts) {
    this.#parts = parts;
    this.#owed = new OwedRecords(parts.ports.log);
    this.#at = parts.ports.clock.now();
    this.id = stampNow(this.#at);
  }

  async note(changes: readonly JournalledChange[], since: number, isGuarded = true): Promise<void> {
    const { values, keepsValues, unfinished } = this.#parts;
    await this.#owed.write();
    this.#place += 1;
    const place = this.#place;
    const noted = changes.map(toNoted).map((change) => (keepsValues ? change : withoutValues(change)));
    const guard = isGuarded ? {} : { isGuarded };
    const record = { kind: 'noted', id: this.id, place, since, ...guard, changes: noted } as const;
    const write = async (): Promise<string> => values.append(await encodeRecord(record));
    if (this.#isBegun) await write();
    else await unfinished.begin(this.#owed, async () => this.#begin(changes, await write()));
    if (this.#confirmed === 0) this.#firstKey = changes[0]?.key ?? none;
    if (!this.#isBegun) this.#begunWith = this.#firstKey;
    this.#isBegun = true;
    this.#noted = changes.length;
  }

  async confirmed(revision: number, wasAnswerLost = false): Promise<void> {
    this.#wasAnswerLost ||= wasAnswerLost;
    this.#confirmed += this.#noted;
    this.#noted = 0;
    await this.#owed.tell(this.#parts.values, { kind: 'confirmed', id: this.id, place: this.#place, revision });
  }

  async refused(wasAnswerLost = false): Promise<void> {
    this.#wasAnswerLost ||= wasAnswerLost;
    this.#noted = 0;
    if (!this.#isBegun) return;
    await this.#owed.tell(this.#parts.values, { kind: 'closed', id: this.id, place: this.#place, verdict: 'notDone' });
  }

  async end({ outcome, revision, mayStillHappen }: EntryEnd): Promise<void> {
    if (!this.#isBegun) return;
    const keyCount = this.#confirmed + this.#noted;
    const { log, unfinished, onDidEndUnknown, ports } = this.#parts;
    const firstKey = this.#firstKey;
    const first = compareBytes(firstKey, this.#begunWith) === 0 ? {} : { firstDone: firstKey };
    const ended: Ended = {
      kind: 'ended',
      ...{ id: this.id, outcome, revision, keyCount, ...first, mayStillHappen },
      ...settlementOf(outcome, this.#wasAnswerLost, ports.clock),
    };
    await this.#owed.end(log, ended, () => {
      unfinished.finished(this.#owed);
      if (outcome === 'unknown') onDidEndUnknown();
    });
  }

  async #begin(changes: readonly JournalledChange[], values: string): Promise<void> {
    const { log, connection, beginning } = this.#parts;
    const { act, undoes = null, total, etcdctl = [] } = beginning;
    await log.append(
      await encodeRecord({
        ...beginningOf(connection, this.id, this.#at),
        act,
        subject: { kind: 'keys', keyCount: changes.length, firstKey: changes[0]?.key ?? new Uint8Array() },
        ...(undoes === null ? {} : { undoes }),
        values,
        total,
        ...linesOf(etcdctl),
      }),
    );
  }
}
