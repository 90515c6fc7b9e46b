import { basename } from 'node:path';

/** How a file of etcd-backup-restore is packed. */
export type BackupPacking = 'none' | 'gzip' | 'zlib' | 'lzw';

/** What the name of a file of etcd-backup-restore says. */
export interface BackupName {
  /** A whole snapshot, or the events since the file before it. */
  readonly kind: 'full' | 'increment';
  /** The first and the last revision. A full one may hold some revisions more. */
  readonly from: number;
  readonly to: number;
  /** When it was made, in milliseconds since 1970, to the second. */
  readonly at: number;
  readonly packing: BackupPacking;
}

/** A file of etcd-backup-restore. */
export interface BackupFile {
  readonly file: string;
  readonly name: BackupName;
}

const form = /^(Full|Incr)-(\d{8,16})-(\d{8,16})-(\d{1,12})(\.gz|\.zlib|\.Z)?(?:\.final)?$/;

const packings: ReadonlyMap<string | undefined, BackupPacking> = new Map([
  ['.gz', 'gzip'],
  ['.zlib', 'zlib'],
  ['.Z', 'lzw'],
]);

/** Returns what a file's name says where it is one that etcd-backup-restore gives; else `null`. */
export function backupNameOf(file: string): BackupName | null {
  const parts = form.exec(basename(file));
  if (parts === null) return null;
  const [, kind, from, to, at, suffix] = parts;
  const name: BackupName = {
    kind: kind === 'Full' ? 'full' : 'increment',
    from: Number(from),
    to: Number(to),
    at: Number(at) * 1000,
    packing: packings.get(suffix) ?? 'none',
  };
  return name.from <= name.to && Number.isSafeInteger(name.to) ? name : null;
}
