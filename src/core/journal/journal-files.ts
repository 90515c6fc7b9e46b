import { constants } from 'node:fs';
import { mkdir, open, readdir, readFile, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf, toFileError } from '../files/file-failure.ts';

/** A file of the journal. */
export interface JournalFile {
  readonly name: string;
  readonly bytes: number;
  /** When it was last written, in milliseconds since 1970: nothing in it is newer. */
  readonly writtenAt: number;
}

/** The journal's files: a folder for each connection, with append-only files. */
export interface JournalFiles {
  folders(): Promise<readonly string[]>;
  /** Returns a folder's files by name, which is by age. */
  list(folder: string): Promise<readonly JournalFile[]>;
  /** Returns a file from one of its bytes on; `null` where there is no such file. */
  read(folder: string, name: string, from?: number): Promise<Buffer | null>;
  /**
   * Appends to a file that is `at` bytes long; the bytes are safe on disk when it resolves. Returns `false`, having
   * written nothing, where the file has another size. Fails with `DiskFull`, `FileNotWritable`.
   */
  append(folder: string, name: string, at: number, bytes: Buffer): Promise<boolean>;
  remove(folder: string, name: string): Promise<void>;
  /**
   * Holds a file for this process alone, and returns what lets go of it; `null` where another process holds it. Absent
   * where no other process writes files that are written here.
   */
  hold?(folder: string, name: string): Promise<(() => Promise<void>) | null>;
}

/** The journal's files, and the key that seals them. */
export interface JournalKeeping {
  readonly files: JournalFiles;
  readonly key: Uint8Array;
  /** Whether it outlives the host. */
  readonly isKept: boolean;
  /** Whether values before are kept, and digests of the new ones. */
  readonly keepsValues: boolean;
}

const appendToExisting = constants.O_WRONLY | constants.O_APPEND;

/** A holder that has not touched its file for so long was killed. */
const staleAfterMs = 5_000;

/**
 * Returns files on disk, readable by their owner only. `isShared`: short-lived processes go on writing each other's
 * files, one at a time.
 */
export function diskFiles(root: string, { isShared = false }: { readonly isShared?: boolean } = {}): JournalFiles {
  const hold = async (folder: string, name: string): Promise<(() => Promise<void>) | null> => {
    await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
    const path = join(root, folder, name);
    try {
      const { lock } = await import('proper-lockfile');
      const release = await lock(path, { realpath: false, stale: staleAfterMs, onCompromised: () => undefined });
      // A lock that was taken over meanwhile is another's to release.
      return () => release().catch(() => undefined);
    } catch (error) {
      if (systemCodeOf(error) === 'ELOCKED') return null;
      throw toFileError(error, path, 'journal');
    }
  };
  return {
    ...(isShared ? { hold } : {}),
    folders: () => namesIn(root),
    async list(folder) {
      const path = join(root, folder);
      const names = [...(await namesIn(path))].sort();
      return Promise.all(names.map((name) => fileOf(path, name)));
    },
    read: (folder, name, from = 0) => readFrom(join(root, folder, name), from).catch(absent),
    async append(folder, name, at, bytes) {
      const path = join(root, folder, name);
      try {
        await mkdir(join(root, folder), { recursive: true, mode: 0o700 });
        // A file removed by another process must not be recreated without its beginning.
        const handle = await open(path, at === 0 ? 'a' : appendToExisting, 0o600);
        try {
          if ((await handle.stat()).size !== at) return false;
          await handle.appendFile(bytes);
          await handle.datasync();
          return true;
        } finally {
          await handle.close();
        }
      } catch (error) {
        if (at > 0 && systemCodeOf(error) === 'ENOENT') return false;
        throw toFileError(error, path, 'journal');
      }
    },
    // Another process may have removed it, or, under Windows, hold it open.
    remove: (folder, name) => unlink(join(root, folder, name)).catch(() => undefined),
  };
}

/** Returns files in memory, which end with the process. */
export function memoryFiles(): JournalFiles {
  const folders = new Map<string, Map<string, Buffer[]>>();
  const sizeIn = (parts: readonly Buffer[]): number => parts.reduce((sum, part) => sum + part.length, 0);
  return {
    folders: async () => [...folders.keys()],
    list: async (folder) =>
      [...(folders.get(folder) ?? [])]
        .map(([name, parts]) => ({ name, bytes: sizeIn(parts), writtenAt: Number.POSITIVE_INFINITY }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    async read(folder, name, from = 0) {
      const parts = folders.get(folder)?.get(name);
      return parts === undefined ? null : Buffer.concat(parts).subarray(from);
    },
    async append(folder, name, at, bytes) {
      const files = folders.get(folder) ?? new Map<string, Buffer[]>();
      folders.set(folder, files);
      const parts = files.get(name) ?? [];
      if (sizeIn(parts) !== at) return false;
      files.set(name, parts);
      parts.push(bytes);
      return true;
    },
    remove: async (folder, name) => void folders.get(folder)?.delete(name),
  };
}

async function readFrom(path: string, from: number): Promise<Buffer> {
  if (from === 0) return await readFile(path);
  const handle = await open(path, 'r');
  try {
    const { size } = await handle.stat();
    const bytes = Buffer.alloc(Math.max(0, size - from));
    const { bytesRead } = await handle.read(bytes, 0, bytes.length, from);
    return bytes.subarray(0, bytesRead);
  } finally {
    await handle.close();
  }
}

async function namesIn(path: string): Promise<readonly string[]> {
  return (await readdir(path).catch(absent)) ?? [];
}

async function fileOf(folder: string, name: string): Promise<JournalFile> {
  const facts = await stat(join(folder, name)).catch(absent);
  return { name, bytes: facts?.size ?? 0, writtenAt: facts?.mtimeMs ?? 0 };
}

function absent(error: unknown): null {
  if (systemCodeOf(error) === 'ENOENT') return null;
  throw error;
}
