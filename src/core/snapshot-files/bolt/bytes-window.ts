import { readSync } from 'node:fs';
import { viewOf } from './integers.ts';

const mostAhead = 1024 * 1024;

/** A part of a file in memory. */
export interface FilePart {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  /** Where the position that was asked for is in `bytes`. */
  readonly start: number;
}

/**
 * Reads parts of a file through one buffer. Reads ahead where parts follow each other, up to 1 MiB, and little where they
 * do not: the pages of a bucket lie next to each other in some files, and all over in others.
 */
export class BytesWindow {
  readonly #fd: number;
  readonly #fileBytes: number;
  #bytes = new Uint8Array(64 * 1024);
  #view = viewOf(this.#bytes);
  #from = 0;
  #to = 0;
  #ahead = 0;
  /** Where the last part ended. */
  #end = 0;

  constructor(fd: number, fileBytes: number) {
    this.#fd = fd;
    this.#fileBytes = fileBytes;
  }

  /** Returns so many bytes of the file, valid until the next part is read; `null` where the file ends before them. */
  read(position: number, length: number): FilePart | null {
    if (position < this.#from || position + length > this.#to) this.#fill(position, length);
    if (position + length > this.#to) return null;
    this.#end = position + length;
    return { bytes: this.#bytes, view: this.#view, start: position - this.#from };
  }

  #fill(position: number, length: number): void {
    const gap = position - this.#end;
    const follows = gap >= 0 && gap <= this.#ahead + 256 * 1024;
    this.#ahead = follows ? Math.min(mostAhead, Math.max(16 * 1024, this.#ahead * 2)) : this.#ahead >> 2;
    const wanted = Math.max(0, Math.min(Math.max(length, this.#ahead), this.#fileBytes - position));
    // A value of many pages needs more room than what is read ahead, and is rare: the room is given back after it.
    if (wanted > this.#bytes.length || (this.#bytes.length > mostAhead && wanted <= mostAhead)) {
      this.#bytes = new Uint8Array(Math.max(wanted, Math.min(mostAhead, this.#bytes.length * 4)));
      this.#view = viewOf(this.#bytes);
    }
    this.#from = position;
    this.#to = position;
    while (this.#to < position + wanted) {
      const at = this.#to - position;
      const read = readSync(this.#fd, this.#bytes, at, wanted - at, this.#to);
      if (read === 0) break;
      this.#to += read;
    }
  }
}
