import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { ClusterId, MemberId } from '../../../contract/ids.ts';
import { descriptionFileOf, readDescription, type SnapshotDescription } from '../../snapshot-files/description.ts';
import { describeAnew, describeSnapshot } from './describe-snapshot.ts';

const described: SnapshotDescription = {
  ...{ endpoint: 'http://127.0.0.1:2379', member: 'a' as MemberId, clusterId: 'c' as ClusterId, at: 7 }, // made up
  ...{ etcdVersion: '3.5.30', sha256: 'ab'.repeat(32), revision: null, connection: 'prod' },
};
let folder: string;
let file: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-describe-'));
  file = join(folder, 'a.db');
});
afterEach(() => rm(folder, { recursive: true, force: true }));

it('writes what can be read, for its owner only, and anew with what was learned', async () => {
  await describeSnapshot(file, described);
  expect(await readDescription(file)).toEqual(described);
  await describeAnew(file, { ...described, revision: 9 });
  expect(await readDescription(file)).toEqual({ ...described, revision: 9 });
  expect((await stat(descriptionFileOf(file))).mode & 0o777).toBe(0o600);
  expect(await readdir(folder)).toEqual(['a.db.json']);
});

it('never replaces a file that is another’s', async () => {
  await writeFile(descriptionFileOf(file), 'mine');
  await expect(describeSnapshot(file, described)).rejects.toMatchObject({ code: 'FileExists' });
  await describeAnew(file, described);
  expect(await readFile(descriptionFileOf(file), 'utf8')).toBe('mine');
  const other = { ...described, sha256: 'cd'.repeat(32) };
  await writeFile(descriptionFileOf(file), JSON.stringify(other));
  await describeAnew(file, described);
  expect(await readDescription(file)).toEqual(other);
  expect(await readdir(folder)).toEqual(['a.db.json']);
});

it('writes none where there was none to write anew', async () => {
  await describeAnew(file, described);
  expect(await readdir(folder)).toEqual([]);
});
