import type { Abort } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { JournalEntry, JournalPage } from '../../contract/journal.ts';
import { compareBytes } from '../bytes/bytes.ts';
import { cancelled } from '../etcd/failures.ts';
import type { Logger } from '../ports.ts';
import { breathe } from '../streams/breath.ts';
import { type EntryFilter, matches, mayMatch } from './entry-filter.ts';
import { unseal } from './frames.ts';
import { type NotedTransaction, type ReadEntry, unknownEntry } from './journal.ts';
import type { JournalKeeping } from './journal-files.ts';
import { type IndexedFolder, type LoadedEntry, LogIndex, type Reach, reachOf, warnOfDamage } from './log-index.ts';
import { mayStillHappen } from './log-marks.ts';
import { decodeRecord } from './record-bytes.ts';
import { type NotedChange, type ValuesRecord, valuesRecord } from './records.ts';
import { toEntry } from './to-entry.ts';
import { hasWriterEnded } from './writer-process.ts';

/** An entry not ended within this time was left by a host that has ended, whichever wrote it. */
const longestActMs = 60 * 60_000;

const byAge = (a: { readonly id: string }, b: { readonly id: string }): number => (a.id < b.id ? 1 : -1);

const batchSize = 100;
/** An answer comes within a second or two, whatever the filter. */
const mostLooked = 5_000;

/** A page without what the host alone knows. */
export type ReadPage = Pick<JournalPage, 'entries' | 'next' | 'damaged'>;

/** A page to read. */
export interface PageRequest {
  readonly before: string | null;
  readonly limit: number;
  readonly filter: EntryFilter;
}

const hasOlder = (wanted: readonly { readonly id: string }[], id: string): boolean => (wanted.at(-1)?.id ?? id) < id;

/** Reads the records of all processes. Damaged ones are skipped, and their number is reported in the host's log. */
export class JournalReader {
  readonly #keeping: JournalKeeping;
  readonly #log: Logger;
  readonly #index: LogIndex;

  constructor(keeping: JournalKeeping, log: Logger) {
    this.#keeping = keeping;
    this.#log = log;
    this.#index = new LogIndex(keeping, log);
  }

  /**
   * Returns the newest entries before `before` that the filter lets through, of a connection's folder or of all, newest
   * first. Unseals a hundred entries at a time, so that memory follows the page and not the journal.
   */
  async page(only: string | null, request: PageRequest, signal?: Abort): Promise<ReadPage> {
    const { limit, filter } = request;
    // Most filters let most of the newest entries through: the logs behind them are read only where that is not so.
    const near = await this.#page(only, request, limit, signal);
    const isEnough = filter === null || near.next === null || near.entries.length === limit;
    return isEnough ? near : await this.#page(only, request, mostLooked, signal);
  }

  async #page(
    only: string | null,
    { before, limit, filter }: PageRequest,
    looking: number,
    signal?: Abort,
  ): Promise<ReadPage> {
    const folders = only === null ? await this.#keeping.files.folders() : [only];
    // One more than is looked at says whether there are older ones.
    const reach: Reach = { kind: 'count', before, count: looking + 1 };
    const indexed = await Promise.all(
      folders.map(async (folder) => ({ folder, ...(await this.#index.folder(folder, reach)) })),
    );
    const damaged = indexed.reduce((sum, each) => sum + each.damaged, 0);
    const completeFrom = Math.max(0, ...indexed.map((each) => each.completeFrom));
    const known = indexed
      .flatMap(({ folder, entries }) => [...entries.values()].map((entry) => ({ folder, entry, id: entry.id })))
      .filter(({ id, entry }) => (before === null || id < before) && entry.at > completeFrom)
      .sort(byAge);
    const wanted = known.filter(({ entry }) => mayMatch(entry, filter));
    const oldest = known.at(-1);
    /** What begins before, or may: nothing older is wanted where a time is asked for that has been passed. */
    const isPassed = oldest !== undefined && filter?.from != null && oldest.entry.at < filter.from;
    const unread = completeFrom > 0 && !isPassed ? (oldest?.id ?? null) : null;
    const found: JournalEntry[] = [];
    let looked = 0;
    while (looked < wanted.length && looked < mostLooked) {
      if (signal?.aborted) throw cancelled('journal');
      // Without a filter every entry is on the page.
      const batch = wanted.slice(looked, looked + (filter === null ? limit : batchSize));
      const loaded = await Promise.all(
        indexed.map(async ({ folder, valuesFiles }) => {
          const chosen = batch.filter((one) => one.folder === folder).map(({ entry }) => entry);
          return (await this.#index.load(folder, chosen)).map((one) => toEntry(one, valuesFiles));
        }),
      );
      for (const entry of loaded.flat().sort(byAge)) {
        if (!matches(entry, filter)) continue;
        found.push(entry);
        if (found.length < limit) continue;
        const isLast = !hasOlder(wanted, entry.id) && unread === null;
        return { entries: found, next: isLast ? null : entry.id, damaged };
      }
      looked += batch.length;
    }
    const last = wanted[looked - 1];
    return { entries: found, next: looked < wanted.length && last !== undefined ? last.id : unread, damaged };
  }

  /**
   * Returns the entries of a folder begun since a time that may still change their keys and that no host is writing,
   * newest first.
   */
  async unsettled(folder: string, now: number, since: number): Promise<readonly JournalEntry[]> {
    const { entries, valuesFiles } = await this.#index.folder(folder, { kind: 'since', since });
    const left = [...entries.values()].filter(
      ({ isOfKeys, ended, at, writer }) =>
        isOfKeys && (ended === null ? now - at > longestActMs || hasWriterEnded(writer) : ended.mayStillHappen),
    );
    return (await this.#index.load(folder, left)).map((one) => toEntry(one, valuesFiles)).sort(byAge);
  }

  /** Returns the folder that an entry is in, looking at `first` before the others; `null` where it is in none. */
  async folderOf(first: string | null, id: string): Promise<string | null> {
    const others = await this.#keeping.files.folders();
    for (const folder of new Set(first === null ? others : [first, ...others])) {
      if ((await this.#holding(folder, id)).entries.has(id)) return folder;
    }
    return null;
  }

  /** Returns an entry with its values. Fails with `JournalEntryUnknown`. */
  async read(folder: string, id: string): Promise<ReadEntry> {
    const indexed = await this.#holding(folder, id);
    const { begun, ended } = await this.#load(folder, indexed, id);
    const { values } = begun;
    if (values === null || !indexed.valuesFiles.has(values)) {
      throw new EtcdeckError({ code: 'JournalEntryUnknown', message: 'the journal has no values before for it' });
    }
    const files = [...indexed.valuesFiles].filter((name) => name >= values).sort();
    return {
      clusterId: begun.clusterId,
      keyCount: ended?.keyCount ?? null,
      transactions: () => this.#transactions(folder, files, id, mayStillHappen(ended)),
    };
  }

  /** Returns an entry as it is now, with the number of keys of its whole act. Fails with `JournalEntryUnknown`. */
  async entry(folder: string, id: string): Promise<{ readonly entry: JournalEntry; readonly total: number | null }> {
    const indexed = await this.#holding(folder, id);
    const loaded = await this.#load(folder, indexed, id);
    return { entry: toEntry(loaded, indexed.valuesFiles), total: loaded.begun.total ?? null };
  }

  /** Returns a folder's entries as far back as an entry is; all of them where its id has another clock than its file. */
  async #holding(folder: string, id: string): Promise<IndexedFolder> {
    const reach = reachOf(id);
    if (reach === null) throw unknownEntry();
    const near = await this.#index.folder(folder, reach);
    return near.entries.has(id) ? near : await this.#index.folder(folder, { kind: 'since', since: 0 });
  }

  async #load(folder: string, { entries }: IndexedFolder, id: string): Promise<LoadedEntry> {
    const entry = entries.get(id);
    const [loaded] = entry === undefined ? [] : await this.#index.load(folder, [entry]);
    if (loaded === undefined) throw unknownEntry();
    return loaded;
  }

  /**
   * Yields the transactions of an entry. A note whose outcome was never written, or cannot be read, has no revision:
   * its keys' values have to decide. `mayHappen`: whether such a transaction may still be committed.
   */
  async *#transactions(
    folder: string,
    files: readonly string[],
    id: string,
    mayHappen: boolean,
  ): AsyncGenerator<NotedTransaction, void> {
    const pending = new Map<number, Omit<NotedTransaction, 'revision' | 'isOpen'>>();
    const untold: NotedTransaction[] = [];
    let lastNoted = -1;
    for (const name of files) {
      for await (const record of this.#values(folder, name)) {
        if (record.id !== id) continue;
        const place = record.place ?? (record.kind === 'noted' ? lastNoted + 1 : lastNoted);
        if (record.kind === 'noted') {
          // A transaction refused for its size is sent again in smaller parts, from the same key on.
          if (isSameStart(pending.get(lastNoted)?.changes, record.changes)) pending.delete(lastNoted);
          lastNoted = place;
          const { changes, since = newestBefore(changes), isGuarded = true } = record;
          pending.set(place, { place, changes, since, isGuarded });
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

  async *#values(folder: string, name: string): AsyncGenerator<ValuesRecord, void> {
    const { files, key } = this.#keeping;
    const bytes = await files.read(folder, name);
    if (bytes === null) return;
    let damaged = 0;
    for (const { record } of unseal(key, bytes, name, () => damaged++)) {
      try {
        yield valuesRecord.parse(await decodeRecord(record));
      } catch {
        damaged++;
      }
      await breathe();
    }
    if (damaged > 0) warnOfDamage(this.#log, name, damaged);
  }
}

function isSameStart(a: readonly NotedChange[] | undefined, b: readonly NotedChange[]): boolean {
  const [first] = a ?? [];
  const [other] = b;
  return first !== undefined && other !== undefined && compareBytes(first.key, other.key) === 0;
}

/** For older records without the revision at which they were noted: no key was newer then. */
function newestBefore(changes: readonly NotedChange[]): number {
  return changes.reduce((newest, { before }) => Math.max(newest, before?.modRevision ?? 0), 0);
}
