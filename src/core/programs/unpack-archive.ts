import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { EtcdeckError } from '../../contract/failure.ts';
import { UnpackedPrograms } from './unpacked-programs.ts';

/**
 * Unpacks etcd's programs from a release's archive, a tar with gzip or a zip by its first bytes, into a folder. Fails with
 * `ArchiveInvalid`, `DiskFull`, `FileNotWritable` and `Cancelled`; then some of them may be in the folder.
 */
export async function unpackRelease(
  { file, folder, address }: { readonly file: string; readonly folder: string; readonly address: string },
  signal: AbortSignal,
): Promise<void> {
  const programs = new UnpackedPrograms(folder, address);
  try {
    const kind = await kindOf(file);
    if (kind === null) throw programs.invalid('it is neither a tar with gzip nor a zip');
    await (kind === 'tar' ? unpackTar : unpackZip)(file, programs, signal);
    programs.end();
  } catch (error) {
    if (signal.aborted) {
      throw new EtcdeckError({ code: 'Cancelled', message: 'the unpacking was stopped', operation: 'programs.get' });
    }
    if (error instanceof EtcdeckError) throw error;
    throw programs.invalid(error instanceof Error ? error.message : String(error), error);
  }
}

async function kindOf(file: string): Promise<'tar' | 'zip' | null> {
  const handle = await open(file, 'r');
  try {
    const { buffer } = await handle.read(Buffer.alloc(4), 0, 4, 0);
    if (buffer.readUInt16BE(0) === 0x1f8b) return 'tar';
    return buffer.readUInt32BE(0) === 0x504b0304 ? 'zip' : null;
  } finally {
    await handle.close();
  }
}

async function unpackTar(file: string, programs: UnpackedPrograms, signal: AbortSignal): Promise<void> {
  const { Parser } = await import('tar');
  let failure: unknown = null;
  /** The programs that are written: one may still be, when the parser is at the next. */
  const works: Promise<void>[] = [];
  /** Gives the last of them up: its parser tells it nothing of its own end. */
  let giveUp = (_: Error): unknown => undefined;
  const parser = new Parser({
    strict: true,
    onReadEntry(entry) {
      try {
        const { path, type, size: bytes } = entry;
        const name = programs.nameOf({ path, isFile: type === 'File' || type === 'OldFile', bytes });
        if (name !== null) {
          const work = programs.take(name, bytes, async () => entry);
          work.catch((error: unknown) => {
            failure ??= error;
            entry.resume();
          });
          works.push(work);
          giveUp = (error) => entry.destroy(error);
          return;
        }
      } catch (error) {
        failure ??= error;
      }
      entry.resume();
    },
  });
  const ended = new Promise<void>((resolve, reject) => {
    parser.on('end', () => resolve());
    parser.on('error', reject);
  });
  // Looked at below.
  ended.catch(() => undefined);
  try {
    for await (const chunk of createReadStream(file, { signal })) {
      if (!parser.write(chunk)) await Promise.race([drained(parser), ended]);
      if (failure !== null) throw failure;
    }
    parser.end();
    await ended;
    await Promise.all(works);
  } catch (error) {
    giveUp(error instanceof Error ? error : new Error(String(error)));
    await Promise.allSettled(works);
    throw failure ?? error;
  }
  if (failure !== null) throw failure;
}

const drained = (parser: { once(event: 'drain', listener: () => void): unknown }): Promise<void> =>
  new Promise((resolve) => parser.once('drain', () => resolve()));

async function unpackZip(file: string, programs: UnpackedPrograms, signal: AbortSignal): Promise<void> {
  const { openPromise } = await import('yauzl');
  const zip = await openPromise(file, { autoClose: false });
  try {
    for await (const entry of zip.eachEntry()) {
      signal.throwIfAborted();
      const { fileName: path, uncompressedSize: bytes } = entry;
      const name = programs.nameOf({ path, isFile: isPlainFile(entry), bytes });
      if (name !== null) await programs.take(name, bytes, () => zip.openReadStreamPromise(entry));
    }
  } finally {
    zip.close();
  }
}

/** Unix's kinds of files stand in the upper half; a zip of Windows leaves it empty. */
function isPlainFile({
  fileName,
  externalFileAttributes,
}: {
  readonly fileName: string;
  readonly externalFileAttributes: number;
}): boolean {
  const kind = (externalFileAttributes >>> 16) & 0o170000;
  return !fileName.endsWith('/') && (kind === 0 || kind === 0o100000);
}
