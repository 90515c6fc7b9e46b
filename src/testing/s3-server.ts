import { type ChildProcess, spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { findFreePorts } from '../core/sandbox/free-ports.ts';
import { orphanGuard } from './orphan-guard.ts';

/** The program: the gateway checks signatures and sums as stores do; moto is what many machines have. */
const program = ['versitygw', 'moto_server'].find(isOnPath);

/** Whether this machine has a server that speaks S3. */
export const hasS3 = program !== undefined;

/** The reason given by a test that is skipped without it. */
export const withoutS3 = 'there is no versitygw or moto_server on PATH, so no object store is tested';

/** A real server that speaks S3, on 127.0.0.1. */
export interface TestS3 {
  readonly endpoint: string;
  /** A key that may do everything. */
  readonly key: { readonly accessKeyId: string; readonly secretAccessKey: string };
  /** Checks keys while something is done with a wrong one. */
  whileChecking(work: () => Promise<void>): Promise<void>;
  close(): Promise<void>;
}

export async function startS3(): Promise<TestS3> {
  if (program === undefined) throw new Error(withoutS3);
  // What the library says of coming versions.
  process.env.AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED = 'true';
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-s3-'));
  orphanGuard.folder(folder);
  const [port = 0] = await findFreePorts(1);
  const endpoint = `http://127.0.0.1:${port}`;
  const key = { accessKeyId: 'etcdeck', secretAccessKey: 'correct horse' };
  const objects = join(folder, 'objects');
  await mkdir(objects);
  const isGateway = program === 'versitygw';
  const args = isGateway ? ['-q', '--port', `127.0.0.1:${port}`, 'posix', objects] : ['-p', String(port)];
  const env = { ...process.env, ROOT_ACCESS_KEY: key.accessKeyId, ROOT_SECRET_KEY: key.secretAccessKey };
  const child = spawn(program, args, { env, cwd: folder, stdio: 'ignore' });
  if (child.pid !== undefined) orphanGuard.process(child.pid);
  const close = async (): Promise<void> => {
    await stop(child);
    await rm(folder, { recursive: true, force: true });
    orphanGuard.folderRemoved(folder);
  };
  try {
    await answers(endpoint, child);
    return { endpoint, key, whileChecking: (work) => (isGateway ? work() : whileMotoChecks(endpoint, work)), close };
  } catch (error) {
    await close();
    throw error;
  }
}

/** By itself moto takes every key; while it checks, it knows none. Its own check of what it takes does not hold. */
async function whileMotoChecks(endpoint: string, work: () => Promise<void>): Promise<void> {
  const reset = (after: string) => fetch(`${endpoint}/moto-api/reset-auth`, { method: 'POST', body: after });
  await reset('0');
  try {
    await work();
  } finally {
    await reset('inf');
  }
}

async function answers(endpoint: string, child: ChildProcess): Promise<void> {
  const endsAt = performance.now() + 60_000;
  for (;;) {
    if (child.exitCode !== null) throw new Error(`${program} ended with ${child.exitCode}`);
    try {
      await (await fetch(endpoint)).arrayBuffer();
      return;
    } catch (error) {
      if (performance.now() > endsAt) throw error;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
}

async function stop(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.pid === undefined) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
  orphanGuard.processGone(child.pid);
}

function isOnPath(name: string): boolean {
  return (process.env.PATH ?? '').split(delimiter).some((folder) => {
    try {
      accessSync(join(folder, name), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
