import { createHash, randomBytes } from 'node:crypto';
import { mkdir, open, readdir, rename, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { SnapshotReport } from '../../../contract/snapshot-report.ts';
import type { Ports } from '../../ports.ts';
import type { HashColumns } from '../index/record-hashes.ts';
import { type CacheHead, CacheReader, writeCache } from './cache-file.ts';
import { checkedHashes, hashColumnNames, namedColumns, type SnapshotKeysData } from './check-columns.ts';
import { type CacheInUse, type StoredIndex, storedIndex } from './stored-index.ts';

const mostCaches = 64;
const mostBytes = 4 * 1024 ** 3;
const ownName = /^[0-9a-f]{32}\.idx$/;
const partName = /^[0-9a-f]{32}\.idx\.part-[0-9a-f]{8}$/;
const partsLastMs = 60 * 60 * 1000;

interface KeptInUse extends CacheInUse {
  /** Whether what was read of it reads on later, and closes it. */
  keepsOpen: boolean;
}

/** What is known of files that were read before, in the settings folder. A file that has changed since is not known. */
export class IndexCache {
  readonly #folder: string;
  readonly #log: Ports['log'];

  constructor({ settingsFolder, log }: Pick<Ports, 'settingsFolder' | 'log'>) {
    this.#folder = join(settingsFolder, 'snapshot-index');
    this.#log = log;
  }

  /** Returns the report of a file in this state, and when it was read; `null` where it is not known. */
  async report(file: string, fingerprint: string): Promise<Pick<CacheHead, 'report' | 'readAt'> | null> {
    return await this.#read(file, fingerprint, async ({ head: { report, readAt } }) => ({ report, readAt }));
  }

  /**
   * Returns the report and the index of a file; `null` where they are not known. Parts of the index are read once they are
   * needed, until they are closed.
   */
  async index(
    file: string,
    fingerprint: string,
  ): Promise<{ readonly report: SnapshotReport; readonly stored: StoredIndex | null } | null> {
    return await this.#read(file, fingerprint, async (cache, from) => {
      const { report } = cache.head;
      if (report.figures === null) return { report, stored: null };
      const stored = storedIndex(cache, report.figures.revision, from);
      if (stored !== null) from.keepsOpen = true;
      return stored === null ? null : { report, stored };
    });
  }

  /** Returns what the HashKV of a file is made of; `null` where it is not known. */
  async hashes(file: string, fingerprint: string): Promise<HashColumns | null> {
    return await this.#read(file, fingerprint, async (cache) => {
      const read = await cache.columns(hashColumnNames);
      return read === null ? null : checkedHashes(read);
    });
  }

  /** Keeps what a file says. What cannot be kept is read again next time. */
  async keep(
    file: string,
    fingerprint: string,
    { report, readAt, keys }: Pick<CacheHead, 'report' | 'readAt'> & { readonly keys: SnapshotKeysData | null },
  ): Promise<void> {
    const path = this.#pathOf(file);
    const part = `${path}.part-${randomBytes(4).toString('hex')}`;
    try {
      await mkdir(this.#folder, { recursive: true, mode: 0o700 });
      const handle = await open(part, 'wx', 0o600);
      try {
        const columns = keys === null ? {} : namedColumns(keys);
        await writeCache(handle, { fingerprint, report, readAt, columns });
      } finally {
        await handle.close();
      }
      await rename(part, path);
      await this.#dropOldest();
    } catch (error) {
      await unlink(part).catch(() => undefined);
      this.#log.warn('The index of a snapshot is not kept', { file, reason: String(error) });
    }
  }

  #pathOf(file: string): string {
    return join(this.#folder, `${createHash('sha256').update(file).digest('hex').slice(0, 32)}.idx`);
  }

  async #read<T>(
    file: string,
    fingerprint: string,
    read: (cache: CacheReader, from: KeptInUse) => Promise<T | null>,
  ): Promise<T | null> {
    const path = this.#pathOf(file);
    const handle = await open(path, 'r').catch(() => null);
    if (handle === null) return null;
    const from: KeptInUse = { handle, path, keepsOpen: false };
    try {
      const cache = await CacheReader.open(handle);
      const found = cache === null || cache.head.fingerprint !== fingerprint ? null : await read(cache, from);
      if (found === null) await unlink(path).catch(() => undefined);
      else await utimes(path, new Date(), new Date()).catch(() => undefined);
      return found;
    } catch {
      // Whatever it is, the file itself says what it says.
      await unlink(path).catch(() => undefined);
      return null;
    } finally {
      if (!from.keepsOpen) await handle.close();
    }
  }

  async #dropOldest(): Promise<void> {
    const names = await readdir(this.#folder);
    const facts = await Promise.all(
      names.map(async (name) => {
        const path = join(this.#folder, name);
        const found = ownName.test(name) || partName.test(name) ? await stat(path).catch(() => null) : null;
        return found === null ? null : { path, isPart: partName.test(name), at: found.mtimeMs, bytes: found.size };
      }),
    );
    let count = 0;
    let bytes = 0;
    const newestFirst = facts.filter((one) => one !== null).toSorted((a, b) => b.at - a.at);
    for (const one of newestFirst) {
      if (!one.isPart) {
        count++;
        bytes += one.bytes;
      }
      const isDue = one.isPart
        ? Date.now() - one.at > partsLastMs
        : count > 1 && (count > mostCaches || bytes > mostBytes);
      if (isDue) await unlink(one.path).catch(() => undefined);
    }
  }
}
