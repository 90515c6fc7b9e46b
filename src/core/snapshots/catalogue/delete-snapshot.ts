import { unlink } from 'node:fs/promises';
import { systemCodeOf, toFileError } from '../../files/file-failure.ts';
import { descriptionFileOf, readDescription } from '../../snapshot-files/description.ts';

/**
 * Deletes a snapshot's file, and the description beside it where that is of this file. One that is gone already is no
 * failure. Fails with `FileNotWritable`.
 */
export async function deleteSnapshot(file: string, sha256: string | null): Promise<void> {
  const description = await readDescription(file);
  await remove(file);
  const isOurs = description !== null && (sha256 === null || description.sha256 === sha256);
  if (isOurs) await remove(descriptionFileOf(file));
}

async function remove(file: string): Promise<void> {
  try {
    await unlink(file);
  } catch (error) {
    if (systemCodeOf(error) !== 'ENOENT') throw toFileError(error, file, 'snapshots.forget');
  }
}
