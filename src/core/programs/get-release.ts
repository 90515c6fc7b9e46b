import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { EtcdeckError } from '../../contract/failure.ts';
import type { EtcdNotice, EtcdProgram } from '../../contract/programs.ts';
import { toFileError } from '../files/file-failure.ts';
import { etcdIn } from './find-etcd.ts';
import { downloadRelease } from './http-download.ts';
import { ownProgramsFolder, UnfinishedRelease } from './own-programs.ts';
import type { ReleaseSource } from './release-source.ts';
import { unpackRelease } from './unpack-archive.ts';

const operation = 'programs.get';

/** Where etcd is got into, and who hears of it. */
export interface GetParts {
  readonly settingsFolder: string;
  readonly signal: AbortSignal;
  readonly tell: (notice: EtcdNotice) => void;
}

/**
 * Downloads a release into etcdeck's own folder. Fails with `DownloadFailed`, `DownloadMismatch`, `ArchiveInvalid`,
 * `InstallFailed`, `DiskFull`, `FileNotWritable` and `Cancelled`, and then leaves nothing.
 */
export async function getRelease(
  source: ReleaseSource,
  { settingsFolder, signal, tell }: GetParts,
): Promise<EtcdProgram> {
  return await inOwnFolder(settingsFolder, source.version, async (folder) => {
    const file = join(folder, 'archive');
    tell({ kind: 'step', step: 'download' });
    const onDidReceive = (bytes: number, total: number | null): void => tell({ kind: 'received', bytes, total });
    await downloadRelease({ source, file, signal, onDidReceive });
    tell({ kind: 'step', step: 'unpack' });
    await unpackRelease({ file, folder, address: source.address }, signal);
    await rm(file);
    tell({ kind: 'step', step: 'try' });
  });
}

/**
 * Has a release put together in a folder beside the whole ones, and gives it its place once its etcd has said its version.
 * Whatever fails leaves nothing. Fails with `InstallFailed` where it does not run, or is of another version.
 */
export async function inOwnFolder(
  settingsFolder: string,
  version: string | null,
  fill: (folder: string) => Promise<void>,
): Promise<EtcdProgram> {
  const unfinished = await UnfinishedRelease.begin(settingsFolder);
  try {
    await fill(unfinished.folder);
    const { etcds, reason } = await etcdIn(unfinished.folder);
    const [etcd] = etcds;
    if (etcd === undefined) throw installFailed(`it does not run here: ${reason}`);
    if (version !== null && etcd.version !== version) {
      throw installFailed(`it says it is etcd ${etcd.version}, and ${version} was asked for`);
    }
    const folder = await unfinished.finish(etcd.version);
    return { ...etcd, binary: join(folder, etcd.binary.slice(unfinished.folder.length + 1)), place: 'own' };
  } catch (error) {
    throw toFileError(error, ownProgramsFolder(settingsFolder), operation);
  } finally {
    await unfinished.discard();
  }
}

/** Says that what was got is of no use. */
export const installFailed = (message: string, exitCode: number | null = null): EtcdeckError =>
  new EtcdeckError({
    code: 'InstallFailed',
    message,
    operation,
    ...(exitCode === null ? {} : { detail: { exitCode } }),
  });
