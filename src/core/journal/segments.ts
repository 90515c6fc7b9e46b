import { randomBytes } from 'node:crypto';
import { seal } from './frames.ts';
import type { JournalFiles } from './journal-files.ts';

/** How large a file grows before the next one is begun, and how much of a kind is kept. */
export interface SegmentBounds {
  readonly fileBytes: number;
  readonly keptBytes: number;
}

/** A process that writes little leaves a small file behind each time. */
const mostFiles = 200;

/**
 * The files of one kind in a connection's folder. Each process begins files of its own, so that several can write without
 * a lock; the oldest of all of them make room.
 */
export class Segments {
  readonly #files: JournalFiles;
  readonly #key: Uint8Array;
  readonly #folder: string;
  readonly #kind: string;
  readonly #bounds: SegmentBounds;
  #current: { readonly name: string; bytes: number } | null = null;
  #queue: Promise<unknown> = Promise.resolve();

  constructor(files: JournalFiles, key: Uint8Array, folder: string, kind: string, bounds: SegmentBounds) {
    this.#files = files;
    this.#key = key;
    this.#folder = folder;
    this.#kind = kind;
    this.#bounds = bounds;
  }

  /** Appends a record, and gives the name of its file. Fails with `DiskFull`, `FileNotWritable`. */
  append(record: Uint8Array): Promise<string> {
    const turn = this.#queue.then(() => this.#write(record));
    this.#queue = turn.catch(() => undefined);
    return turn;
  }

  async #write(record: Uint8Array): Promise<string> {
    if (this.#current !== null && this.#current.bytes >= this.#bounds.fileBytes) this.#current = null;
    const isNew = this.#current === null;
    const current = this.#current ?? { name: nextName(this.#kind), bytes: 0 };
    this.#current = current;
    const sealed = seal(this.#key, record, current.name, current.bytes);
    try {
      await this.#files.append(this.#folder, current.name, sealed);
    } catch (error) {
      // Half of it may be there: nothing is written behind that.
      this.#current = null;
      throw error;
    }
    current.bytes += sealed.length;
    if (isNew) await this.#makeRoom(current.name);
    return current.name;
  }

  async #makeRoom(current: string): Promise<void> {
    const files = (await this.#files.list(this.#folder)).filter(({ name }) => name.endsWith(this.#kind));
    let bytes = files.reduce((sum, file) => sum + file.bytes, 0) + this.#bounds.fileBytes;
    let count = files.length;
    for (const file of files) {
      if (count <= mostFiles && bytes <= this.#bounds.keptBytes) return;
      if (file.name === current) continue;
      await this.#files.remove(this.#folder, file.name);
      bytes -= file.bytes;
      count -= 1;
    }
  }
}

let newestAt = 0;

/** Names sort by age, those of one process strictly. */
export function stampNow(now: number = Date.now()): string {
  newestAt = Math.max(now, newestAt + 1);
  return `${newestAt.toString(36).padStart(9, '0')}-${randomBytes(6).toString('hex')}`;
}

function nextName(kind: string): string {
  return `${stampNow()}${kind}`;
}
