import { execFile, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { orphanGuard } from '../orphan-guard.ts';

/** What came of a client's run. */
export interface ClientResult {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A program that speaks to a Kubernetes API. */
export interface KubeClient {
  readonly name: string;
  readonly path: string;
}

/** Returns the kubectls to test with: the one on PATH, and the one that was built of its Go module. */
export function kubectls(): readonly KubeClient[] {
  const built = builtClient('kubectl');
  const found = (process.env.PATH ?? '').split(delimiter).map((folder) => join(folder, 'kubectl'));
  const own = found.find(isProgram);
  return [
    ...(own === undefined ? [] : [{ name: 'kubectl of this machine', path: own }]),
    ...(built === null ? [] : [{ name: 'kubectl of its Go module', path: built }]),
  ];
}

/** Returns a client of `scripts/checks/kube-clients.mjs`; `null` where it is not built. */
export function builtClient(program: 'kubectl' | 'helm' | 'informer'): string | null {
  const folder = process.env.ETCDECK_KUBE_CLIENTS;
  const path = folder ? join(folder, program) : null;
  return path !== null && isProgram(path) ? path : null;
}

/** A client that a script of `scripted-clients` speaks with. */
export interface ScriptedClient {
  readonly name: string;
  readonly path: string;
  readonly args: readonly string[];
  readonly cwd: string;
  readonly env: Readonly<Record<string, string>>;
}

/** Returns the clients of `scripts/checks/scripted-kube-clients.mjs`; none where they are not installed. */
export function scriptedClients(): readonly ScriptedClient[] {
  const folder = process.env.ETCDECK_KUBE_SCRIPTED;
  if (!folder) return [];
  const script = (name: string): string => fileURLToPath(new URL(`./scripted-clients/${name}`, import.meta.url));
  return [
    {
      name: 'Python',
      path: 'python3',
      args: [script('client.py')],
      cwd: folder,
      env: { PYTHONPATH: join(folder, 'python') },
    },
    { name: 'JavaScript', path: process.execPath, args: [script('client.mjs')], cwd: folder, env: {} },
  ];
}

/** Runs a client to its end, without the configuration of whoever runs the tests. */
export function runClient(
  path: string,
  args: readonly string[],
  options: { readonly env?: Readonly<Record<string, string>>; readonly input?: string; readonly home: string },
): Promise<ClientResult> {
  const env = { PATH: process.env.PATH ?? '', HOME: options.home, ...options.env };
  return new Promise((resolve) => {
    const child = execFile(path, args, { env, maxBuffer: 2 ** 28, timeout: 120_000 }, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 124;
      resolve({ exitCode, stdout, stderr });
    });
    // A client that ends without reading its input breaks the pipe.
    child.stdin?.on('error', () => undefined).end(options.input ?? '');
  });
}

/** A client that runs until it is stopped. */
export interface FollowingClient {
  /** What it has written so far. */
  output(): string;
  write(line: string): void;
  stop(): Promise<void>;
}

/** Starts a client that runs until it is stopped. */
export function followWith(
  path: string,
  args: readonly string[],
  {
    home,
    cwd = home,
    env = {},
  }: { readonly home: string; readonly cwd?: string; readonly env?: Readonly<Record<string, string>> },
): FollowingClient {
  const child = spawn(path, args, { cwd, env: { PATH: process.env.PATH ?? '', HOME: home, ...env } });
  const exited = new Promise<void>((resolve) => child.once('close', () => resolve()));
  const { pid } = child;
  if (pid !== undefined) {
    orphanGuard.process(pid);
    void exited.then(() => orphanGuard.processGone(pid));
  }
  let output = '';
  const add = (part: Buffer): void => {
    output += part.toString();
  };
  child.stdout.on('data', add);
  child.stderr.on('data', add);
  child.on('error', (error) => {
    output += String(error);
  });
  return {
    output: () => output,
    write: (line) => void child.stdin.write(`${line}\n`),
    async stop() {
      child.kill('SIGKILL');
      await exited;
    },
  };
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
