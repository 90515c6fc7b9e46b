import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { versionIn } from '../etcdctl/restore-words.ts';
import { toFileError } from '../files/file-failure.ts';

const operation = 'programs.get';

/** Returns the folder of the programs that etcdeck got: private, as all of the settings folder. */
export const ownProgramsFolder = (settingsFolder: string): string => join(settingsFolder, 'programs');

/** Returns the folders of etcd's releases among them, the newest in front. */
export async function ownReleases(settingsFolder: string): Promise<readonly string[]> {
  const root = ownProgramsFolder(settingsFolder);
  const names = await readdir(root).catch(() => []);
  const releases = names.flatMap((name) => {
    const version = /^etcd-(.{1,80})$/.exec(name)?.[1];
    const read = version === undefined ? null : versionIn(version);
    return read === null ? [] : [{ folder: join(root, name), order: read.minor * 100_000 + (read.patch ?? 0) }];
  });
  return releases.toSorted((one, other) => other.order - one.order).map(({ folder }) => folder);
}

/** A folder that a release is put together in, beside those that are whole. */
export class UnfinishedRelease {
  readonly folder: string;
  readonly #root: string;

  private constructor(root: string, folder: string) {
    this.#root = root;
    this.folder = folder;
  }

  /** Removes first what processes left that ended in the middle. Fails with `FileNotWritable`, `DiskFull`. */
  static async begin(settingsFolder: string): Promise<UnfinishedRelease> {
    const root = ownProgramsFolder(settingsFolder);
    const folder = join(root, `unfinished-${process.pid}-${randomBytes(4).toString('hex')}`);
    try {
      await mkdir(root, { recursive: true, mode: 0o700 });
      await removeLeft(root);
      await mkdir(folder, { mode: 0o700 });
    } catch (error) {
      throw toFileError(error, folder, operation);
    }
    return new UnfinishedRelease(root, folder);
  }

  /** Gives it its place, of an older one of the same version too, and returns its folder. */
  async finish(version: string): Promise<string> {
    const place = join(this.#root, `etcd-${version}`);
    const old = `${this.folder}-old`;
    try {
      const hasOld = await rename(place, old).then(
        () => true,
        () => false,
      );
      await rename(this.folder, place);
      // Members that run from it keep it where the system can; elsewhere it is removed the next time.
      if (hasOld) await rm(old, { recursive: true, force: true }).catch(() => undefined);
      return place;
    } catch (error) {
      throw toFileError(error, place, operation);
    }
  }

  /** Removes what was not finished. */
  async discard(): Promise<void> {
    await rm(this.folder, { recursive: true, force: true, maxRetries: 5 }).catch(() => undefined);
  }
}

async function removeLeft(root: string): Promise<void> {
  for (const name of await readdir(root)) {
    const pid = /^unfinished-(\d{1,10})-/.exec(name)?.[1];
    if (pid !== undefined && !isRunning(Number(pid))) await rm(join(root, name), { recursive: true, force: true });
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, as another user.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
