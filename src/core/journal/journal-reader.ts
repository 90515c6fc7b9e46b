import type { z } from 'zod';
import type { JournalEntry } from '../../contract/journal.ts';
import { compareBytes } from '../bytes/bytes.ts';
import type { Logger } from '../ports.ts';
import { breathe } from '../streams/breath.ts';
import { unseal } from './frames.ts';
import { type NotedTransaction, type ReadEntry, unknownEntry } from './journal.ts';
import type { JournalKeeping } from './journal-keeping.ts';
import { decodeRecord } from './record-bytes.ts';
import { type Begun, type Ended, logRecord, type NotedChange, valuesRecord } from './records.ts';

/** An entry that was not ended by then was left by a host that has ended. */
const longestActMs = 60 * 60_000;

const byAge = (a: JournalEntry, b: JournalEntry): number => (a.id < b.id ? 1 : -1);

/** Reads what every process has written. Damaged records are skipped, and the log of the host says how many. */
export class JournalReader {
  readonly #keeping: JournalKeeping;
  readonly #log: Logger;

  constructor(keeping: JournalKeeping, log: Logger) {
    this.#keeping = keeping;
    this.#log = log;
  }

  /** Every entry of a connection's folder, or of all, newest first. */
  async entries(only: string | null): Promise<readonly JournalEntry[]> {
    const entries: JournalEntry[] = [];
    for (const folder of only === null ? await this.#keeping.files.folders() : [only]) {
      const { begun, ended, valuesFiles } = await this.#readLog(folder);
      for (const entry of begun.values()) {
        entries.push(toEntry(entry, ended.get(entry.id), valuesFiles.has(entry.values)));
      }
    }
    return entries.sort(byAge);
  }

  /** The entries of a folder that may still happen and that nobody is writing, newest first. */
  async unsettled(folder: string, now: number): Promise<readonly JournalEntry[]> {
    const { begun, ended, valuesFiles } = await this.#readLog(folder);
    const isLeft = ({ id, at }: Begun): boolean =>
      ended.has(id) ? mayStillHappen(ended.get(id)) : now - at > longestActMs;
    return [...begun.values()]
      .filter(isLeft)
      .map((entry) => toEntry(entry, ended.get(entry.id), valuesFiles.has(entry.values)))
      .sort(byAge);
  }

  /** Fails with `JournalEntryUnknown`. */
  async read(folder: string, id: string): Promise<ReadEntry> {
    const { begun, ended, valuesFiles } = await this.#readLog(folder);
    const entry = begun.get(id);
    if (entry === undefined || !valuesFiles.has(entry.values)) throw unknownEntry();
    const files = [...valuesFiles].filter((name) => name >= entry.values).sort();
    const last = ended.get(id);
    return {
      clusterId: entry.clusterId,
      keyCount: last?.keyCount ?? null,
      transactions: () => this.#transactions(folder, files, id, mayStillHappen(last)),
    };
  }

  /** An entry as it stands, with how many keys its act has in all. Fails with `JournalEntryUnknown`. */
  async entry(folder: string, id: string): Promise<{ readonly entry: JournalEntry; readonly total: number | null }> {
    const { begun, ended, valuesFiles } = await this.#readLog(folder);
    const entry = begun.get(id);
    if (entry === undefined) throw unknownEntry();
    return { entry: toEntry(entry, ended.get(id), valuesFiles.has(entry.values)), total: entry.total ?? null };
  }

  /**
   * The transactions of an entry. A note whose outcome was never written, or cannot be read, has no revision: what its
   * keys hold has to tell. `mayHappen`: whether such a one may still be committed.
   */
  async *#transactions(
    folder: string,
    files: readonly string[],
    id: string,
    mayHappen: boolean,
  ): AsyncGenerator<NotedTransaction, void> {
    const pending = new Map<number, Pick<NotedTransaction, 'place' | 'changes' | 'since'>>();
    const untold: NotedTransaction[] = [];
    let lastNoted = -1;
    for (const name of files) {
      for await (const record of this.#records(folder, name, valuesRecord)) {
        if (record.id !== id) continue;
        const place = record.place ?? (record.kind === 'noted' ? lastNoted + 1 : lastNoted);
        if (record.kind === 'noted') {
          // What was refused for its size is sent again in smaller parts, from the same key on.
          if (isSameStart(pending.get(lastNoted)?.changes, record.changes)) pending.delete(lastNoted);
          lastNoted = place;
          pending.set(place, { place, changes: record.changes, since: record.since ?? newestBefore(record.changes) });
          continue;
        }
        const noted = pending.get(place);
        if (noted === undefined) continue;
        pending.delete(place);
        if (record.kind === 'confirmed') yield { ...noted, revision: record.revision, isOpen: false };
        else if (record.verdict === 'untold') untold.push({ ...noted, revision: null, isOpen: false });
      }
    }
    yield* untold;
    for (const noted of pending.values()) yield { ...noted, revision: null, isOpen: mayHappen };
  }

  async #readLog(folder: string): Promise<{
    readonly begun: ReadonlyMap<string, Begun>;
    readonly ended: ReadonlyMap<string, Ended>;
    readonly valuesFiles: ReadonlySet<string>;
  }> {
    const begun = new Map<string, Begun>();
    const ended = new Map<string, Ended>();
    const names = (await this.#keeping.files.list(folder)).map(({ name }) => name);
    for (const name of names.filter((name) => name.endsWith('.log'))) {
      for await (const record of this.#records(folder, name, logRecord)) {
        if (record.kind === 'begun') begun.set(record.id, record);
        else ended.set(record.id, record);
      }
    }
    return { begun, ended, valuesFiles: new Set(names.filter((name) => name.endsWith('.values'))) };
  }

  async *#records<Schema extends z.ZodType>(
    folder: string,
    name: string,
    schema: Schema,
  ): AsyncGenerator<z.output<Schema>, void> {
    const { files, key } = this.#keeping;
    const bytes = await files.read(folder, name);
    if (bytes === null) return;
    let damaged = 0;
    for (const record of unseal(key, bytes, name, () => damaged++)) {
      try {
        yield schema.parse(await decodeRecord(record));
      } catch {
        damaged++;
      }
      await breathe();
    }
    if (damaged > 0) this.#log.warn('records of the journal are damaged and were skipped', { file: name, damaged });
  }
}

function isSameStart(a: readonly NotedChange[] | undefined, b: readonly NotedChange[]): boolean {
  const [first] = a ?? [];
  const [other] = b;
  return first !== undefined && other !== undefined && compareBytes(first.key, other.key) === 0;
}

/** Of records that do not say at which revision they were noted: no key was younger then. */
function newestBefore(changes: readonly NotedChange[]): number {
  return changes.reduce((newest, { before }) => Math.max(newest, before?.modRevision ?? 0), 0);
}

/** What has no known outcome may still happen, unless it was found out that it cannot. */
function mayStillHappen(ended: Ended | undefined): boolean {
  return ended === undefined || (ended.outcome === 'unknown' && ended.mayStillHappen !== false);
}

function toEntry(begun: Begun, ended: Ended | undefined, isKept: boolean): JournalEntry {
  const { id, at, connection, connectionName, clusterId, act, firstKey } = begun;
  const outcome = ended?.outcome ?? 'unknown';
  return {
    id,
    at,
    connection,
    connectionName,
    clusterId,
    act,
    undoes: begun.undoes ?? null,
    // Without its end nobody knows how far it came.
    keyCount: ended?.keyCount ?? begun.total ?? begun.keyCount,
    firstKey,
    revision: ended?.revision ?? null,
    outcome,
    mayStillHappen: mayStillHappen(ended),
    canUndo: isKept && outcome !== 'failed',
  };
}
