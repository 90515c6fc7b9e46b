import { open, opendir } from 'node:fs/promises';
import { join } from 'node:path';
import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import { systemCodeOf } from '../../files/file-failure.ts';
import { type FileStat, statOf } from '../../files/file-stats.ts';
import { readOnly } from '../../files/small-file.ts';
import { systemReason } from '../../files/system-reason.ts';
import { descriptionFileOf, readDescription, type SnapshotDescription } from '../../snapshot-files/description.ts';

/** A file of a folder that looks like a snapshot. */
export interface FoundFile extends FileStat {
  readonly file: string;
  /** What stands beside it; its hash was not compared. */
  readonly description: SnapshotDescription | null;
}

/** What a folder has. */
export interface FolderContents {
  readonly files: readonly FoundFile[];
  /** How many `.db` files are no snapshots, by their beginning. */
  readonly strangers: number;
  /** Whether it has more files than were looked at. */
  readonly isCut: boolean;
}

/** An empty database has four pages of 4 KiB. */
const leastBytes = 16_384;
const patienceMs = 2_000;
const mostEntries = 10_000;
/** The magic of bbolt's first meta page, behind the page's own header. Opening a big-endian file says what it is. */
const magic = { at: 16, value: 0xed0cdaed } as const;

/**
 * Looks for snapshots in folders, each at most once at a time: one on a network that does not answer holds up one of the
 * few threads that Node has for files. What was found of an unchanged file is not read again.
 */
export class FoundFiles {
  readonly #running = new Map<string, Promise<FolderContents>>();
  /** What was found of each folder's files, by the states of a file and its description. */
  readonly #known = new Map<string, ReadonlyMap<string, FoundFile | null>>();

  /** Fails with `FileNotFound`, `FileNotReadable`; with the latter and `retry` where the folder does not answer in time. */
  async of(folder: string): Promise<FolderContents> {
    const running = this.#running.get(folder) ?? this.#look(folder);
    let timer: NodeJS.Timeout | undefined;
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(notReadable(folder, 'it does not answer in time', true)), patienceMs);
    });
    return await Promise.race([running, late]).finally(() => clearTimeout(timer));
  }

  #look(folder: string): Promise<FolderContents> {
    const looking = this.#list(folder).finally(() => this.#running.delete(folder));
    this.#running.set(folder, looking);
    // The one who waited may be gone by then.
    looking.catch(() => undefined);
    return looking;
  }

  async #list(folder: string): Promise<FolderContents> {
    const files: FoundFile[] = [];
    const known = new Map<string, FoundFile | null>();
    let strangers = 0;
    let looked = 0;
    let isCut = false;
    try {
      for await (const entry of await opendir(folder)) {
        looked += 1;
        isCut = looked > mostEntries;
        if (isCut) break;
        if (!entry.name.endsWith('.db') || entry.isDirectory()) continue;
        const file = join(folder, entry.name);
        const [stat, described] = [await statOf(file), await statOf(descriptionFileOf(file))];
        if (stat === null || stat === 'unknown') continue;
        const key = JSON.stringify([entry.name, stat, described]);
        const before = this.#known.get(folder)?.get(key);
        const found = before === undefined ? await foundFile(file, stat) : before;
        known.set(key, found);
        if (found === null) strangers += 1;
        else files.push(found);
      }
    } catch (error) {
      throw folderFailure(folder, error);
    }
    this.#known.set(folder, known);
    return { files, strangers, isCut };
  }
}

/** Returns why a folder cannot be listed; fails with what is no failure of a folder. */
export function failureOfFolder(error: unknown): Failure {
  if (error instanceof EtcdeckError) return error.toFailure();
  throw error;
}

function folderFailure(folder: string, error: unknown): unknown {
  const system = systemCodeOf(error);
  if (system === null) return error;
  if (system !== 'ENOENT') return notReadable(folder, systemReason(system), false, error);
  const message = `there is no folder ${folder}`;
  return new EtcdeckError({ code: 'FileNotFound', message, detail: { file: folder } }, { cause: error });
}

function notReadable(folder: string, reason: string, retry: boolean, cause?: unknown): EtcdeckError {
  const detail = { file: folder, reason };
  return new EtcdeckError(
    { code: 'FileNotReadable', message: `${folder} cannot be read: ${reason}`, detail, retry },
    { cause },
  );
}

/** Returns a file that begins as a database of etcd does, or has a description; `null` for any other. */
async function foundFile(file: string, stat: FileStat): Promise<FoundFile | null> {
  const description = await readDescription(file);
  if (description === null && (stat.bytes < leastBytes || !(await hasMagic(file)))) return null;
  return { file, ...stat, description };
}

async function hasMagic(file: string): Promise<boolean> {
  try {
    const handle = await open(file, readOnly);
    try {
      const head = Buffer.alloc(magic.at + 4);
      const { bytesRead } = await handle.read(head, 0, head.length, 0);
      return bytesRead === head.length && head.readUInt32LE(magic.at) === magic.value;
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCodeOf(error) !== null) return false;
    throw error;
  }
}
