import type { Logger } from '../ports.ts';
import { breathe } from '../streams/breath.ts';
import { unseal, unsealAt } from './frames.ts';
import type { JournalKeeping } from './journal-files.ts';
import { entriesOf, type IndexedEntry, type Mark, markOf, type Place, type StepStates } from './log-marks.ts';
import { decodeRecord } from './record-bytes.ts';
import { type Begun, type Ended, type LogRecord, logRecord } from './records.ts';
import type { WriterProcess } from './writer-process.ts';

/** A connection's folder in the index. */
export interface IndexedFolder {
  /** The entries by id. */
  readonly entries: ReadonlyMap<string, IndexedEntry>;
  readonly valuesFiles: ReadonlySet<string>;
  /** Records that cannot be read, in the logs that were looked at. */
  readonly damaged: number;
  /** Every entry begun after this time is among `entries`, as it is now; 0: all of them. Milliseconds since 1970. */
  readonly completeFrom: number;
}

/** How far back a folder's logs are needed; what lies before may be left unread. */
export type Reach =
  /** So many entries older than `before`. */
  | { readonly kind: 'count'; readonly before: string | null; readonly count: number }
  /** Everything begun since a time. */
  | { readonly kind: 'since'; readonly since: number };

/** Returns how far back an entry is; `null` where it is no id. Ids are made when an act begins, by its own clock. */
export function reachOf(id: string): Reach | null {
  if (!/^[0-9a-z]{9}-[0-9a-f]{12}$/.test(id)) return null;
  return { kind: 'since', since: Number.parseInt(id.slice(0, 9), 36) - slackMs };
}

const slackMs = 60 * 60_000;

/** An entry's records. */
export interface LoadedEntry {
  readonly begun: Begun;
  readonly ended: Ended | undefined;
  readonly steps: StepStates;
  readonly undoneBy: string | null;
}

/** A file as far as it was read: its size then, and the end of its last whole record. */
interface IndexedFile {
  readonly bytes: number;
  readonly readTo: number;
  readonly marks: readonly Mark[];
  readonly damaged: number;
}

/**
 * An index in memory of where the logs' records are. A record is unsealed once for the index, when its file is
 * first needed or has grown, whether this process wrote it or another; and again only when its entry is read. Files are
 * read from the one written last backwards, as far as entries are wanted. A file that became smaller is read anew; a
 * removed one is forgotten.
 */
export class LogIndex {
  readonly #keeping: JournalKeeping;
  readonly #log: Logger;
  readonly #files = new Map<string, ReadonlyMap<string, IndexedFile>>();
  readonly #folders = new Map<string, IndexedFolder>();
  #turn: Promise<unknown> = Promise.resolve();

  constructor(keeping: JournalKeeping, log: Logger) {
    this.#keeping = keeping;
    this.#log = log;
  }

  /** Returns a folder's current entries, at least as far back as they are needed. */
  folder(folder: string, reach: Reach): Promise<IndexedFolder> {
    // One at a time: two readers would read the same file twice.
    const turn = this.#turn.then(() => this.#refresh(folder, reach));
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Returns the records of some entries of one folder, in order; without those whose file was removed meanwhile. */
  async load(folder: string, entries: readonly IndexedEntry[]): Promise<readonly LoadedEntry[]> {
    const files = new Map<string, Buffer | null>();
    const recordAt = async ({ file, at }: Place): Promise<LogRecord | null> => {
      if (!files.has(file)) files.set(file, await this.#keeping.files.read(folder, file));
      const bytes = files.get(file) ?? null;
      const record = bytes === null ? null : unsealAt(this.#keeping.key, bytes, file, at);
      return record === null ? null : logRecord.parse(await decodeRecord(record));
    };
    const loaded: LoadedEntry[] = [];
    for (const { begun: begunAt, ended: endedAt, steps, undoneBy } of entries) {
      const begun = await recordAt(begunAt);
      const ended = endedAt === null ? null : await recordAt(endedAt);
      if (begun?.kind !== 'begun') continue;
      loaded.push({ begun, ended: ended?.kind === 'ended' ? ended : undefined, steps, undoneBy });
      await breathe();
    }
    return loaded;
  }

  async #refresh(folder: string, reach: Reach): Promise<IndexedFolder> {
    const known = this.#files.get(folder) ?? new Map<string, IndexedFile>();
    const listed = await this.#keeping.files.list(folder);
    const logs = listed.filter(({ name }) => name.endsWith('.log')).toSorted((a, b) => b.writtenAt - a.writtenAt);
    const read = new Map<string, IndexedFile>();
    let completeFrom = 0;
    let isDone = false;
    for (const [place, { name, bytes }] of logs.entries()) {
      const before = known.get(name);
      const isKnown = before?.bytes === bytes;
      // What is known already costs nothing, and is wanted again by those who read on.
      if (isDone && !isKnown) break;
      read.set(name, isKnown ? before : await this.#read(folder, name, before, bytes));
      // Nothing of the files behind it is newer.
      completeFrom = logs[place + 1]?.writtenAt ?? 0;
      isDone ||= isReached(reach, read.values(), completeFrom);
    }
    // Files come by age, so that the last end of an entry counts, from any process.
    const files = new Map([...read].sort(([a], [b]) => (a < b ? -1 : 1)));
    const valuesFiles = new Set(listed.map(({ name }) => name).filter((name) => name.endsWith('.values')));
    const before = this.#folders.get(folder);
    // A hundred thousand entries are put together again only where a log has changed.
    const isSame = files.size === known.size && [...files].every(([name, file]) => known.get(name) === file);
    if (before !== undefined && isSame) return { ...before, valuesFiles, completeFrom };
    const damaged = [...files.values()].reduce((sum, file) => sum + file.damaged, 0);
    const indexed = { entries: entriesOf(files), valuesFiles, damaged, completeFrom };
    this.#files.set(folder, files);
    this.#folders.set(folder, indexed);
    return indexed;
  }

  async #read(folder: string, file: string, before: IndexedFile | undefined, size: number): Promise<IndexedFile> {
    const isGrown = before !== undefined && before.bytes < size;
    const from = isGrown ? before.readTo : 0;
    const marks: Mark[] = isGrown ? [...before.marks] : [];
    const bytes = (await this.#keeping.files.read(folder, file, from)) ?? Buffer.alloc(0);
    let readTo = from;
    let damaged = 0;
    // One object for all entries of a process.
    const writers = new Map<string, WriterProcess>();
    for (const { at, end, record } of unseal(this.#keeping.key, bytes, file, () => damaged++, from)) {
      try {
        marks.push(markOf(logRecord.parse(await decodeRecord(record)), at, writers));
      } catch {
        damaged++;
      }
      readTo = end;
      await breathe();
    }
    if (damaged > 0) warnOfDamage(this.#log, file, damaged);
    return { bytes: from + bytes.length, readTo, marks, damaged: damaged + (isGrown ? before.damaged : 0) };
  }
}

/** Warns in the host's log that records of a file cannot be read. */
export function warnOfDamage(log: Logger, file: string, damaged: number): void {
  log.warn('records of the journal are damaged and were skipped', { file, damaged });
}

/** Whether enough was read; what begun after `completeFrom` has been. */
function isReached(reach: Reach, files: Iterable<IndexedFile>, completeFrom: number): boolean {
  if (reach.kind === 'since') return completeFrom < reach.since;
  let left = reach.count;
  for (const { marks } of files) {
    for (const mark of marks) {
      if (mark.kind !== 'begun' || mark.begunAt <= completeFrom) continue;
      if (reach.before === null || mark.id < reach.before) left -= 1;
      if (left <= 0) return true;
    }
  }
  return false;
}
