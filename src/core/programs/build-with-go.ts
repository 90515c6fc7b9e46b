import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { EtcdProgram } from '../../contract/programs.ts';
import { firstProgram, foldersOnPath, programName } from '../files/programs.ts';
import { type GetParts, inOwnFolder, installFailed } from './get-release.ts';
import { builtVersion } from './pinned-release.ts';
import { runProgram } from './run-program.ts';

/** The module of each program. A module of our own asks for them: `go install` refuses one that replaces modules, as etcd's do. */
const modules: Readonly<Record<'etcd' | 'etcdctl' | 'etcdutl', string>> = {
  etcd: 'go.etcd.io/etcd/server/v3',
  etcdctl: 'go.etcd.io/etcd/etcdctl/v3',
  etcdutl: 'go.etcd.io/etcd/etcdutl/v3',
};

/** Returns Go's program, where it is on PATH. */
export const goProgram = (): Promise<string | null> => firstProgram(programName('go'), foldersOnPath());

/**
 * Builds etcd with Go from the module proxy into etcdeck's own folder; takes minutes. Go checks each module against the
 * public checksum database. Fails with `InstallFailed` and Go's last words, `DiskFull`, `FileNotWritable` and `Cancelled`, and
 * then leaves nothing there.
 */
export async function buildWithGo(go: string, { settingsFolder, signal, tell }: GetParts): Promise<EtcdProgram> {
  return await inOwnFolder(settingsFolder, builtVersion, async (folder) => {
    const cwd = join(folder, 'module');
    await mkdir(cwd, { mode: 0o700 });
    await writeFile(join(cwd, 'go.mod'), 'module etcdbuild\n\ngo 1.24\n');
    const run = async (...args: readonly string[]): Promise<void> => {
      tell({ kind: 'line', text: `go ${args.join(' ')}` });
      const request = {
        file: go,
        args,
        signal,
        cwd,
        env: process.env,
        operation: 'programs.get',
        failed: installFailed,
      };
      for await (const text of runProgram(request)) tell({ kind: 'line', text });
    };
    tell({ kind: 'step', step: 'build' });
    await run('get', ...Object.values(modules).map((module) => `${module}@v${builtVersion}`));
    for (const [name, module] of Object.entries(modules)) {
      await run('build', '-o', join(folder, programName(name)), module);
    }
    await rm(cwd, { recursive: true });
    tell({ kind: 'step', step: 'try' });
  });
}
