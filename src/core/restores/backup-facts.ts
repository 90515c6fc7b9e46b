import { basename } from 'node:path';
import { backupNameOf } from '../files/backup-name.ts';
import { backupChainOf, notReadHere } from '../snapshot-files/backups/backup-chain.ts';

/** The increments of etcd-backup-restore that follow a full snapshot. */
export interface LaterIncrements {
  readonly count: number;
  /** The last revision that they reach without a gap. */
  readonly until: number;
}

const unpackers = { gzip: 'gunzip', zlib: 'zlib-flate -uncompress', lzw: 'uncompress' } as const;

/**
 * Returns the increments that a restore of a file leaves out, by the names in its folder; `null` where there are none.
 * Fails with `SnapshotInvalid` for what etcd's tool takes for no snapshot: an increment, and a file that is packed.
 */
export async function laterIncrements(file: string): Promise<LaterIncrements | null> {
  const name = backupNameOf(file);
  if (name === null) return null;
  if (name.kind === 'increment') {
    const full = (await backupChainOf(file))?.full.file;
    const which = full === undefined ? 'the Full-… file before it' : basename(full);
    throw notReadHere(
      file,
      `it is an increment of etcd-backup-restore: restore ${which}, or join the backup into one snapshot first`,
    );
  }
  if (name.packing !== 'none') {
    throw notReadHere(
      file,
      `it is packed, and a restore takes it unpacked: ${unpackers[name.packing]} makes that of it, and so does joining it with its increments`,
    );
  }
  const chain = await backupChainOf(file);
  const last = chain?.increments.at(-1);
  return chain === null || last === undefined ? null : { count: chain.increments.length, until: last.name.to };
}
