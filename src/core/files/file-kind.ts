import { extname } from 'node:path';
import { bundleMark } from '../../contract/bundles.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { FileKeys } from '../../contract/key-source.ts';
import { backupNameOf } from './backup-name.ts';
import { withPlainFile } from './small-file.ts';

/** A database's first page is this long at least, and its header alone has more NULs than letters. */
const headBytes = 4096;

/** What text has to be called that does not say in its first bytes that it is exported keys: reading it says why. */
const bundleEndings: ReadonlySet<string> = new Set(['.json', '.yaml', '.yml']);

/**
 * Returns what a file of keys is to be opened as: a database has a NUL in its first bytes, even one whose first page is
 * damaged, and text has none. Increments of etcd-backup-restore are text, and known by their names. Fails with
 * `FileNotFound`, `FileNotReadable`, and with `SnapshotInvalid` for an empty file and for text that is no exported keys.
 */
export async function readFileKind(file: string): Promise<FileKeys['kind']> {
  return await withPlainFile(file, async ({ handle }) => {
    const buffer = Buffer.alloc(headBytes);
    const { bytesRead } = await handle.read(buffer, 0, headBytes, 0);
    const head = buffer.subarray(0, bytesRead);
    if (head.includes(0) || backupNameOf(file) !== null) return 'snapshot';
    if (head.includes(bundleMark) || bundleEndings.has(extname(file).toLowerCase())) return 'bundle';
    const reason = bytesRead === 0 ? 'it is empty' : 'it is text, and not keys that etcdeck exported';
    const message = `${file} cannot be read as a snapshot: ${reason}`;
    throw new EtcdeckError({ code: 'SnapshotInvalid', message, detail: { file, reason } });
  });
}
