import { stat } from 'node:fs/promises';
import { EtcdeckError } from '../../../contract/failure.ts';
import { textOf } from '../../bytes/bytes.ts';
import { readSmallFile } from '../../files/small-file.ts';
import type { ProtoFile } from '../proto/load-proto.ts';
import { protoInvalid } from '../proto/proto-invalid.ts';

/** The largest files that people write have some hundred KiB. */
const mostBytes = 2 ** 20;
const mostBytesInAll = 4 * 2 ** 20;

/** Reads `.proto` files by their absolute paths. Fails with `FileNotFound`, `FileNotReadable`, `ProtoInvalid`. */
export async function readProtoFiles(files: readonly string[]): Promise<readonly ProtoFile[]> {
  const read: ProtoFile[] = [];
  let bytes = 0;
  for (const file of files) {
    // What cannot be read is quoted in the failure: of any other file that would be its content.
    if (!file.endsWith('.proto')) throw protoInvalid(file, null, 'its name does not end with .proto');
    const content = await readSmallFile(file, { bytes: mostBytes, purpose: 'a .proto file' });
    bytes += content.length;
    if (bytes > mostBytesInAll)
      throw protoInvalid(file, null, `the files have more than ${mostBytesInAll} bytes in all`);
    const text = textOf(content);
    if (text === null) throw protoInvalid(file, null, 'it is no text in UTF-8');
    read.push({ file, text });
  }
  return read;
}

/** Returns a text that changes when one of the files does. */
export async function stampOf(files: readonly string[]): Promise<string> {
  const stamps = files.map(async (file) => {
    try {
      const { size, mtimeMs, ino } = await stat(file);
      return `${size} ${mtimeMs} ${ino}`;
    } catch {
      return 'gone';
    }
  });
  return (await Promise.all(stamps)).join('\n');
}

/** Returns a failure to use a decoder; errors of other kinds are bugs, and thrown on. */
export function failureIn(error: unknown): EtcdeckError {
  if (error instanceof EtcdeckError) return error;
  throw error;
}
