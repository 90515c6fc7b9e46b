import { type FileHandle, open } from 'node:fs/promises';
import { readOnly } from '../files/small-file.ts';
import { readingFailure } from './whole-file.ts';

const endBytes = 32;

/**
 * Returns what distinguishes a state of a file from a later one at the same path, without reading all of it: its length,
 * times, number and last bytes. Fails with `FileNotFound` and `FileNotReadable`.
 */
export async function fingerprintOf(file: string): Promise<string> {
  try {
    const handle = await open(file, readOnly);
    try {
      return await fingerprintOfOpen(handle);
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw readingFailure(error, file);
  }
}

/** As `fingerprintOf`, of an open file. */
export async function fingerprintOfOpen(handle: FileHandle): Promise<string> {
  const { size, mtimeNs, ctimeNs, ino } = await handle.stat({ bigint: true });
  const from = Math.max(0, Number(size) - endBytes);
  const { buffer, bytesRead } = await handle.read(Buffer.alloc(endBytes), 0, endBytes, from);
  return [size, mtimeNs, ctimeNs, ino, buffer.toString('hex', 0, bytesRead)].join('-');
}
