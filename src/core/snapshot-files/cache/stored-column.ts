import { readSync } from 'node:fs';
import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';

/** A column of an index or of hashes. */
export type Column =
  | Uint8Array<ArrayBuffer>
  | Uint32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>
  | BigInt64Array<ArrayBuffer>;

/** How much of a column is checked at once: more would have a search read much that it does not look at. */
export const blockBytes = 8 * 1024;

/** Returns the CRC-32 of a block of bytes. */
export function crcOfBlock(bytes: Uint8Array, block: number): number {
  return crc32(bytes.subarray(block * blockBytes, (block + 1) * blockBytes));
}

/** Where a column is stored, in a file that is open. */
interface StoredPlace {
  readonly handle: FileHandle;
  readonly position: number;
  readonly crcs: Uint32Array;
}

/**
 * A column of which each block is read when it is needed first, at once: keys are compared one after the other, and a
 * block takes some microseconds. Memory for the others costs nothing, since it is not written to.
 */
export class StoredColumn {
  readonly values: Column;
  readonly #bytes: Uint8Array;
  readonly #perBlock: number;
  /** `null`: zeros alone. */
  readonly #place: StoredPlace | null;
  /** 1 of each block that was read. */
  readonly #isRead: Uint8Array;
  /** How many were not. */
  #left: number;

  constructor(values: Column, place: StoredPlace | null) {
    this.values = values;
    this.#bytes = new Uint8Array(values.buffer);
    this.#perBlock = blockBytes / values.BYTES_PER_ELEMENT;
    this.#place = place;
    this.#left = place?.crcs.length ?? 0;
    this.#isRead = new Uint8Array(this.#left);
  }

  /** Reads what is missing of some elements, up to and without `to`; returns whether it is what was stored. */
  need(from: number, to: number): boolean {
    if (this.#left === 0 || this.#place === null) return true;
    const end = Math.ceil(to / this.#perBlock);
    for (let block = Math.floor(from / this.#perBlock); block < end; block++) {
      if (this.#isRead[block] === 1) continue;
      const first = block;
      while (block < end && this.#isRead[block] !== 1) block++;
      if (!this.#read(first, block, this.#place)) return false;
    }
    return true;
  }

  /** Reads blocks, up to and without `behind`, together. */
  #read(from: number, behind: number, { handle, position, crcs }: StoredPlace): boolean {
    const first = from * blockBytes;
    const end = Math.min(behind * blockBytes, this.#bytes.length);
    try {
      for (let at = first; at < end; ) {
        const bytesRead = readSync(handle.fd, this.#bytes, at, end - at, position + at);
        if (bytesRead === 0) return false;
        at += bytesRead;
      }
    } catch {
      // What a disk does not give back is as good as damaged.
      return false;
    }
    for (let block = from; block < behind; block++) {
      if (crcOfBlock(this.#bytes, block) !== crcs[block]) return false;
      this.#isRead[block] = 1;
      this.#left--;
    }
    return true;
  }
}
