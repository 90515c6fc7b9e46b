import { randomBytes } from 'node:crypto';
import { access, type FileHandle, link, open, rename, unlink } from 'node:fs/promises';
import { dirname } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { systemCodeOf, toFileError } from './file-failure.ts';
import { requireFreeSpace } from './free-space.ts';

/**
 * A member sends 32 KiB at a time, and small writes cost more than they carry. Linux gives larger ones pages of their own
 * size, which cost it up to six times as much where memory is fragmented (measured on ext4, Linux 6.18). As many bytes
 * again may be under way.
 */
const writeBytes = 256 * 1024;
/**
 * How many bytes are written before the disk is made to begin with them. Left to the end, a sync of 1 GiB holds everything
 * up for seconds after the last byte came.
 */
const syncBytes = 32 * 1024 * 1024;

/**
 * A file written as `<file>.part-<random>` and renamed only when it is complete. If this process dies, the part
 * remains. Readable by its owner only: keys may hold any secret.
 */
export class PartialFile {
  readonly #file: string;
  readonly #part: string;
  readonly #handle: FileHandle;
  readonly #operation: string;
  #waiting: Uint8Array[] = [];
  #waitingBytes = 0;
  /** The write in progress; never rejects. */
  #writing: Promise<void> = Promise.resolve();
  #unsyncedBytes = 0;
  /** The bytes of parts that were written whole. */
  #wholeBytes = 0;
  #isSyncFailed = false;
  /** The sync in progress, beside the writes; never rejects. */
  #syncing: Promise<void> | null = null;
  #failure: unknown = null;
  #isOpen = true;
  /** Whether an older file of this name is replaced. */
  readonly #replaces: boolean;

  private constructor(
    { file, operation, replaces }: { readonly file: string; readonly operation: string; readonly replaces: boolean },
    { part, handle }: { readonly part: string; readonly handle: FileHandle },
  ) {
    this.#file = file;
    this.#part = part;
    this.#handle = handle;
    this.#operation = operation;
    this.#replaces = replaces;
  }

  /**
   * Its failures name `operation`. Fails with `FileExists` when there is a file of this name already, and with
   * `FileNotWritable`.
   */
  static async create(file: string, operation: string): Promise<PartialFile> {
    return await PartialFile.#open({ file, operation, replaces: false });
  }

  /** As `create`, for a file that takes the place of an older one of its name, which the caller knows to be its own. */
  static async replacing(file: string, operation: string): Promise<PartialFile> {
    return await PartialFile.#open({ file, operation, replaces: true });
  }

  static async #open(of: {
    readonly file: string;
    readonly operation: string;
    readonly replaces: boolean;
  }): Promise<PartialFile> {
    const { file, operation, replaces } = of;
    const part = `${file}.part-${randomBytes(4).toString('hex')}`;
    try {
      if (!replaces && (await exists(file))) throw fileExists(file, operation);
      return new PartialFile(of, { part, handle: await open(part, 'wx', 0o600) });
    } catch (error) {
      throw toFileError(error, file, operation);
    }
  }

  /** Fails with `DiskFull` at once when so many bytes cannot fit, rather than after they came. */
  async expect(bytes: number): Promise<void> {
    await requireFreeSpace(dirname(this.#part), bytes, { file: this.#file, operation: this.#operation });
  }

  /**
   * Takes bytes over: they must not change afterwards. They are written while the next ones come, since a busy machine
   * takes its time over each turn of the disk. Fails with `DiskFull`, of these bytes or of some before.
   */
  async append(bytes: Uint8Array): Promise<void> {
    this.#waiting.push(bytes);
    this.#waitingBytes += bytes.length;
    if (this.#waitingBytes >= writeBytes) await this.#flush();
  }

  /**
   * Flushes the bytes to disk and renames the file. One that replaces none never overwrites: fails with `FileExists` when
   * the name was taken meanwhile.
   */
  async finish(): Promise<void> {
    try {
      await this.#flush();
      await this.#written();
      await this.#syncing;
      await this.#written();
      await this.#handle.sync();
      await this.#close();
      await (this.#replaces ? rename(this.#part, this.#file) : moveToFreeName(this.#part, this.#file));
    } catch (error) {
      throw toFileError(error, this.#file, this.#operation);
    }
    // The file is whole and has its name: what a file system cannot do now is no failure any more.
    await syncFolder(dirname(this.#file)).catch(() => undefined);
  }

  /**
   * As `finish`; where the disk takes no more, with the parts before that, each whole: for a file that is of use up to
   * there. Fails as `finish` where there are none.
   */
  async keep(): Promise<void> {
    // A failure is kept, and looked at below.
    await this.#flush().catch(() => undefined);
    await this.#writing;
    await this.#syncing;
    if (this.#failure !== null && !this.#isSyncFailed && this.#wholeBytes > 0) {
      await this.#handle.truncate(this.#wholeBytes);
      this.#waiting = [];
      this.#failure = null;
    }
    await this.finish();
  }

  /** Removes what was written, unless it was finished. */
  async discard(): Promise<void> {
    await this.#close().catch(() => undefined);
    await unlink(this.#part).catch(() => undefined);
  }

  /** Begins to write what waits, once what is under way is written. */
  async #flush(): Promise<void> {
    await this.#written();
    const parts = this.#waiting;
    this.#waiting = [];
    this.#waitingBytes = 0;
    this.#writing = this.#write(parts).catch((error: unknown) => {
      this.#failure ??= toFileError(error, this.#file, this.#operation);
    });
  }

  async #write(parts: readonly Uint8Array[]): Promise<void> {
    let written = 0;
    try {
      for (let left = parts; left.length > 0; ) {
        const { bytesWritten } = await this.#handle.writev(left);
        written += bytesWritten;
        left = behind(left, bytesWritten);
      }
    } finally {
      this.#unsyncedBytes += written;
      this.#wholeBytes += wholeIn(parts, written);
    }
    if (this.#unsyncedBytes >= syncBytes && this.#syncing === null) this.#syncing = this.#syncBeside();
  }

  /** A failure of the disk is kept: the system tells it once, so that a later sync would succeed. */
  async #syncBeside(): Promise<void> {
    this.#unsyncedBytes = 0;
    try {
      await this.#handle.datasync();
    } catch (error) {
      this.#isSyncFailed = true;
      this.#failure ??= toFileError(error, this.#file, this.#operation);
    } finally {
      this.#syncing = null;
    }
  }

  async #written(): Promise<void> {
    await this.#writing;
    if (this.#failure !== null) throw this.#failure;
  }

  async #close(): Promise<void> {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    await this.#writing;
    await this.#syncing;
    await this.#handle.close();
  }
}

/** Returns what is left of parts behind their first bytes. */
function behind(parts: readonly Uint8Array[], bytes: number): readonly Uint8Array[] {
  const left: Uint8Array[] = [];
  let toSkip = bytes;
  for (const part of parts) {
    if (part.length > toSkip) left.push(part.subarray(toSkip));
    toSkip = Math.max(0, toSkip - part.length);
  }
  return left;
}

/** Returns the bytes of the first parts that lie whole in so many. */
function wholeIn(parts: readonly Uint8Array[], bytes: number): number {
  let whole = 0;
  for (const { length } of parts) {
    if (whole + length > bytes) break;
    whole += length;
  }
  return whole;
}

/** A rename would replace a file that came in between; a link fails on it. */
async function moveToFreeName(part: string, file: string): Promise<void> {
  try {
    await link(part, file);
  } catch (error) {
    if (!withoutLinks.has(systemCodeOf(error) ?? '')) throw error;
    return takeName(part, file);
  }
  await unlink(part).catch(() => undefined);
}

/** Where the file system has no links: an empty file of our own holds the name until the part replaces it. */
async function takeName(part: string, file: string): Promise<void> {
  await (await open(file, 'wx', 0o600)).close();
  try {
    await rename(part, file);
  } catch (error) {
    await unlink(file);
    throw error;
  }
}

async function syncFolder(folder: string): Promise<void> {
  // Windows has no handle for a folder; there the file's own sync has to do.
  if (process.platform === 'win32') return;
  const handle = await open(folder, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function exists(file: string): Promise<boolean> {
  return access(file).then(
    () => true,
    () => false,
  );
}

function fileExists(file: string, operation: string): EtcdeckError {
  const message = `${file} exists already`;
  return new EtcdeckError({ code: 'FileExists', message, operation, detail: { file } });
}

// FAT, some network and FUSE file systems.
const withoutLinks: ReadonlySet<string> = new Set(['EPERM', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS', 'EXDEV', 'EMLINK']);
