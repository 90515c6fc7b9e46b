import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { link, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemCodeOf } from '../files/file-failure.ts';
import { diskFiles, type JournalKeeping } from './journal-files.ts';

const keyBytes = 32;

const folderIn = (settingsFolder: string): string => join(settingsFolder, 'command-line');
const keyIn = (settingsFolder: string): string => join(folderIn(settingsFolder), 'key');

/** Whether the command line has kept a journal in a settings folder. */
export const hasCommandLineJournal = (settingsFolder: string): boolean => existsSync(keyIn(settingsFolder));

/**
 * Returns the journal of the command line: names of keys and what was done to them, without values and their digests.
 * Its key stands beside it and keeps no secret: it only tells damaged records. `null` where there is no such journal
 * and none is to be begun. Fails where the folder cannot be written.
 */
export async function openCommandLine(settingsFolder: string, mayBegin: boolean): Promise<JournalKeeping | null> {
  const key = (await readKey(settingsFolder)) ?? (mayBegin ? await beginKey(settingsFolder) : null);
  if (key === null) return null;
  const files = diskFiles(join(folderIn(settingsFolder), 'journal'), { isShared: true });
  return { files, key, isKept: true, keepsValues: false };
}

async function readKey(settingsFolder: string): Promise<Uint8Array | null> {
  try {
    const key = await readFile(keyIn(settingsFolder));
    return key.length === keyBytes ? new Uint8Array(key) : null;
  } catch (error) {
    if (systemCodeOf(error) === 'ENOENT') return null;
    throw error;
  }
}

/** Several commands may begin at once: the first key counts. */
async function beginKey(settingsFolder: string): Promise<Uint8Array | null> {
  await mkdir(folderIn(settingsFolder), { recursive: true, mode: 0o700 });
  const passing = `${keyIn(settingsFolder)}.${randomBytes(6).toString('hex')}`;
  try {
    await writeFile(passing, randomBytes(keyBytes), { mode: 0o600, flag: 'wx' });
    await link(passing, keyIn(settingsFolder)).catch((error: unknown) => {
      if (systemCodeOf(error) !== 'EEXIST') throw error;
    });
  } finally {
    await rm(passing, { force: true });
  }
  return await readKey(settingsFolder);
}
