import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { descriptionFileOf, readDescription } from './description.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-description-'));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

const description = {
  endpoint: 'https://10.0.0.1:2379',
  member: '8e9e05c52164694d',
  clusterId: 'cdf818194e3a8c32',
  at: Date.parse('2026-11-21T08:15:02Z'),
  etcdVersion: '3.5.16',
  sha256: 'a'.repeat(64),
  revision: 3247,
  connection: 'production',
};

async function read(text: string) {
  const file = join(folder, 'a.db');
  await writeFile(descriptionFileOf(file), text);
  return await readDescription(file);
}

it('is read from beside the file, and what a newer version adds is left alone', async () => {
  expect(await read(JSON.stringify({ ...description, later: 1 }))).toEqual(description);
  const unknown = { ...description, etcdVersion: null, revision: null };
  expect(await read(JSON.stringify(unknown))).toEqual(unknown);
  expect(await readDescription(join(folder, 'none.db'))).toBeNull();
});

it('is none where it is not what etcdeck writes', async () => {
  for (const text of ['', 'null', '[]', '{', JSON.stringify(description).repeat(1_000)]) {
    expect(await read(text)).toBeNull();
  }
  const odd = { connection: 'a\u001b[2J', sha256: 'A'.repeat(64), at: 1e300, clusterId: '../..', revision: 0 };
  for (const [name, value] of Object.entries(odd)) {
    expect(await read(JSON.stringify({ ...description, [name]: value }))).toBeNull();
  }
});
