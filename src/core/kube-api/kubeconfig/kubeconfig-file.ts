import { access, mkdir, realpath, unlink } from 'node:fs/promises';
import { homedir } from 'node:os';
import { dirname, join } from 'node:path';
import { lock } from 'proper-lockfile';
import { EtcdeckError } from '../../../contract/failure.ts';
import { toFileError } from '../../files/file-failure.ts';
import { PartialFile } from '../../files/partial-file.ts';
import { readSmallFile } from '../../files/small-file.ts';
import { removeForsaken, withoutForsaken } from './forsaken.ts';
import {
  currentContext,
  type KubeAccess,
  kubeconfigText,
  ownLine,
  withAccess,
  withoutAccess,
} from './kubeconfig-text.ts';

/** Where the access to a server is written. */
export type KubeconfigPlace =
  /** A file of its own; `null`: in the settings folder. */
  | { readonly kind: 'own'; readonly file: string | null }
  /** A kubeconfig of the user's; `isCurrent`: also as its current context. */
  | { readonly kind: 'merged'; readonly file: string; readonly isCurrent: boolean };

/** An access that was written. */
export interface WrittenKubeconfig {
  readonly file: string;
  /** Takes it away again: the file, or what was added to it. */
  remove(): Promise<void>;
}

const most = { bytes: 4 * 2 ** 20, purpose: 'a kubeconfig' };
const operation = 'kube-api';
const ownFolder = 'kube-api';

/** Writes a server's own kubeconfig into the settings folder, and removes those of servers that were killed; as `writeOwn`. */
export async function writeIntoSettings(
  settingsFolder: string,
  port: number,
  access: KubeAccess,
): Promise<WrittenKubeconfig> {
  const folder = join(settingsFolder, ownFolder);
  await makeFolder(folder);
  await removeForsaken(folder);
  return await writeOwn(join(folder, `${port}.kubeconfig`), access);
}

/**
 * Writes a kubeconfig of its own, which only its owner can read. Replaces one that etcdeck wrote; fails with `FileExists`
 * for any other file, and with `FileNotWritable`, also where its folder does not exist, and `DiskFull`.
 */
export async function writeOwn(file: string, access: KubeAccess): Promise<WrittenKubeconfig> {
  const text = kubeconfigText(access);
  const before = await textIn(file);
  await write(file, text, before?.startsWith(ownLine) ? 'replaces' : 'creates');
  return {
    file,
    async remove() {
      if ((await textIn(file)) === text) await unlink(file);
    },
  };
}

/**
 * Writes the access into a user's kubeconfig, under the lock that kubectl takes as well, and takes away those of servers
 * that were killed. Fails with `FileNotReadable` where it is none, `SettingsLocked`, `FileNotWritable`, also where its
 * folder does not exist and is not `~/.kube`, and `DiskFull`; then nothing was written.
 */
export async function merge(file: string, access: KubeAccess, isCurrent: boolean): Promise<WrittenKubeconfig> {
  // A link is kept, and what it leads to is written.
  const target = await realpath(file).catch(() => file);
  const previous = await underLock(target, async () => {
    const before = await withoutForsaken(target, (await textIn(target)) ?? '');
    await write(target, withAccess(target, before, access, isCurrent), 'replaces');
    return isCurrent ? currentContext(target, before) : null;
  });
  return {
    file,
    remove: () =>
      underLock(target, async () => {
        const text = await textIn(target);
        if (text === null) return;
        const without = withoutAccess(target, text, access, previous);
        if (without !== text) await write(target, without, 'replaces');
      }),
  };
}

/** Makes a folder for its owner alone; where that fails, writing into it says why. */
async function makeFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 }).catch(() => undefined);
}

async function textIn(file: string): Promise<string | null> {
  try {
    return (await readSmallFile(file, most)).toString();
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'FileNotFound') return null;
    throw error;
  }
}

async function write(file: string, text: string, how: 'creates' | 'replaces'): Promise<void> {
  const partial = how === 'creates' ? PartialFile.create(file, operation) : PartialFile.replacing(file, operation);
  const opened = await partial;
  try {
    await opened.append(Buffer.from(text));
    await opened.finish();
  } catch (error) {
    await opened.discard();
    throw error;
  }
}

/** How long to wait for another program: four seconds in all. */
const retries = { retries: 28, factor: 1.2, minTimeout: 10, maxTimeout: 250, randomize: true };

/** kubectl's own lock is a file of the name that this lock's folder has, so that each keeps the other out. */
async function underLock<T>(file: string, work: () => Promise<T>): Promise<T> {
  const folder = dirname(file);
  // kubectl makes it as well, once it has something to write.
  if (folder === join(homedir(), '.kube')) await makeFolder(folder);
  // Without it, the lock is waited for in vain.
  await access(folder).catch((cause: unknown) => {
    throw toFileError(cause, file, operation);
  });
  const release = await lock(file, { realpath: false, stale: 10_000, retries, onCompromised: () => undefined }).catch(
    (cause: unknown) => {
      if (!(cause instanceof Error && 'code' in cause && cause.code === 'ELOCKED'))
        throw toFileError(cause, file, operation);
      const message = `another program holds ${file}`;
      throw new EtcdeckError({ code: 'SettingsLocked', message, retry: true, detail: { file } }, { cause });
    },
  );
  try {
    return await work();
  } finally {
    // A lock that was taken over meanwhile is another's to release.
    await release().catch(() => undefined);
  }
}
