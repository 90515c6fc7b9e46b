import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { suggestFile } from './suggest-file.ts';

const at = Date.UTC(2026, 10, 21, 8, 15, 2, 345);
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-suggest-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it.each([
  ['prod', 'prod-2026-11-21T08-15-02Z.db'],
  ['Prod EU / west: #2', 'prod-eu-west-2-2026-11-21T08-15-02Z.db'],
  ['../../etc/passwd', 'etc-passwd-2026-11-21T08-15-02Z.db'],
  ['Größe 測試', 'größe-測試-2026-11-21T08-15-02Z.db'],
  ['///', 'etcd-2026-11-21T08-15-02Z.db'],
])('names the file of %j', async (name, expected) => {
  expect(await suggestFile(folder, name, at)).toBe(join(folder, expected));
});

it('suggests a name that is free', async () => {
  const first = await suggestFile(folder, 'prod', at);
  await writeFile(first, '');
  const second = await suggestFile(folder, 'prod', at);
  expect(second).toBe(join(folder, 'prod-2026-11-21T08-15-02Z-2.db'));
});
