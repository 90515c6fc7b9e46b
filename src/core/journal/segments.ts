import { randomBytes } from 'node:crypto';
import { EtcdeckError } from '../../contract/failure.ts';
import { seal } from './frames.ts';
import type { JournalFiles } from './journal-files.ts';

/** How large a file grows before the next one is begun, and what is kept of a kind. */
export interface SegmentBounds {
  readonly fileBytes: number;
  /** Returns the room as it is now. Never fails. */
  readonly room: () => Promise<SegmentRoom>;
}

/** How much is kept, and how long. */
export interface SegmentRoom {
  /** The bytes kept for one connection. */
  readonly keptBytes: number;
  /** The bytes kept for all connections. */
  readonly allBytes: number;
  /** Files last written before this time are removed, in milliseconds since 1970; 0: none. */
  readonly since: number;
}

interface SegmentFile {
  readonly name: string;
  bytes: number;
  /** Lets go of a file that is held; absent where none is. */
  readonly release?: () => Promise<void>;
}

/** An age that is kept removes whole files: none is gone on with for longer. */
const longestHeldMs = 7 * 24 * 60 * 60_000;

/** A process that writes little leaves a small file behind each time. */
const mostFiles = 200;

/**
 * The files of one kind in a connection's folder. Each process begins its own files, so that several can write without
 * a lock; the oldest files of all processes are removed for room. Where files are held, a process goes on with the
 * newest one that no other holds: each run of a command would leave two files otherwise.
 */
export class Segments {
  readonly #files: JournalFiles;
  readonly #key: Uint8Array;
  readonly #folder: string;
  readonly #kind: string;
  readonly #bounds: SegmentBounds;
  #current: SegmentFile | null = null;
  #queue: Promise<unknown> = Promise.resolve();
  #isClosed = false;
  #hasLooked = false;

  constructor(files: JournalFiles, key: Uint8Array, folder: string, kind: string, bounds: SegmentBounds) {
    this.#files = files;
    this.#key = key;
    this.#folder = folder;
    this.#kind = kind;
    this.#bounds = bounds;
  }

  /** Appends a record and returns the name of its file. Fails with `DiskFull`, `FileNotWritable`. */
  async append(record: Uint8Array): Promise<string> {
    if (this.#isClosed) throw journalClosed();
    const turn = this.#queue.then(() => this.#write(record));
    this.#queue = turn.catch(() => undefined);
    return await turn;
  }

  /** Resolves once the records before are written, or cannot be; any later one is refused. */
  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#queue;
    await this.#current?.release?.();
  }

  /** Begins a new file with the next record: a correction of another process's records must be read after them. */
  beginNew(): void {
    const held = this.#current;
    this.#current = null;
    this.#queue = this.#queue.then(() => held?.release?.());
  }

  async #write(record: Uint8Array): Promise<string> {
    // A new file requested meanwhile begins with the next record.
    this.#current ??= await this.#heldBefore();
    const current = this.#current;
    const hasRoom = current !== null && current.bytes < this.#bounds.fileBytes;
    if (hasRoom && (await this.#append(current, record))) return current.name;
    await current?.release?.();
    // The file begun before may have been removed to make room for what other processes wrote since.
    const begun = await this.#begun();
    this.#current = begun;
    if (!(await this.#append(begun, record))) throw new Error('a file of this name was there already');
    await this.#makeRoom(begun.name);
    return begun.name;
  }

  async #begun(): Promise<SegmentFile> {
    const name = nextName(this.#kind);
    const release = await this.#files.hold?.(this.#folder, name);
    return { name, bytes: 0, ...(release ? { release } : {}) };
  }

  /** Returns the newest file with room that nobody holds, once in the life of the process. */
  async #heldBefore(): Promise<SegmentFile | null> {
    const { hold } = this.#files;
    if (hold === undefined || this.#hasLooked) return null;
    this.#hasLooked = true;
    const listed = await this.#files.list(this.#folder);
    const oldest = stampOf(Date.now() - longestHeldMs);
    const newest = listed.findLast(
      ({ name, bytes }) => name.endsWith(this.#kind) && bytes < this.#bounds.fileBytes && name > oldest,
    );
    const release = newest === undefined ? null : await hold(this.#folder, newest.name);
    if (newest === undefined || release === null) return null;
    // Another process may have written to it before it let go.
    const now = (await this.#files.list(this.#folder)).find(({ name }) => name === newest.name);
    if (now !== undefined) return { ...now, release };
    await release();
    return null;
  }

  /**
   * Returns `false` where the file's size has changed: a record there would be unreadable, because it is sealed for its
   * place.
   */
  async #append(file: SegmentFile, record: Uint8Array): Promise<boolean> {
    const sealed = seal(this.#key, record, file.name, file.bytes);
    try {
      if (!(await this.#files.append(this.#folder, file.name, file.bytes, sealed))) return false;
    } catch (error) {
      // Half of the record may be there: nothing is written after it.
      await file.release?.();
      this.#current = null;
      throw error;
    }
    file.bytes += sealed.length;
    return true;
  }

  async #makeRoom(current: string): Promise<void> {
    const { fileBytes, room } = this.#bounds;
    const { keptBytes, allBytes, since } = await room();
    // The new file is counted with its full size from the start.
    await this.#removeOldest([this.#folder], current, { bytes: keptBytes - fileBytes, files: mostFiles, since });
    // Folders of sandboxes and removed connections are never written again.
    const every = { bytes: allBytes - fileBytes, files: Number.POSITIVE_INFINITY, since };
    await this.#removeOldest(await this.#files.folders(), current, every);
  }

  async #removeOldest(
    folders: readonly string[],
    current: string,
    most: { readonly bytes: number; readonly files: number; readonly since: number },
  ): Promise<void> {
    const listed = await Promise.all(
      folders.map(async (folder) => (await this.#files.list(folder)).map((file) => ({ ...file, folder }))),
    );
    const files = listed.flat().filter(({ name }) => name.endsWith(this.#kind));
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0);
    let count = files.length;
    for (const { folder, name, bytes: size, writtenAt } of files.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const isTooMuch = count > most.files || bytes > most.bytes;
      if (name === current || (!isTooMuch && writtenAt >= most.since)) continue;
      await this.#files.remove(folder, name);
      bytes -= size;
      count -= 1;
    }
  }
}

/** Returns the failure of a record after the journal was closed. */
export function journalClosed(): EtcdeckError {
  return new EtcdeckError({ code: 'FileNotWritable', message: 'the journal is closed', operation: 'journal' });
}

let newestAt = 0;

/** Names sort by age, those of one process strictly. */
export function stampNow(now: number = Date.now()): string {
  newestAt = Math.max(now, newestAt + 1);
  return `${stampOf(newestAt)}-${randomBytes(6).toString('hex')}`;
}

const stampOf = (at: number): string => at.toString(36).padStart(9, '0');

function nextName(kind: string): string {
  return `${stampNow()}${kind}`;
}
