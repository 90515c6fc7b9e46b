import type { Findings } from './findings.ts';
import type { FileHashes } from './hash-job.ts';
import type { DatabaseSize } from './snapshot-scan.ts';

const trailerBytes = 32;

/**
 * Checks a file's length, and the hash at its end. etcd takes a file whose length is a multiple of 512 and 32 more as one
 * that has a hash; a file without one is as long as its database, or longer by whole pages.
 */
export function checkTrailer(
  { bytes, size, hashes }: { readonly bytes: number; readonly size: DatabaseSize; readonly hashes: FileHashes },
  findings: Findings,
): void {
  const database = size.pages * size.pageSize;
  if (bytes < database) {
    findings.add('FileShort', null, `the file has ${bytes} bytes, and its database ${database}: it is cut`);
  }
  if (bytes % 512 === trailerBytes) {
    if (hashes.database !== hashes.trailer) {
      findings.add('TrailerMismatch', null, 'the SHA-256 at the end of the file is not that of what is before it');
    }
    const more = bytes - database - trailerBytes;
    if (more > 0) findings.add('FileLong', null, `there are ${more} bytes between the database and its hash`);
    return;
  }
  const more = bytes - database;
  if (more > 0 && more < trailerBytes) {
    const message = `the SHA-256 at the end of the file is cut: ${more} of its ${trailerBytes} bytes are there`;
    findings.add('TrailerMismatch', null, message);
    return;
  }
  findings.add('NoTrailer', null, 'there is no SHA-256 at the end of the file: the values cannot be verified');
  if (more > 0 && more % size.pageSize !== 0) {
    const message = `there are ${more} bytes behind the database that etcd did not write: it finds no hash at the end`;
    findings.add('FileAppended', null, message);
  }
}
