import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { buildCli, type CliOptions } from './cli-process.ts';

/** The built command line in a settings folder of its own, without a cluster. */
export type CliHome = Awaited<ReturnType<typeof startCliHome>>;

/** Builds the command line; `close` removes its folder. */
export async function startCliHome() {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-home-'));
  const cli = await buildCli(folder);
  return {
    cli,
    folder,
    /** Runs a command that must fail, with JSON; returns its exit code and failure code. */
    async failure(args: readonly string[], options?: CliOptions) {
      const { exitCode, stdout, stderr } = await cli.run(['-w', 'json', ...args], options);
      expect(stdout).toBe('');
      return { exitCode, code: JSON.parse(stderr).error.code };
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
