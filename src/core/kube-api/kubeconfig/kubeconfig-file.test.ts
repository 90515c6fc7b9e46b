import { chmodSync, mkdtempSync, readFileSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { merge, writeOwn } from './kubeconfig-file.ts';

const access = { name: 'etcdeck-6443', url: 'https://127.0.0.1:6443', certificate: 'PEM', token: 'secret' };
const theirs = `# My clusters.
apiVersion: v1
kind: Config
clusters:
  - name: prod # the one that matters
    cluster: { server: "https://prod.example" }
users:
  - name: me
    user: {}
contexts:
  - name: prod
    context: { cluster: prod, user: me }
current-context: prod
preferences: {}
`;

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'etcdeck-kubeconfig-'));
  file = join(folder, 'config');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

const text = (): string => readFileSync(file, 'utf8');

describe('a file of its own', () => {
  it('is readable by its owner alone, and removed again', async () => {
    const written = await writeOwn(file, access);
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(parse(text())).toEqual({
      ...{ apiVersion: 'v1', kind: 'Config', 'current-context': access.name },
      clusters: [
        { name: access.name, cluster: { server: access.url, 'certificate-authority-data': btoa(access.certificate) } },
      ],
      users: [{ name: access.name, user: { token: 'secret' } }],
      contexts: [{ name: access.name, context: { cluster: access.name, user: access.name } }],
    });
    await written.remove();
    expect(() => text()).toThrow('ENOENT');
  });

  it('takes the place of one of before, and of no other file', async () => {
    const before = await writeOwn(file, access);
    await writeOwn(file, { ...access, token: 'another' });
    await before.remove();
    expect(text()).toContain('another');
    writeFileSync(file, theirs);
    await expect(writeOwn(file, access)).rejects.toMatchObject({ code: 'FileExists' });
    expect(text()).toBe(theirs);
  });
});

describe('a file of the user’s', () => {
  it('keeps its comments, its contexts and the current one, and is as before afterwards', async () => {
    writeFileSync(file, theirs);
    const written = await merge(file, access, false);
    const merged = parse(text());
    expect(merged['current-context']).toBe('prod');
    expect(merged.contexts.map(({ name }: { name: string }) => name)).toEqual(['prod', access.name]);
    expect(text()).toContain('# My clusters.');
    expect(text()).toContain('prod # the one that matters');
    await written.remove();
    expect(text()).toBe(theirs);
  });

  it('has another current context where that was asked for, and its own one again afterwards', async () => {
    writeFileSync(file, theirs);
    const written = await merge(file, access, true);
    expect(parse(text())['current-context']).toBe(access.name);
    await written.remove();
    expect(parse(text())['current-context']).toBe('prod');
  });

  it('is made where there is none, and the same name replaced', async () => {
    await merge(file, access, false);
    await merge(file, { ...access, token: 'another' }, false);
    expect(parse(text()).users).toEqual([{ name: access.name, user: { token: 'another' } }]);
  });

  it('takes nothing away that another server has put there since', async () => {
    const first = await merge(file, access, false);
    await merge(file, { ...access, token: 'another' }, false);
    const before = text();
    await first.remove();
    expect(text()).toBe(before);
  });

  it('is written through a link', async () => {
    const target = join(folder, 'target');
    writeFileSync(target, theirs);
    symlinkSync(target, file);
    await merge(file, access, false);
    expect(readFileSync(target, 'utf8')).toContain(access.name);
  });

  it.each(['- a list', '{', 'a: [', '['.repeat(10_000)])('is left as it is where it is none: %s', async (other) => {
    writeFileSync(file, other);
    await expect(merge(file, access, false)).rejects.toMatchObject({ code: 'FileNotReadable' });
    expect(text()).toBe(other);
  });

  it('waits for kubectl, which locks with a file', async () => {
    writeFileSync(file, theirs);
    writeFileSync(`${file}.lock`, '');
    const merging = merge(file, access, false);
    rmSync(`${file}.lock`);
    await merging;
    expect(text()).toContain(access.name);
  });

  it.skipIf(process.getuid?.() === 0)('says where it cannot be written', async () => {
    chmodSync(folder, 0o500);
    await expect(merge(file, access, false)).rejects.toMatchObject({ code: 'FileNotWritable' });
  });
});
