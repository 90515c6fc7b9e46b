import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { homedir, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { testPorts } from '../../testing/ports.ts';
import { createFiles } from './create-files.ts';

let folder: string;

beforeAll(async () => {
  folder = await realpath(await mkdtemp(join(tmpdir(), 'etcdeck-files-')));
  await mkdir(join(folder, 'pki'));
  await writeFile(join(folder, 'm10.crt'), 'x'.repeat(10));
  await writeFile(join(folder, 'm9.crt'), '');
  await writeFile(join(folder, '.hidden'), '');
  await symlink(join(folder, 'pki'), join(folder, 'current'));
  await symlink(join(folder, 'nowhere'), join(folder, 'dangling'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe('files.list', () => {
  it('lists folders first, then files, by name, and leaves out what leads nowhere', async () => {
    const listed = await createFiles(testPorts(folder)).list({ folder });
    expect(listed.entries.map(({ name, kind, bytes }) => `${kind} ${name} ${bytes}`)).toEqual([
      'folder current 0',
      'folder pki 0',
      'file .hidden 0',
      'file m9.crt 0',
      'file m10.crt 10',
    ]);
    expect(listed).toMatchObject({ folder, parent: dirname(folder) });
    expect(listed.entries[4]?.modifiedAt).toBeGreaterThan(Date.now() - 600_000);
  });

  it('starts at home, and tells where a link leads', async () => {
    const files = createFiles(testPorts(folder));
    expect((await files.list({ folder: null })).folder).toBe(await realpath(homedir()));
    expect((await files.list({ folder: join(folder, 'current') })).folder).toBe(join(folder, 'pki'));
  });

  it('has nothing above the root', async () => {
    expect(await createFiles(testPorts(folder)).list({ folder: '/' })).toMatchObject({ folder: '/', parent: null });
  });

  it.each([
    ['that is not there', 'nowhere', 'FileNotFound'],
    ['that is a file', 'm9.crt', 'FileNotFound'],
  ])('refuses a folder %s', async (_, name, code) => {
    const wanted = join(folder, name);
    await expect(createFiles(testPorts(folder)).list({ folder: wanted })).rejects.toMatchObject({
      code,
      detail: { file: wanted },
    });
  });

  it('refuses a relative path', async () => {
    await expect(createFiles(testPorts(folder)).list({ folder: 'pki' })).rejects.toMatchObject({ code: 'BadRequest' });
  });
});

describe('files.pick', () => {
  const request = { purpose: 'open', title: 'CA', suggested: null } as const;

  it('asks the host’s dialog', async () => {
    const asked: unknown[] = [];
    const dialogs = {
      async pick(what: unknown) {
        asked.push(what);
        return '/etc/ca.crt';
      },
    };
    expect(await createFiles(testPorts(folder, { dialogs })).pick(request)).toEqual({ file: '/etc/ca.crt' });
    expect(asked).toEqual([request]);
  });

  it('is refused where the host has none', async () => {
    await expect(createFiles(testPorts(folder)).pick(request)).rejects.toMatchObject({ code: 'Unimplemented' });
  });
});
