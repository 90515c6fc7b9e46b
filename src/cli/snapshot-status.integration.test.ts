import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCli, type Cli } from '../testing/cli-process.ts';
import { writeSmallDatabase } from '../testing/snapshots/small-database.ts';

let cli: Cli;
let folder: string;
let file: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-snapshot-'));
  cli = await buildCli(folder, { hasWorker: true });
  file = join(folder, 'small.db');
  writeSmallDatabase(file);
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

it('tells what a snapshot holds, without a cluster', async () => {
  const text = await cli.run(['snapshot', 'status', 'small.db'], { cwd: folder });
  expect(text).toMatchObject({ exitCode: 0, stderr: '' });
  expect(text.stdout).toContain('whole: the hash and every record were checked');
  expect(text.stdout).toMatch(/revision\s+901\n/);
  const json = await cli.run(['snapshot', 'status', file, '-w', 'json']);
  expect(JSON.parse(json.stdout)).toMatchObject({ revision: 901, integrity: { verdict: 'ok', findings: [] } });
});

it('names what is damaged, and ends with 1', async () => {
  const bytes = await readFile(file);
  bytes.fill(0, 4_096 * 9, 4_096 * 10);
  const damaged = join(folder, 'damaged.db');
  await writeFile(damaged, bytes);
  const text = await cli.run(['snapshot', 'status', damaged]);
  expect(text.exitCode).toBe(1);
  expect(text.stdout).toMatch(/critical\s+TrailerMismatch/);
  const json = await cli.run(['snapshot', 'status', damaged, '-w', 'json']);
  expect(json.exitCode).toBe(1);
  expect(JSON.parse(json.stdout).integrity.verdict).toBe('damaged');
  const none = await cli.run(['snapshot', 'status', join(folder, 'none.db'), '-w', 'json']);
  expect(none.exitCode).toBe(2);
});
