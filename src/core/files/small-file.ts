import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { systemReason } from './system-reason.ts';

/** Opening does not wait for a pipe's writer, nor reading for a device's data. Windows has neither flag. */
const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Read at a time where a file does not say how large it is, as those of /proc do not. */
const partBytes = 64 * 1024;

/**
 * Reads a plain file of at most `bytes` bytes on this machine, by its absolute path, whole into memory; `purpose` is
 * what a larger one is too large for. Fails with `FileNotFound`, `FileNotReadable` (`found` in the detail: `folder`, or
 * `unfit` where nobody could read it here).
 */
export async function readSmallFile(
  file: string,
  most: { readonly bytes: number; readonly purpose: string },
): Promise<Buffer> {
  if (!isAbsolute(file)) throw notReadable(file, 'it is not an absolute path');
  try {
    // Looked at before it is opened, because opening is enough for some devices to act; and again once it is open,
    // because another file may have its name by then.
    refuseOdd(file, await stat(file), most);
    const handle = await open(file, readOnly);
    try {
      const facts = await handle.stat();
      refuseOdd(file, facts, most);
      return await readAll(file, handle, facts.size, most);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (error instanceof EtcdeckError) throw error;
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (code === 'ENOENT' || code === 'ENOTDIR') {
      throw new EtcdeckError(
        { code: 'FileNotFound', message: `there is no file ${file}`, detail: { file } },
        { cause: error },
      );
    }
    throw notReadable(file, systemReason(code), { cause: error });
  }
}

type Most = Parameters<typeof readSmallFile>[1];

function refuseOdd(file: string, facts: Stats, most: Most): void {
  if (facts.isDirectory()) throw notReadable(file, 'it is a folder', { found: 'folder' });
  if (!facts.isFile()) throw notReadable(file, 'it is not a plain file', { found: 'unfit' });
  if (facts.size > most.bytes) throw tooLarge(file, facts.size, most);
}

/** A file may grow while it is read, and say that it is empty and go on for ever. */
async function readAll(file: string, handle: FileHandle, size: number, most: Most): Promise<Buffer> {
  const parts: Buffer[] = [];
  let bytes = 0;
  for (;;) {
    const part = Buffer.allocUnsafe(Math.max(partBytes, size - bytes + 1));
    const { bytesRead } = await handle.read(part, 0, part.length);
    if (bytesRead === 0) return Buffer.concat(parts, bytes);
    bytes += bytesRead;
    if (bytes > most.bytes) throw tooLarge(file, bytes, most);
    parts.push(part.subarray(0, bytesRead));
  }
}

function tooLarge(file: string, bytes: number, { bytes: most, purpose }: Most): EtcdeckError {
  return notReadable(file, `it has ${bytes} bytes, too many for ${purpose}: ${most} are the most`, { found: 'unfit' });
}

function notReadable(
  file: string,
  reason: string,
  { found, cause }: { readonly found?: 'folder' | 'unfit'; readonly cause?: unknown } = {},
): EtcdeckError {
  const detail = { file, reason, ...(found === undefined ? {} : { found }) };
  return new EtcdeckError({ code: 'FileNotReadable', message: `${file} cannot be read: ${reason}`, detail }, { cause });
}
