import { access } from 'node:fs/promises';
import { join } from 'node:path';

const longestName = 60;

/**
 * Returns a name in `folder` that is free: of the connection's name and the time, as `prod-2026-11-21T08-15-02Z.db`.
 */
export async function suggestFile(folder: string, connectionName: string, at: number): Promise<string> {
  const time = new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  for (let copy = 1; ; copy++) {
    const file = join(folder, `${fileNameOf(connectionName)}-${time}${copy === 1 ? '' : `-${copy}`}.db`);
    if (await isFree(file)) return file;
  }
}

/** Returns a name as every file system takes it: letters and digits of any script, and between them single dashes. */
function fileNameOf(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.join('-').toLowerCase().slice(0, longestName) || 'etcd';
}

async function isFree(file: string): Promise<boolean> {
  return access(file).then(
    () => false,
    () => true,
  );
}
