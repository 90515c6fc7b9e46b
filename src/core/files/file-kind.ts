import type { FileKeys } from '../../contract/key-source.ts';
import { withPlainFile } from './small-file.ts';

/** A database's first page is this long at least, and its header alone has more NULs than letters. */
const headBytes = 4096;

/**
 * Returns what a file of keys is to be opened as: a database has a NUL in its first bytes, even one whose first page is
 * damaged, and text has none. Fails with `FileNotFound`, `FileNotReadable`.
 */
export async function readFileKind(file: string): Promise<FileKeys['kind']> {
  return await withPlainFile(file, async ({ handle }) => {
    const head = new Uint8Array(headBytes);
    const { bytesRead } = await handle.read(head, 0, headBytes, 0);
    return head.subarray(0, bytesRead).includes(0) ? 'snapshot' : 'bundle';
  });
}
