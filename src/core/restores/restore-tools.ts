import { execFile } from 'node:child_process';
import { realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import { EtcdeckError } from '../../contract/failure.ts';
import type { RestoreTool } from '../../contract/restores.ts';
import { versionIn } from '../etcdctl/restore-words.ts';
import { programName } from '../files/programs.ts';
import { type ProgramPlaces, programFolders } from '../programs/find-etcd.ts';

const run = promisify(execFile);

/** A program prints its version at once; one that does not is another program. */
const versionMs = 10_000;
/** Longer than what any of them prints. */
const mostPrinted = 64 * 1024;
/** More than any machine has; a PATH of hundreds of folders is not asked to its end. */
const mostTools = 8;

const programs = ['etcdutl', 'etcdctl'] as const;

/**
 * Finds the programs on this machine that restore snapshots, the first choice in front: beside the etcd of the settings,
 * then on PATH, then what etcdeck got; etcdutl before etcdctl, which restores before 3.6 only.
 */
export async function findTools(places: ProgramPlaces): Promise<readonly RestoreTool[]> {
  return await toolsIn(await programFolders(places));
}

/** Finds the programs in folders that restore snapshots, the first choice in front. */
export async function toolsIn(folders: readonly string[]): Promise<readonly RestoreTool[]> {
  const files = [...new Set(folders)].flatMap((folder) => programs.map((name) => join(folder, programName(name))));
  const found: RestoreTool[] = [];
  // One program may be there by several paths: /bin is a link to /usr/bin on most machines.
  const asked = new Set<string>();
  for (const file of files) {
    if (found.length === mostTools) break;
    const real = await realpath(file).catch(() => file);
    // By its name it may be another program: one file may be both.
    const identity = `${basename(file)} ${real}`;
    if (asked.has(identity)) continue;
    asked.add(identity);
    const tool = await askTool(file);
    if (tool !== null && canRestore(tool)) found.push(tool);
  }
  return found;
}

/**
 * Returns a program that the operator chose: by an absolute path to a file that is called etcdutl or etcdctl. Fails with
 * `ToolMissing`.
 */
export async function requireTool(file: string): Promise<RestoreTool> {
  const tool = isAbsolute(file) ? await askTool(file) : null;
  if (tool === null) throw toolMissing(`${file} is no etcdutl or etcdctl that runs here`, 'etcdutl');
  if (canRestore(tool)) return tool;
  throw toolMissing(`${file} is etcdctl ${tool.version}, which restores no snapshots: etcdutl does`, 'etcdutl');
}

/** Names a program that is not on this machine. */
export const toolMissing = (message: string, program: string): EtcdeckError =>
  new EtcdeckError({ code: 'ToolMissing', message, detail: { program } });

/** Returns the environment of a program, without the variables that are flags to it. */
export const withoutEtcdctlVariables = (): NodeJS.ProcessEnv => ({
  ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(?:ETCDCTL|ETCDUTL|ETCD)_/.test(name))),
  // The default from 3.4 on.
  ETCDCTL_API: '3',
});

function canRestore({ program, version }: RestoreTool): boolean {
  const minor = versionIn(version)?.minor ?? null;
  return program === 'etcdutl' || (minor !== null && minor < 6);
}

async function askTool(file: string): Promise<RestoreTool | null> {
  const program = programs.find((name) => basename(file) === programName(name));
  if (program === undefined) return null;
  try {
    if (!(await stat(file)).isFile()) return null;
    const limits = { timeout: versionMs, maxBuffer: mostPrinted, env: withoutEtcdctlVariables() };
    const { stdout } = await run(file, ['version'], limits);
    const [, version] = /^etcd(?:utl|ctl) version: ([0-9A-Za-z.+-]{1,64})\s*$/m.exec(stdout) ?? [];
    return version === undefined ? null : { file, program, version };
  } catch {
    // Not there, not executable, or another program.
    return null;
  }
}
