import { execFile } from 'node:child_process';
import { realpath } from 'node:fs/promises';
import { dirname, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { EtcdProgram } from '../../contract/programs.ts';
import { systemCodeOf } from '../files/file-failure.ts';
import { firstProgram, foldersOnPath, programName } from '../files/programs.ts';
import { systemReason } from '../files/system-reason.ts';
import { ownReleases } from './own-programs.ts';

const run = promisify(execFile);

/** Where etcd's programs are looked for. */
export interface ProgramPlaces {
  /** The `etcd` of the settings, or `null`. */
  readonly etcdBinary: string | null;
  readonly settingsFolder: string;
}

/** What was found: every etcd that runs, in the order of preference, or else why there is none. */
export interface FoundEtcds {
  readonly etcds: readonly EtcdProgram[];
  readonly reason: string;
}

/**
 * Finds the `etcd`s of this machine: the one in the settings; or else the first on PATH, and the newest that etcdeck got. A
 * binary named in the settings is never silently replaced by another.
 */
export async function findEtcds({ etcdBinary, settingsFolder }: ProgramPlaces): Promise<FoundEtcds> {
  if (etcdBinary !== null) {
    if (!isAbsolute(etcdBinary)) {
      return { etcds: [], reason: `${etcdBinary} was chosen as etcd; it must be a full path.` };
    }
    const chosen = await askVersion(etcdBinary);
    return 'version' in chosen
      ? { etcds: [{ binary: etcdBinary, version: chosen.version, place: 'settings' }], reason: '' }
      : { etcds: [], reason: chosen.reason };
  }
  const file = programName('etcd');
  const onPath = await firstProgram(file, foldersOnPath());
  const own = await firstProgram(file, await ownReleases(settingsFolder));
  const etcds: EtcdProgram[] = [];
  let reason = 'There is no etcd on the PATH of the machine that etcdeck runs on. Any from 3.4 on will do.';
  for (const [binary, place] of [[onPath, 'path'] as const, [own, 'own'] as const]) {
    if (binary === null) continue;
    const asked = await askVersion(binary);
    if ('version' in asked) etcds.push({ binary, version: asked.version, place });
    else reason = asked.reason;
  }
  return { etcds, reason };
}

/** More than any machine has; a PATH of hundreds of folders is not asked to its end. */
const mostEtcds = 16;

/** Finds every `etcd` of this machine that runs: the one in the settings, those on PATH, and those that etcdeck got. */
export async function everyEtcd({ etcdBinary, settingsFolder }: ProgramPlaces): Promise<readonly EtcdProgram[]> {
  const file = programName('etcd');
  const own = await ownReleases(settingsFolder);
  const places: readonly (readonly [string | null, EtcdProgram['place']])[] = [
    [etcdBinary !== null && isAbsolute(etcdBinary) ? etcdBinary : null, 'settings'],
    ...foldersOnPath().map((folder) => [join(folder, file), 'path'] as const),
    ...own.map((folder) => [join(folder, file), 'own'] as const),
  ];
  const found: EtcdProgram[] = [];
  // One program may be there by several paths: /bin is a link to /usr/bin on most machines.
  const known = new Set<string>();
  for (const [binary, place] of places) {
    const real = binary === null ? null : await realpath(binary).catch(() => null);
    if (binary === null || real === null || known.has(real)) continue;
    known.add(real);
    const asked = await askVersion(binary);
    if ('version' in asked) found.push({ binary, version: asked.version, place });
    if (found.length === mostEtcds) break;
  }
  return found;
}

/** Returns the folders in which etcd's tools are looked for, in the order of preference. */
export async function programFolders({ etcdBinary, settingsFolder }: ProgramPlaces): Promise<readonly string[]> {
  const beside = etcdBinary === null || !isAbsolute(etcdBinary) ? [] : [dirname(etcdBinary)];
  return [...beside, ...foldersOnPath(), ...(await ownReleases(settingsFolder))];
}

/** Returns the `etcd` of a folder, or why there is none that runs. */
export async function etcdIn(folder: string): Promise<FoundEtcds> {
  return await findEtcds({ etcdBinary: join(folder, programName('etcd')), settingsFolder: folder });
}

function whyNot(error: unknown): string {
  const system = systemCodeOf(error);
  if (system === 'ENOENT') return 'there is no such program';
  if (system !== null) return systemReason(system);
  return (error instanceof Error ? error.message : String(error)).trim();
}

async function askVersion(binary: string): Promise<{ readonly version: string } | { readonly reason: string }> {
  try {
    const { stdout } = await run(binary, ['--version'], { timeout: 10_000, maxBuffer: 64 * 1024 });
    const version = /^etcd Version: ([0-9A-Za-z.+-]{1,64})\s*$/m.exec(stdout)?.[1];
    if (version !== undefined) return { version };
    return { reason: `${binary} does not say an etcd version; it seems to be another program.` };
  } catch (error) {
    return { reason: `${binary} cannot be run: ${whyNot(error)}` };
  }
}
