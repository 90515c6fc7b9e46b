import { randomBytes } from 'node:crypto';
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Ports } from '../../ports.ts';

const own = /^(\d{1,10})-[0-9a-f]{16}$/;

/**
 * Makes a private folder of the settings folder for what is unpacked of a backup, and removes those of processes that no
 * longer run. Whoever has it removes it.
 */
export async function placeForBackup({ settingsFolder }: Pick<Ports, 'settingsFolder'>): Promise<string> {
  await reapBackups({ settingsFolder });
  const place = join(rootOf(settingsFolder), `${process.pid}-${randomBytes(8).toString('hex')}`);
  await mkdir(place, { recursive: true, mode: 0o700 });
  return place;
}

/** Removes what killed processes left unpacked. */
export async function reapBackups({ settingsFolder }: Pick<Ports, 'settingsFolder'>): Promise<void> {
  const root = rootOf(settingsFolder);
  for (const name of await readdir(root).catch(() => [])) {
    const pid = Number(own.exec(name)?.[1]);
    if (!Number.isNaN(pid) && !isRunning(pid)) await removePlace(join(root, name));
  }
}

/** Removes such a folder. What cannot be removed is removed another time. */
export async function removePlace(place: string): Promise<void> {
  await rm(place, { recursive: true, force: true }).catch(() => undefined);
}

const rootOf = (settingsFolder: string): string => join(settingsFolder, 'opened-backups');

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // It runs, and is another user's.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
