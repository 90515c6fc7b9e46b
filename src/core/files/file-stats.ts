import { stat } from 'node:fs/promises';
import { systemCodeOf } from './file-failure.ts';

/** What distinguishes a state of a file from a later one, without reading it. */
export interface FileStat {
  readonly bytes: number;
  /** When it was last written, in milliseconds since 1970. */
  readonly modifiedAt: number;
}

/** A file's state, `null` where there is no such file; `unknown` where that cannot be found out, or not in time. */
export type AskedFileStat = FileStat | null | 'unknown';

const patienceMs = 2_000;

/**
 * Asks for the states of files, one at a time: a network folder that does not answer holds up one of the few threads that
 * Node has for files, and no second one.
 */
export class FileStats {
  readonly #ask: (file: string) => Promise<AskedFileStat>;
  #last: Promise<unknown> = Promise.resolve();
  /** Whether a question was not answered in time, and none since. */
  #isStuck = false;

  constructor(ask = statOf) {
    this.#ask = ask;
  }

  /** Answers within 2 s, at once while the file system does not answer. Never fails. */
  async of(file: string): Promise<AskedFileStat> {
    if (this.#isStuck) return 'unknown';
    const answer = this.#last.then(() => this.#ask(file));
    this.#last = answer.then(() => {
      this.#isStuck = false;
    });
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<AskedFileStat>((resolve) => {
      timer = setTimeout(() => {
        this.#isStuck = true;
        resolve('unknown');
      }, patienceMs);
    });
    return await Promise.race([answer, late]).finally(() => clearTimeout(timer));
  }
}

/** Returns the state of a plain file, `null` where there is none. Never fails. */
export async function statOf(file: string): Promise<AskedFileStat> {
  try {
    const facts = await stat(file);
    return facts.isFile() ? { bytes: facts.size, modifiedAt: Math.floor(facts.mtimeMs) } : null;
  } catch (error) {
    return isAbsence(error) ? null : 'unknown';
  }
}

const isAbsence = (error: unknown): boolean => ['ENOENT', 'ENOTDIR'].includes(systemCodeOf(error) ?? '');
