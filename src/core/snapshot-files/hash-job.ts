import { createHash } from 'node:crypto';
import { readSync } from 'node:fs';
import type { StartJob } from '../work/job.ts';
import { openFile, readingFailure } from './whole-file.ts';

const partBytes = 1024 * 1024;
const turnBytes = 16 * partBytes;
/** The hash that `snapshot save` puts behind the database. */
const trailerBytes = 32;

/** The hashes of a file, in hexadecimal. */
export interface FileHashes {
  /** Of the whole file. */
  readonly whole: string;
  /** Of all but the last 32 bytes, and those bytes. `null`: it is shorter. */
  readonly database: string | null;
  readonly trailer: string | null;
}

/** Hashes a file from its beginning to its end; gives the bytes that are done after each turn. */
export const startFileHash: StartJob<{ readonly file: string }, null, number, FileHashes> = ({ file }) => {
  const { fd, bytes, close } = openFile(file);
  const hash = createHash('sha256');
  const buffer = new Uint8Array(partBytes);
  const databaseBytes = bytes - trailerBytes;
  let done = 0;
  let database: string | null = null;
  let trailer = Buffer.alloc(0);
  /** Returns whether there was more. */
  const step = (): boolean => {
    const wanted = done < databaseBytes ? Math.min(partBytes, databaseBytes - done) : bytes - done;
    const read = wanted <= 0 ? 0 : readSync(fd, buffer, 0, Math.min(wanted, partBytes), done);
    if (read === 0) return false;
    const part = buffer.subarray(0, read);
    if (done >= databaseBytes && databaseBytes >= 0) trailer = Buffer.concat([trailer, part]);
    hash.update(part);
    done += read;
    if (done === databaseBytes) database = hash.copy().digest('hex');
    return true;
  };
  return {
    take() {
      try {
        for (const until = done + turnBytes; done < until && step(); );
        return done;
      } catch (error) {
        throw readingFailure(error, file);
      }
    },
    finish() {
      close();
      return { whole: hash.digest('hex'), database, trailer: database === null ? null : trailer.toString('hex') };
    },
  };
};
