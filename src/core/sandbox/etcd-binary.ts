import { execFile } from 'node:child_process';
import { access, constants } from 'node:fs/promises';
import { delimiter, isAbsolute, join } from 'node:path';
import { promisify } from 'node:util';
import type { SandboxAvailability } from '../../contract/sandbox.ts';

const run = promisify(execFile);

/**
 * The `etcd` to run sandboxes with: the settings' own, or else the first on PATH, asked for its version. A binary that
 * the settings name is never replaced by another behind the operator's back.
 */
export async function findEtcdBinary(fromSettings: string | null): Promise<SandboxAvailability> {
  if (fromSettings !== null) {
    return isAbsolute(fromSettings)
      ? await askVersion(fromSettings)
      : { available: false, reason: `The settings name ${fromSettings} as etcd; it must be a full path.` };
  }
  const binary = await firstOnPath(process.platform === 'win32' ? 'etcd.exe' : 'etcd');
  if (binary !== null) return await askVersion(binary);
  return {
    available: false,
    reason: 'There is no etcd on PATH. Install it (3.4 or later), or name its path in the settings.',
  };
}

async function firstOnPath(name: string): Promise<string | null> {
  for (const folder of (process.env.PATH ?? '').split(delimiter)) {
    if (!isAbsolute(folder)) continue;
    const path = join(folder, name);
    if (await isExecutable(path)) return path;
  }
  return null;
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}

async function askVersion(binary: string): Promise<SandboxAvailability> {
  try {
    const { stdout } = await run(binary, ['--version'], { timeout: 10_000 });
    const version = /^etcd Version: (\S+)/m.exec(stdout)?.[1];
    if (version !== undefined) return { available: true, binary, version };
    return { available: false, reason: `${binary} does not say an etcd version; it seems to be another program.` };
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    return { available: false, reason: `${binary} cannot be run: ${why.trim()}` };
  }
}
