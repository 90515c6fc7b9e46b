import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { promisify } from 'node:util';
import { bundleForNode } from '../../../src/testing/bundle.ts';
import { goldenObjects } from '../../../src/testing/kubernetes/golden-objects.ts';
import { registryEntries } from '../../../src/testing/kubernetes/registry-mix.ts';
import { inProject } from '../../project.mjs';
import { median } from '../samples.mjs';
import type { Figure } from '../table.mjs';

const objects = 29_200;
const rounds = 5;
/** By how many times the processor time of Go's codec. */
const aim = 1.2;
const name = `filter of ${objects.toLocaleString('en')} objects, processor time`;

/** Objects, each behind its length. */
function input(): Buffer {
  const parts: Uint8Array[] = [];
  for (const { value } of registryEntries(goldenObjects(), objects)) {
    const length = Buffer.alloc(4);
    length.writeUInt32BE(value.length);
    parts.push(length, value);
  }
  return Buffer.concat(parts);
}

/** Returns what a filter spent, in milliseconds, and how many lines it wrote. */
async function filter(command: string, args: readonly string[], objects: Buffer) {
  const child = spawn(command, args, { stdio: 'pipe' });
  const ended = once(child, 'close');
  child.stdin.end(objects);
  const [printed, said] = await Promise.all([text(child.stdout), text(child.stderr)]);
  const [code] = await ended;
  if (code !== 0) throw new Error(`${command} failed: ${said}`);
  return { ms: Number(said) / 1_000, lines: printed.split('\n').length - 1 };
}

/** What decoding costs beside Kubernetes' own codec, which is built here; where there is no Go, says so. */
export async function* measureBesideGo(): AsyncGenerator<Figure> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-bench-go-'));
  try {
    const binary = join(folder, 'go-codec');
    try {
      const source = inProject('scripts', 'bench', 'kubernetes', 'go-codec');
      await promisify(execFile)('go', ['build', '-mod=readonly', '-o', binary, '.'], { cwd: source });
    } catch (error) {
      const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT';
      const note = isMissing
        ? 'no Go here, so nothing to compare with'
        : `Go did not build its codec: ${String(error)}`;
      yield { name, unit: 'ms', value: null, note };
      return;
    }
    const script = await bundleForNode(inProject('scripts', 'bench', 'kubernetes', 'codec-filter.ts'));
    const stored = input();
    const own: number[] = [];
    const go: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const mine = await filter(process.execPath, [script, inProject('resources')], stored);
      const reference = await filter(binary, [], stored);
      if (mine.lines !== objects || reference.lines !== objects) throw new Error('a filter lost objects');
      own.push(mine.ms);
      go.push(reference.ms);
    }
    const reference = median(go);
    const note = 'beside Go’s own codec; both with their start';
    yield { name, unit: 'ms', value: median(own), target: aim * reference, aim: aim * reference, reference, note };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
