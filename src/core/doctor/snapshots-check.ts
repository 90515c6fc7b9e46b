import { opendir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ClusterId } from '../../contract/ids.ts';
import type { SnapshotsApi } from '../../contract/snapshots.ts';
import { systemCodeOf } from '../files/file-failure.ts';
import { systemReason } from '../files/system-reason.ts';
import type { Clock } from '../ports.ts';
import type { PartFound } from './check-results.ts';
import { noSnapshot, snapshotOld } from './rules/snapshot-age.ts';

/** An empty database has four pages of 4 KiB. */
const leastBytes = 16_384;
const mostFiles = 10_000;

type Newest = { readonly file: string; readonly at: number } | null;

/**
 * Checks the age of the newest snapshot: of those in the catalogue whose file exists, and of those in a folder by the
 * files' times. Fails with `FileNotFound`, `FileNotReadable`, `SettingsDamaged`.
 */
export async function checkSnapshots(
  { clusterId, folder }: { readonly clusterId: ClusterId; readonly folder: string | null },
  { snapshots, clock }: { readonly snapshots: Pick<SnapshotsApi, 'catalogue'>; readonly clock: Clock },
  signal: AbortSignal,
): Promise<PartFound> {
  const known = await snapshots.catalogue({ clusterId }, { signal });
  const saved = known.snapshots.find(({ isThere }) => isThere !== false) ?? null;
  const found = folder === null ? null : await newestSnapshot(folder);
  const newest = saved !== null && saved.at > (found?.at ?? 0) ? { file: saved.file, at: saved.at } : found;
  const input = { folder, newest, now: clock.now() };
  return { findings: [...noSnapshot.find(input), ...snapshotOld.find(input)], failure: null };
}

async function newestSnapshot(folder: string): Promise<Newest> {
  const entries = await opendir(folder).catch((error: unknown) => {
    throw notReadable(error, folder);
  });
  let newest: Newest = null;
  let looked = 0;
  for await (const entry of entries) {
    looked += 1;
    if (looked > mostFiles) break;
    if (!entry.isFile() || !entry.name.endsWith('.db')) continue;
    const found = await stat(join(folder, entry.name)).catch(() => null);
    if (found === null || found.size < leastBytes || found.mtimeMs <= (newest?.at ?? 0)) continue;
    newest = { file: entry.name, at: Math.floor(found.mtimeMs) };
  }
  return newest;
}

function notReadable(error: unknown, folder: string): unknown {
  const system = systemCodeOf(error);
  if (system === null) return error;
  const code = system === 'ENOENT' ? 'FileNotFound' : 'FileNotReadable';
  const message = `${folder} cannot be read: ${systemReason(system)}`;
  return new EtcdeckError({ code, message, detail: { file: folder }, operation: 'doctor.examine' }, { cause: error });
}
