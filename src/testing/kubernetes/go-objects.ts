import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';

/** A random object as Go stores it, with the JSON that Go prints for it. */
export interface GoObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly stored: Uint8Array;
  readonly json: string;
}

/** Random objects, or why there are none. */
export type GoObjects = { readonly objects: readonly GoObject[] } | { readonly missing: string };

const program = resolve(import.meta.dirname, 'go-oracle');
/** Of modules that are not in Go's cache yet, over a network that may be slow. */
const downloadBoundMs = 180_000;
/** Of a first compilation, on a busy machine. */
const buildBoundMs = 240_000;

const execute = promisify(execFile);

async function go(args: readonly string[], timeout: number): Promise<string> {
  return (await execute('go', args, { cwd: program, timeout, maxBuffer: 2 ** 28 })).stdout;
}

function wordsOf(error: unknown): string {
  const said = error instanceof Error && 'stderr' in error ? String(error.stderr).trim() : '';
  return said === '' ? String(error) : said;
}

/**
 * Why `go-oracle` cannot be built here, or `null`. A module that is not the one that go.sum names is no such reason, but
 * an error.
 */
async function obstacle(): Promise<string | null> {
  try {
    await go(['version'], downloadBoundMs);
  } catch {
    return 'there is no go on PATH';
  }
  try {
    await go(['list', '-deps', '.'], downloadBoundMs);
    return null;
  } catch (error) {
    const words = wordsOf(error);
    if (/SECURITY ERROR|missing go\.sum entry/.test(words)) throw new Error(words);
    return `Go cannot have the modules of Kubernetes: ${words.split('\n').at(-1)}`;
  }
}

/** Makes `each` random objects of every kind: the same ones for the same seed. What is built is kept in Go's own cache. */
export async function goObjects(seed: number, each: number): Promise<GoObjects> {
  const missing = await obstacle();
  if (missing !== null) return { missing };
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-go-oracle-'));
  try {
    const binary = join(folder, process.platform === 'win32' ? 'oracle.exe' : 'oracle');
    await go(['build', '-o', binary, '.'], buildBoundMs);
    const args = ['-seed', String(seed), '-each', String(each)];
    const { stdout } = await execute(binary, args, { maxBuffer: 2 ** 28 });
    return { objects: stdout.trimEnd().split('\n').map(readLine) };
  } catch (error) {
    throw new Error(wordsOf(error));
  } finally {
    await rm(folder, { recursive: true });
  }
}

function readLine(line: string): GoObject {
  const { stored, ...object }: { apiVersion: string; kind: string; stored: string; json: string } = JSON.parse(line);
  return { ...object, stored: Buffer.from(stored, 'base64') };
}
