import { readProductFile } from '../core/assets/product-files.ts';

interface Held {
  readonly body: Promise<Buffer | null>;
  readers: number;
}

/** The files being sent. Each is in memory once for all connections that send it, until the last one has ended. */
export class SharedFiles {
  readonly #held = new Map<string, Held>();

  /** Returns the bytes of a file, to be given back with `release`; `null` where it cannot be read. */
  take(file: string): Promise<Buffer | null> {
    const held = this.#held.get(file) ?? { body: readProductFile(file).catch(() => null), readers: 0 };
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
