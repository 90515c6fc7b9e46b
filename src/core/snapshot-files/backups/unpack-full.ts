import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { dirname } from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip, createInflate } from 'node:zlib';
import { EtcdeckError } from '../../../contract/failure.ts';
import { cancelled } from '../../etcd/failures.ts';
import type { BackupFile } from '../../files/backup-name.ts';
import { systemCodeOf } from '../../files/file-failure.ts';
import { requireFreeSpace } from '../../files/free-space.ts';
import { readingFailure } from '../whole-file.ts';
import { notReadHere } from './backup-chain.ts';

/** Twice what etcd's documentation suggests as the largest quota. */
const mostBytes = 16 * 1024 ** 3;
/** The room that unpacking leaves on the disk, looked at as often as this many bytes came. */
const spareBytes = 1024 ** 3;
const lookEvery = 64 * 1024 * 1024;

/**
 * Unpacks a full snapshot into a new file; returns the SHA-256 of the packed one. Fails with `SnapshotInvalid` where it is
 * damaged or too large, `DiskFull`, `FileNotReadable` and `Cancelled`.
 */
export async function unpackFull(
  { file, name }: BackupFile,
  into: string,
  { signal }: { readonly signal: AbortSignal },
): Promise<string> {
  const hash = createHash('sha256');
  const hashed = new Transform({
    transform(part: Uint8Array, _, done) {
      hash.update(part);
      done(null, part);
    },
  });
  try {
    const unpacker = name.packing === 'gzip' ? createGunzip() : createInflate();
    const output = createWriteStream(into, { flags: 'wx', mode: 0o600 });
    await pipeline(createReadStream(file), hashed, unpacker, bounded(file, into), output, { signal });
    return hash.digest('hex');
  } catch (error) {
    if (signal.aborted) throw cancelled('open');
    if (error instanceof EtcdeckError) throw error;
    throw systemCodeOf(error) === null
      ? notReadHere(file, 'it cannot be unpacked', error)
      : readingFailure(error, file);
  }
}

function bounded(file: string, into: string): Transform {
  let bytes = 0;
  let looked = Number.NEGATIVE_INFINITY;
  const look = async (length: number): Promise<void> => {
    bytes += length;
    if (bytes > mostBytes) throw notReadHere(file, `it unpacks to more than ${mostBytes} bytes`);
    if (bytes - looked < lookEvery) return;
    looked = bytes;
    await requireFreeSpace(dirname(into), spareBytes, { file, operation: 'open' });
  };
  return new Transform({
    transform(part: Uint8Array, _, done) {
      look(part.length).then(() => done(null, part), done);
    },
  });
}
