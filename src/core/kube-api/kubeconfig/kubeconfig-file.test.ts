import {
  chmodSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { merge, writeIntoSettings, writeOwn } from './kubeconfig-file.ts';

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

describe('what a killed server has left', () => {
  let running: Server;
  let served: number;
  let gone: number;
  const accessAt = (port: number) => ({ ...access, name: `etcdeck-${port}`, url: `https://127.0.0.1:${port}` });
  const listening = async (server: Server): Promise<number> => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    return typeof address === 'object' ? (address?.port ?? 0) : 0;
  };

  beforeEach(async () => {
    running = createServer();
    served = await listening(running);
    const killed = createServer();
    gone = await listening(killed);
    await new Promise((resolve) => killed.close(resolve));
  });

  afterEach(() => void running.close());

  it('goes from the settings folder with the next start, and nothing else does', async () => {
    await writeIntoSettings(folder, gone, accessAt(gone));
    await writeIntoSettings(folder, served, accessAt(served));
    writeFileSync(join(folder, 'kube-api', '1.kubeconfig'), theirs);
    await writeIntoSettings(folder, 2, accessAt(2));
    expect(readdirSync(join(folder, 'kube-api')).sort()).toEqual(
      ['1.kubeconfig', '2.kubeconfig', `${served}.kubeconfig`].sort(),
    );
  });

  it('goes from a file of the user’s, and is its current context no more', async () => {
    writeFileSync(file, theirs);
    await merge(file, accessAt(served), false);
    await merge(file, accessAt(gone), true);
    const named = { name: 'etcdeck-1', cluster: { server: 'https://prod.example' } };
    const document = parse(text());
    writeFileSync(file, JSON.stringify({ ...document, clusters: [...document.clusters, named] }));
    const written = await merge(file, accessAt(2), false);
    const merged = parse(text());
    const names = (list: readonly { readonly name: string }[]) => list.map(({ name }) => name);
    expect(names(merged.contexts)).toEqual(['prod', `etcdeck-${served}`, 'etcdeck-2']);
    expect(names(merged.users)).toEqual(['me', `etcdeck-${served}`, 'etcdeck-2']);
    expect(names(merged.clusters)).toEqual(['prod', `etcdeck-${served}`, 'etcdeck-1', 'etcdeck-2']);
    expect(merged['current-context']).toBe('');
    await written.remove();
  });
});

it.each([
  ['a file of its own', (at: string) => writeOwn(at, access)],
  ['a kubeconfig of theirs', (at: string) => merge(at, access, false)],
])('makes no folder for %s', async (_, write) => {
  const away = join(folder, 'none', 'below');
  await expect(write(join(away, 'config'))).rejects.toMatchObject({ code: 'FileNotWritable' });
  expect(readdirSync(folder)).toEqual([]);
});
