import { readdir } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { EtcdeckError } from '../../../contract/failure.ts';
import { type BackupFile, type BackupName, backupNameOf } from '../../files/backup-name.ts';
import { readingFailure } from '../whole-file.ts';

/** A full snapshot of etcd-backup-restore and the increments that follow it. */
export interface BackupChain {
  readonly full: BackupFile;
  /** Each begins where the one before it ends. */
  readonly increments: readonly BackupFile[];
  /** Why later increments of the same folder do not follow; `null`: there are none. */
  readonly gap: string | null;
}

const mostIncrements = 10_000;

/**
 * Returns the chain of files that a file of etcd-backup-restore belongs to, by the names in its folder; `null` where the
 * file is none of these, or a full one that is read as any snapshot. An increment leads to the full snapshot before it.
 * Fails with `SnapshotInvalid` where that is not there, or is packed with LZW, and with `FileNotReadable`.
 */
export async function backupChainOf(file: string): Promise<BackupChain | null> {
  const name = backupNameOf(file);
  if (name === null) return null;
  const files = await backupsIn(dirname(file), file);
  const full = name.kind === 'full' ? { file, name } : fullBefore(name, files);
  if (full === null) {
    const reason = `it is an increment of etcd-backup-restore, and needs the Full-… file before revision ${name.from} in its folder`;
    throw notReadHere(file, reason);
  }
  if (full.name.packing === 'lzw') {
    throw notReadHere(full.file, 'it is packed with LZW (.Z), which is not read here: unpack it first');
  }
  const { increments, gap } = following(full, files);
  return increments.length === 0 && gap === null && full.name.packing === 'none' ? null : { full, increments, gap };
}

/** Returns the failure of a file that is not read as it is. */
export function notReadHere(file: string, reason: string, cause?: unknown): EtcdeckError {
  const message = `${file} cannot be read as a snapshot: ${reason}`;
  return new EtcdeckError({ code: 'SnapshotInvalid', message, detail: { file, reason } }, { cause });
}

async function backupsIn(folder: string, file: string): Promise<readonly BackupFile[]> {
  try {
    const names = await readdir(folder);
    return names.flatMap((one) => {
      const name = backupNameOf(one);
      return name === null ? [] : [{ file: join(folder, one), name }];
    });
  } catch (error) {
    throw readingFailure(error, file);
  }
}

function fullBefore({ from }: BackupName, files: readonly BackupFile[]): BackupFile | null {
  const before = files.filter(({ name }) => name.kind === 'full' && name.to < from);
  return before.toSorted((a, b) => b.name.to - a.name.to || b.name.at - a.name.at)[0] ?? null;
}

/** Of increments that begin at one revision, as after a crash, the longest comes first. */
function following(full: BackupFile, files: readonly BackupFile[]): Omit<BackupChain, 'full'> {
  const later = files
    .filter(({ name }) => name.kind === 'increment' && name.to > full.name.to)
    .toSorted((a, b) => a.name.from - b.name.from || b.name.to - a.name.to);
  const increments: BackupFile[] = [];
  let reached = full.name.to;
  for (const one of later) {
    if (one.name.to <= reached) continue;
    if (one.name.from > reached + 1) {
      // Increments after a newer full snapshot are that one's.
      const isOfAnother = files.some(
        ({ name }) => name.kind === 'full' && name.to >= reached && name.to < one.name.from && name.at > full.name.at,
      );
      const missing = `revisions ${reached + 1} to ${one.name.from - 1} are missing before ${basename(one.file)}`;
      return { increments, gap: isOfAnother ? null : `${missing}: the history ends before them` };
    }
    if (increments.length === mostIncrements) {
      return { increments, gap: `more than ${mostIncrements} increments follow: the history ends after these` };
    }
    increments.push(one);
    reached = one.name.to;
  }
  return { increments, gap: null };
}
