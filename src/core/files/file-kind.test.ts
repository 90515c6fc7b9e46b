import { randomBytes } from 'node:crypto';
import { copyFile, mkdtemp, open, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { resourcesFolder } from '../assets/assets.ts';
import { readFileKind } from './file-kind.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-kind-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const sample = join(resourcesFolder(), 'sample-snapshot.db');

async function aFile(name: string, content: string | Uint8Array): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, content);
  return file;
}

it('tells a snapshot from exported keys by what they hold, whatever they are called', async () => {
  const called = join(folder, 'keys.yaml');
  await copyFile(sample, called);
  expect(await readFileKind(called)).toBe('snapshot');
  expect(await readFileKind(await aFile('snapshot.db', 'format: etcdeck-bundle\n'))).toBe('bundle');
});

it('has a file that is named as exported keys read as such, which says what is wrong with it', async () => {
  expect(await readFileKind(await aFile('keys.YAML', 'kind: List\n'))).toBe('bundle');
  expect(await readFileKind(await aFile('empty.json', ''))).toBe('bundle');
});

it('refuses what is neither a snapshot nor exported keys', async () => {
  const invalid = (reason: string) => ({ code: 'SnapshotInvalid', detail: { reason } });
  const [text, empty] = [await aFile('text.db', 'no database\n'), await aFile('empty.db', '')];
  await expect(readFileKind(text)).rejects.toMatchObject(invalid('it is text, and not keys that etcdeck exported'));
  await expect(readFileKind(empty)).rejects.toMatchObject(invalid('it is empty'));
});

it('knows the files of etcd-backup-restore by their names', async () => {
  expect(await readFileKind(await aFile('Incr-00000813-00000900-1764470300', '[]'))).toBe('snapshot');
});

it('takes a snapshot whose first page is lost for one', async () => {
  const file = join(folder, 'damaged.db');
  await copyFile(sample, file);
  const handle = await open(file, 'r+');
  await handle.write(randomBytes(512), 0, 512, 0);
  await handle.close();
  expect(await readFileKind(file)).toBe('snapshot');
});

it('opens no folder, and nothing that is not there', async () => {
  await expect(readFileKind(folder)).rejects.toMatchObject({ code: 'FileNotReadable', detail: { found: 'folder' } });
  await expect(readFileKind(join(folder, 'nothing'))).rejects.toMatchObject({ code: 'FileNotFound' });
  await expect(readFileKind('relative.db')).rejects.toMatchObject({ code: 'FileNotReadable' });
});
