import { closeSync, fstatSync, openSync, statSync } from 'node:fs';
import { EtcdeckError } from '../../contract/failure.ts';
import { systemCodeOf } from '../files/file-failure.ts';
import { readOnly } from '../files/small-file.ts';
import { systemReason } from '../files/system-reason.ts';

/** A plain file, open for reading. */
export interface OpenFile {
  readonly fd: number;
  readonly bytes: number;
  close(): void;
}

/** Opens a plain file for reading, in a thread: a network folder that hangs would hold up the host. Fails with `FileNotFound` and `FileNotReadable`. */
export function openFile(file: string): OpenFile {
  try {
    // Looked at before it is opened, because opening is enough for some devices to act.
    refuseOdd(file, statSync(file));
    const fd = openSync(file, readOnly);
    const facts = fstatSync(fd);
    if (!facts.isFile()) closeSync(fd);
    refuseOdd(file, facts);
    return { fd, bytes: facts.size, close: () => closeSync(fd) };
  } catch (error) {
    throw readingFailure(error, file);
  }
}

/** Names why a file cannot be read: `FileNotFound`, `FileNotReadable`, `OutOfMemory`. Other errors stay what they are. */
export function readingFailure(error: unknown, file: string): unknown {
  // An array that is too large for memory, whose engine says no more.
  if (error instanceof RangeError && /allocation|array length|array buffer/i.test(error.message)) {
    return new EtcdeckError(
      { code: 'OutOfMemory', message: `there is not enough memory to read ${file}` },
      { cause: error },
    );
  }
  const code = systemCodeOf(error);
  if (code === null) return error;
  if (code === 'ENOENT' || code === 'ENOTDIR') {
    return new EtcdeckError(
      { code: 'FileNotFound', message: `there is no file ${file}`, detail: { file } },
      { cause: error },
    );
  }
  return notReadable(file, systemReason(code), error);
}

function refuseOdd(file: string, facts: { isDirectory(): boolean; isFile(): boolean }): void {
  if (facts.isDirectory()) throw notReadable(file, 'it is a folder');
  if (!facts.isFile()) throw notReadable(file, 'it is not a plain file');
}

function notReadable(file: string, reason: string, cause?: unknown): EtcdeckError {
  const message = `${file} cannot be read: ${reason}`;
  return new EtcdeckError({ code: 'FileNotReadable', message, detail: { file, reason } }, { cause });
}
