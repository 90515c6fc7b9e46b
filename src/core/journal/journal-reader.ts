import type { z } from 'zod';
import type { JournalEntry } from '../../contract/journal.ts';
import { breathe } from '../keyspace/breath.ts';
import type { Logger } from '../ports.ts';
import { unseal } from './frames.ts';
import { type NotedTransaction, type ReadEntry, unknownEntry } from './journal.ts';
import type { JournalKeeping } from './journal-keeping.ts';
import { decodeRecord } from './record-bytes.ts';
import { type Begun, type Ended, logRecord, type NotedChange, valuesRecord } from './records.ts';

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
    return entries.sort((a, b) => (a.id < b.id ? 1 : -1));
  }

  /** Fails with `JournalEntryUnknown`. */
  async read(folder: string, id: string): Promise<ReadEntry> {
    const { begun, ended, valuesFiles } = await this.#readLog(folder);
    const entry = begun.get(id);
    if (entry === undefined || !valuesFiles.has(entry.values)) throw unknownEntry();
    const files = [...valuesFiles].filter((name) => name >= entry.values).sort();
    const outcome = ended.get(id)?.outcome ?? 'unknown';
    const isLastOpen = outcome !== 'failed' && outcome !== 'stopped';
    return { clusterId: entry.clusterId, transactions: () => this.#transactions(folder, files, id, isLastOpen) };
  }

  /** `isLastOpen`: whether a last note that was never confirmed may have been done all the same. */
  async *#transactions(
    folder: string,
    files: readonly string[],
    id: string,
    isLastOpen: boolean,
  ): AsyncGenerator<NotedTransaction, void> {
    let pending: readonly NotedChange[] | null = null;
    for (const name of files) {
      for await (const record of this.#records(folder, name, valuesRecord)) {
        if (record.id !== id) continue;
        if (record.kind === 'noted') {
          pending = record.changes;
        } else if (pending !== null) {
          yield { changes: pending, revision: record.revision };
          pending = null;
        }
      }
    }
    if (pending !== null && isLastOpen) yield { changes: pending, revision: null };
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
    keyCount: ended?.keyCount ?? begun.keyCount,
    firstKey,
    revision: ended?.revision ?? null,
    outcome,
    canUndo: isKept && outcome !== 'failed',
  };
}
