import { readFile, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { EtcdError } from '../../contract/failure.ts';
import { systemReason } from '../files/system-reason.ts';

/**
 * Reads a plain file of at most `bytes` bytes on this machine, by its absolute path, whole into memory; `purpose` is what
 * a larger one is too large for. Fails with `FileNotFound`, `FileNotReadable`.
 */
export async function readSmallFile(
  file: string,
  most: { readonly bytes: number; readonly purpose: string },
): Promise<Buffer> {
  if (!isAbsolute(file)) throw notReadable(file, 'it is not an absolute path');
  try {
    // Looked at before it is opened: opening a pipe waits for its writer.
    const facts = await stat(file);
    if (!facts.isFile()) throw notReadable(file, facts.isDirectory() ? 'it is a folder' : 'it is not a plain file');
    if (facts.size > most.bytes) throw notReadable(file, `it has ${facts.size} bytes, too many for ${most.purpose}`);
    return await readFile(file);
  } catch (error) {
    if (error instanceof EtcdError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new EtcdError(
        { code: 'FileNotFound', message: `there is no file ${file}`, detail: { file } },
        { cause: error },
      );
    }
    throw notReadable(file, systemReason(code), error);
  }
}

function notReadable(file: string, reason: string, cause?: unknown): EtcdError {
  return new EtcdError(
    { code: 'FileNotReadable', message: `${file} cannot be read: ${reason}`, detail: { file, reason } },
    { cause },
  );
}
