import { lstat, mkdir, mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openFileStore } from './file-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-store-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('reads an absent file as empty, and creates none', async () => {
  const store = openFileStore(folder, 'settings');
  expect({ ...store.read() }).toEqual({});
  await expect(stat(store.path)).rejects.toThrow('ENOENT');
});

it('replaces the document whole, for its owner only', async () => {
  const store = openFileStore(folder, 'settings');
  store.write({ a: 1, b: { c: [1] } });
  store.write({ b: 2 });
  expect(JSON.parse(await readFile(store.path, 'utf8'))).toEqual({ b: 2 });
  expect((await stat(store.path)).mode & 0o777).toBe(0o600);
});

it('reads what another process wrote in between', async () => {
  const store = openFileStore(folder, 'settings');
  store.write({ a: 1 });
  await writeFile(store.path, '{"a":2}');
  expect({ ...store.read() }).toEqual({ a: 2 });
});

it.each(['{ not json', '[1]', 'null', '"text"', '7', ''])(
  'says that a file of %j is damaged, at every read, and leaves it as it is',
  async (text) => {
    await writeFile(join(folder, 'settings.json'), text);
    const store = openFileStore(folder, 'settings');
    expect(() => store.read()).toThrow(SyntaxError);
    expect(() => store.read()).toThrow(SyntaxError);
    expect(await readFile(store.path, 'utf8')).toBe(text);
  },
);

it.skipIf(process.platform === 'win32')(
  'makes the settings folder for its owner only, by a look at it too',
  async () => {
    const own = join(folder, 'etcdeck');
    const umask = process.umask(0o022);
    try {
      openFileStore(own, 'settings').read();
      expect((await stat(own)).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(umask);
    }
  },
);

it.skipIf(process.platform === 'win32')('writes where a link leads, and keeps the link', async () => {
  const kept = join(folder, 'kept.json');
  await writeFile(kept, '{"a":1}');
  const store = openFileStore(folder, 'settings');
  await symlink(kept, store.path);
  store.write({ a: 2 });
  expect(JSON.parse(await readFile(kept, 'utf8'))).toEqual({ a: 2 });
  expect((await lstat(store.path)).isSymbolicLink()).toBe(true);
});

it('leaves nothing beside the document, and what was there where a write fails', async () => {
  const store = openFileStore(folder, 'settings');
  store.write({ a: 1 });
  expect(await readdir(folder)).toEqual(['settings.json']);
  await mkdir(`${store.path}.${process.pid}.tmp`);
  expect(() => store.write({ a: 2 })).toThrow();
  expect({ ...store.read() }).toEqual({ a: 1 });
});
