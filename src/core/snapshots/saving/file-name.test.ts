import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { faultOfTemplate, freeFile, usualTemplate } from './file-name.ts';

const at = Date.UTC(2026, 10, 21, 8, 15, 2, 345);
let folder: string;

const named = (name: string, template = usualTemplate) =>
  freeFile(folder, template, { name, at, revision: 17, member: 'etcd a/1' });

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
  expect(await named(name)).toBe(join(folder, expected));
});

it('suggests a name that is free', async () => {
  const first = await named('prod');
  await writeFile(first, '');
  const second = await named('prod');
  expect(second).toBe(join(folder, 'prod-2026-11-21T08-15-02Z-2.db'));
});

it.each([
  ['{name}-{revision}', 'prod-17.db'],
  ['{member}.{time}', 'etcd-a-1.2026-11-21T08-15-02Z.db'],
  ['daily', 'daily.db'],
  ['daily.db', 'daily.db'],
  ['..{name}', 'prod.db'],
  ['-rf {name}*?', 'rf-prod.db'],
  ['{name}...', 'prod.db'],
  ['NUL', 'etcd-NUL.db'],
  ['con.x', 'etcd-con.x.db'],
  ['a\u202eb\u0007', 'a-b.db'],
  ['x'.repeat(200), `${'x'.repeat(160)}.db`],
])('makes a name of %j that every file system takes', async (template, expected) => {
  expect(faultOfTemplate(template)).toBeNull();
  expect(await named('prod', template)).toBe(join(folder, expected));
});

it.each([
  ['a/{name}', 'it names a file, without a folder'],
  ['..\\{name}', 'it names a file, without a folder'],
  ['{name}-{date}', '{date} is none of {name}, {time}, {revision} and {member}'],
  ['{constructor}', '{constructor} is none of {name}, {time}, {revision} and {member}'],
  ['{name', 'a brace is not closed'],
  ['...', 'it has no letter and no digit'],
])('says what is wrong with %j', (template, fault) => {
  expect(faultOfTemplate(template)).toBe(fault);
});
