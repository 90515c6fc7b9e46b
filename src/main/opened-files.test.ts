import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { fileOfUrl, filesIn } from './opened-files.ts';

let folder: string;
let file: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-opened-'));
  file = join(folder, 'prod #1 100%.db');
  await writeFile(file, '');
  await mkdir(join(folder, 'app'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it('finds the files of a command line, and nothing else of it', () => {
  const argv = [
    '/usr/bin/etcdeck',
    '--no-sandbox',
    '--user-data-dir=/tmp/x',
    'app',
    'open',
    'prod #1 100%.db',
    'gone.db',
  ];
  expect(filesIn(argv, folder)).toEqual([file]);
  expect(filesIn(['/usr/bin/etcdeck', file], '/')).toEqual([file]);
  // The program itself is a file.
  expect(filesIn([file], folder)).toEqual([]);
});

it('takes a dropped file for one, and no other address', () => {
  expect(fileOfUrl(pathToFileURL(file).href)).toBe(file);
  for (const url of [pathToFileURL(folder).href, 'https://evil.example/a.db', 'not a url', 'file:///gone.db']) {
    expect(fileOfUrl(url)).toBeNull();
  }
  expect(fileOfUrl(`file://evil.example${file}`)).toBeNull();
});
