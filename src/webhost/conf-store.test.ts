import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openConfStore } from './conf-store.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-conf-'));
});
afterEach(() => rm(folder, { recursive: true }));

it('reads an absent file as empty, and creates none', async () => {
  const store = openConfStore(folder, 'settings');
  expect({ ...store.read() }).toEqual({});
  await expect(stat(store.path)).rejects.toThrow('ENOENT');
});

it('replaces the document whole, for its owner only', async () => {
  const store = openConfStore(folder, 'settings');
  store.write({ a: 1, b: { c: [1] } });
  store.write({ b: 2 });
  expect(JSON.parse(await readFile(store.path, 'utf8'))).toEqual({ b: 2 });
  expect((await stat(store.path)).mode & 0o777).toBe(0o600);
});

it('reads what another process wrote in between', async () => {
  const store = openConfStore(folder, 'settings');
  store.write({ a: 1 });
  await writeFile(store.path, '{"a":2}');
  expect({ ...store.read() }).toEqual({ a: 2 });
});

it.each(['{ not json', '[1]', 'null', '"text"', '7', ''])(
  'says that a file of %j is damaged, at every read, and leaves it as it is',
  async (text) => {
    await writeFile(join(folder, 'settings.json'), text);
    const store = openConfStore(folder, 'settings');
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
      openConfStore(own, 'settings').read();
      expect((await stat(own)).mode & 0o777).toBe(0o700);
    } finally {
      process.umask(umask);
    }
  },
);
