import { execFile } from 'node:child_process';
import { isAbsolute } from 'node:path';
import { promisify } from 'node:util';
import type { SandboxAvailability } from '../../contract/sandbox.ts';
import { systemCodeOf } from '../files/file-failure.ts';
import { firstProgram, foldersOnPath, programName } from '../files/programs.ts';
import { systemReason } from '../files/system-reason.ts';

const run = promisify(execFile);

/**
 * Finds the `etcd` for sandboxes: the one in the settings, or else the first on PATH, and reads its version. A binary
 * named in the settings is never silently replaced by another.
 */
export async function findEtcdBinary(fromSettings: string | null): Promise<SandboxAvailability> {
  if (fromSettings !== null) {
    return isAbsolute(fromSettings)
      ? await askVersion(fromSettings)
      : unavailable(`${fromSettings} was chosen as etcd; it must be a full path.`);
  }
  const binary = await firstProgram(programName('etcd'), foldersOnPath());
  if (binary !== null) return await askVersion(binary);
  const command = await installCommand();
  const reason = 'There is no etcd on the PATH of the machine that etcdeck runs on. Any from 3.4 on will do.';
  return { available: false, reason, install: command };
}

function unavailable(reason: string): SandboxAvailability {
  return { available: false, reason, install: null };
}

/**
 * Returns the command that installs etcd with this machine's package manager; `null` where none is known to have it.
 */
async function installCommand(): Promise<string | null> {
  for (const [manager, command] of installCommands)
    if ((await firstProgram(manager, foldersOnPath())) !== null) return command;
  return null;
}

const installCommands: readonly (readonly [manager: string, command: string])[] = [
  ['apt-get', 'sudo apt-get install etcd-server'],
  ['dnf', 'sudo dnf install etcd'],
  ['brew', 'brew install etcd'],
];

function whyNot(error: unknown): string {
  const system = systemCodeOf(error);
  if (system === 'ENOENT') return 'there is no such program';
  if (system !== null) return systemReason(system);
  return (error instanceof Error ? error.message : String(error)).trim();
}

async function askVersion(binary: string): Promise<SandboxAvailability> {
  try {
    const { stdout } = await run(binary, ['--version'], { timeout: 10_000 });
    const version = /^etcd Version: (\S+)/m.exec(stdout)?.[1];
    if (version !== undefined) return { available: true, binary, version };
    return unavailable(`${binary} does not say an etcd version; it seems to be another program.`);
  } catch (error) {
    return unavailable(`${binary} cannot be run: ${whyNot(error)}`);
  }
}
