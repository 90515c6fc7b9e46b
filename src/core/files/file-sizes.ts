import { stat } from 'node:fs/promises';
import { systemCodeOf } from './file-failure.ts';

/** A file's size in bytes, `null` where there is no such file; `unknown` where that cannot be found out, or not in time. */
export type FileSize = number | null | 'unknown';

const patienceMs = 2_000;

/**
 * Asks for the sizes of files, one at a time: a network folder that does not answer holds up one of the few threads that
 * Node has for files, and no second one.
 */
export class FileSizes {
  readonly #ask: (file: string) => Promise<FileSize>;
  #last: Promise<unknown> = Promise.resolve();
  /** Whether a question was not answered in time, and none since. */
  #isStuck = false;

  constructor(ask = sizeOf) {
    this.#ask = ask;
  }

  /** Answers within 2 s, at once while the file system does not answer. Never fails. */
  async of(file: string): Promise<FileSize> {
    if (this.#isStuck) return 'unknown';
    const answer = this.#last.then(() => this.#ask(file));
    this.#last = answer.then(() => {
      this.#isStuck = false;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<FileSize>((resolve) => {
      timer = setTimeout(() => {
        this.#isStuck = true;
        resolve('unknown');
      }, patienceMs);
    });
    return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }
}

async function sizeOf(file: string): Promise<FileSize> {
  try {
    const facts = await stat(file);
    return facts.isFile() ? facts.size : null;
  } catch (error) {
    return isAbsence(error) ? null : 'unknown';
  }
}

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error) ?? '');
