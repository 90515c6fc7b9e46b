import { constants, type Stats } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import { systemReason } from './system-reason.ts';

/**
 * The flags to open any file for reading: opening does not wait for a pipe's writer, nor reading for a device's data.
 * Windows has no such flag.
 */
export const readOnly = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/** Read at a time where a file does not say how large it is, as those of /proc do not. */
const partBytes = 64 * 1024;

/** A file that is open for reading, and what the system says of it. */
interface PlainFile {
  readonly handle: FileHandle;
  readonly facts: Stats;
}

/**
 * Opens a plain file on this machine by its absolute path, for as long as `read` takes. Fails as `readSmallFile` does.
 */
export async function withPlainFile<T>(
  file: string,
  read: (opened: PlainFile) => Promise<T>,
  refuse: (facts: Stats) => void = () => undefined,
): Promise<T> {
  if (!isAbsolute(file)) throw notReadable(file, 'it is not an absolute path');
  const look = (facts: Stats): void => {
    refuseOdd(file, facts);
    refuse(facts);
  };
  try {
    // Looked at before it is opened, because opening is enough for some devices to act; and again once it is open,
    // because another file may have its name by then.
    look(await stat(file));
    const handle = await open(file, readOnly);
    try {
      const facts = await handle.stat();
      look(facts);
      return await read({ handle, facts });
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

/**
 * Reads a plain file of at most `bytes` bytes on this machine, by its absolute path, whole into memory; `purpose` is
 * what a larger one is too large for. Fails with `FileNotFound`, `FileNotReadable` (`found` in the detail: `folder`, or
 * `unfit` where nobody could read it here).
 */
export async function readSmallFile(
  file: string,
  most: { readonly bytes: number; readonly purpose: string },
): Promise<Buffer> {
  return await withPlainFile(
    file,
    ({ handle, facts }) => readAll(file, handle, facts.size, most),
    ({ size }) => {
      if (size > most.bytes) throw tooLarge(file, size, most);
    },
  );
}

type Most = Parameters<typeof readSmallFile>[1];

function refuseOdd(file: string, facts: Stats): void {
  if (facts.isDirectory()) throw notReadable(file, 'it is a folder', { found: 'folder' });
  if (!facts.isFile()) throw notReadable(file, 'it is not a plain file', { found: 'unfit' });
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
