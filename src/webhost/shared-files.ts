import { readFile } from 'node:fs/promises';

interface Held {
  readonly body: Promise<Buffer | null>;
  readers: number;
}

/** Files that are being sent: each is in memory once, however many connections take it, and as long as one does. */
export class SharedFiles {
  readonly #held = new Map<string, Held>();

  /** The bytes of a file, to be given back with `release`; `null` where it cannot be read. */
  take(file: string): Promise<Buffer | null> {
    const held = this.#held.get(file) ?? { body: readFile(file).catch(() => null), readers: 0 };
    held.readers += 1;
    this.#held.set(file, held);
    return held.body;
  }

  release(file: string): void {
    const held = this.#held.get(file);
    if (held === undefined) return;
    held.readers -= 1;
    if (held.readers === 0) this.#held.delete(file);
  }
}
