import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';

/** Returns a program's file name on this system: `etcd`, or `etcd.exe`. */
export const programName = (name: string): string => (process.platform === 'win32' ? `${name}.exe` : name);

/** Returns the folders on PATH, in order. Relative ones mean another folder in every process, and are left out. */
export const foldersOnPath = (): readonly string[] => (process.env.PATH ?? '').split(delimiter).filter(isAbsolute);

/** Returns the first program of this file name in folders; `null` where none may be run. */
export async function firstProgram(file: string, folders: readonly string[]): Promise<string | null> {
  for (const folder of folders) {
    const path = join(folder, file);
    if (await isExecutable(path)) return path;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
