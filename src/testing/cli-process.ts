import { type ChildProcessByStdio, spawn, spawnSync } from 'node:child_process';
import { writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { bundleForNode } from './bundle.ts';
import { orphanGuard } from './orphan-guard.ts';
import { testWorkerFile } from './ports.ts';

/** The result of a command line. */
export interface CliResult {
  readonly exitCode: number | null;
  readonly stdout: string;
  readonly stdoutBytes: Buffer;
  readonly stderr: string;
}

export interface CliProcess {
  readonly child: ChildProcessByStdio<Writable, Readable, Readable>;
  readonly ended: Promise<CliResult>;
}

export interface Cli {
  readonly script: string;
  /** Runs a command line to its end, with empty stdin unless given. */
  run(args: readonly string[], options?: CliOptions): Promise<CliResult>;
  /** Starts a command line that the test observes while it runs. */
  start(args: readonly string[], options?: CliOptions): CliProcess;
  /** Starts it on a terminal, which gets all its output; what is written to stdin is typed there. */
  startOnTerminal(args: readonly string[], options?: CliOptions): CliProcess;
  /** Starts it from a shell on a terminal that prints `heard` for each typed line, and ends with the line `end`. */
  startBehindShell(args: readonly string[], options?: CliOptions): CliProcess;
}

/** Whether this machine can provide terminals, with `script` of util-linux. */
export const hasTerminals =
  spawnSync('script', ['--version'], { encoding: 'utf8' }).stdout?.includes('util-linux') ?? false;

export interface CliOptions {
  readonly input?: string | Uint8Array;
  readonly env?: Readonly<Record<string, string>>;
  readonly cwd?: string;
}

/**
 * Builds the command line from its source. It gets its own settings and none of the caller's `ETCDCTL_*`. With `hasWorker`
 * the script of its worker threads is beside it, as in the app's build.
 */
export async function buildCli(
  configFolder: string,
  { hasWorker = false }: { readonly hasWorker?: boolean } = {},
): Promise<Cli> {
  const script = await bundleForNode(resolve(import.meta.dirname, '../cli/index.ts'));
  if (hasWorker) {
    const worker = pathToFileURL(await testWorkerFile());
    await writeFile(join(dirname(script), 'worker.cjs'), `import(${JSON.stringify(worker.href)});\n`);
  }
  const inherited = Object.entries(process.env).filter(([name]) => !/^(ETCDCTL_|ETCDECK_|NODE_OPTIONS$)/.test(name));
  const start = (args: readonly string[], options: CliOptions = {}): CliProcess =>
    spawned([process.execPath, script, ...args], options);
  const spawned = ([command = '', ...args]: readonly string[], options: CliOptions): CliProcess => {
    const child = spawn(command, args, {
      stdio: ['pipe', 'pipe', 'pipe'],
      env: { ...Object.fromEntries(inherited), ETCDECK_CONFIG_DIR: configFolder, ...options.env },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    const { pid } = child;
    if (pid !== undefined) orphanGuard.process(pid);
    const out: Buffer[] = [];
    const err: Buffer[] = [];
    child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
    child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
    // A command that does not read its input has closed stdin.
    child.stdin.on('error', () => undefined);
    if (options.input !== undefined) child.stdin.end(options.input);
    return {
      child,
      ended: new Promise((settle, reject) => {
        child.once('error', reject);
        child.once('close', (exitCode) => {
          if (pid !== undefined) orphanGuard.processGone(pid);
          const stdoutBytes = Buffer.concat(out);
          const stderr = Buffer.concat(err).toString('utf8');
          settle({ exitCode, stdout: stdoutBytes.toString('utf8'), stdoutBytes, stderr });
        });
      }),
    };
  };
  const lineOf = (args: readonly string[]): string =>
    [process.execPath, script, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ');
  const onTerminal = (command: string, options: CliOptions): CliProcess =>
    spawned(['script', '--quiet', '--return', '--flush', '--command', command, '/dev/null'], options);
  const hears = 'while read -r typed && [ "$typed" != end ]; do echo "heard $typed"; done';
  return {
    script,
    start,
    startOnTerminal: (args, options = {}) => onTerminal(`exec ${lineOf(args)}`, options),
    startBehindShell: (args, options = {}) => onTerminal(`set -m; ${lineOf(args)} & ${hears}; kill %1; wait`, options),
    run: (args, options) => start(args, { input: '', ...options }).ended,
  };
}
