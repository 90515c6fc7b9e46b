import { execFileSync, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startCluster, type TestCluster } from '../../src/testing/test-cluster.ts';
import { packageCommandLine } from '../installers/command-line.mjs';
import { inProject } from '../project.mjs';
import { makeSingleFile, singleFileName } from '../single-file/make.mjs';
import { inside, run } from './inside.mjs';

// The command line in one file, where there is nothing else but the libraries of C that Node is linked to.

const program = inProject('dist', singleFileName);
const boundMs = 120_000;
const root = mkdtempSync(join(tmpdir(), 'etcdeck-bare-'));
let cluster: TestCluster;

beforeAll(async () => {
  await makeSingleFile([]);
  for (const folder of ['tmp', 'root', 'usr/bin', 'proc', 'dev']) mkdirSync(join(root, folder), { recursive: true });
  cpSync(program, join(root, 'usr', 'bin', 'etcdeck'));
  const libraries = execFileSync('ldd', [program], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  // `env` starts it.
  const env = execFileSync('ldd', ['/usr/bin/env'], { encoding: 'utf8' }).match(/\/\S+/g) ?? [];
  for (const file of new Set([...libraries, ...env])) cpSync(file, join(root, file), { dereference: true });
  cpSync('/usr/bin/env', join(root, 'usr', 'bin', 'env'), { dereference: true });
  cluster = await startCluster();
}, 600_000);

afterAll(async () => {
  await cluster?.close();
  rmSync(root, { recursive: true, force: true });
});

const etcdeck = (...args: string[]) => run(inside(root, ['HOME=/root', 'etcdeck', ...args]), boundMs);

it('runs on a machine without Node', async () => {
  expect(await etcdeck('--version')).toMatchObject({ code: 0, output: expect.stringMatching(/^\d+\.\d+\.\d+/) });
  const connection = ['--endpoints', cluster.endpoints.join(',')];
  expect(await etcdeck('status', ...connection)).toMatchObject({
    code: 0,
    output: expect.stringContaining('1 healthy'),
  });
  expect(await etcdeck('put', 'a', 'b', '--force', ...connection)).toMatchObject({ code: 0 });
  const save = await etcdeck('snapshot', 'save', '/tmp/saved.db', ...connection);
  expect(save).toMatchObject({ code: 0, output: expect.stringMatching(/contents +whole/) });
  // In a thread of its own, from a script inside the file.
  expect(await etcdeck('snapshot', 'check', '/tmp/saved.db')).toMatchObject({
    code: 0,
    output: expect.stringContaining('whole, revision 2'),
  });
  expect((await etcdeck('get', 'a', '--snapshot', '/tmp/saved.db')).output).toContain('b');
});

it('serves its pages out of itself', async () => {
  const [file = '', ...args] = inside(root, ['HOME=/root', 'etcdeck', 'serve']);
  const child = spawn(file, args, { stdio: ['ignore', 'pipe', 'inherit'] });
  try {
    const link = await new Promise<string>((resolve, reject) => {
      createInterface({ input: child.stdout }).on('line', (line) => resolve(/http:\S+/.exec(line)?.[0] ?? ''));
      child.on('exit', () => reject(new Error('it ended')));
    });
    const entry = await fetch(link);
    const cookie = entry.headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const page = await fetch(new URL('/', link), { headers: { cookie } });
    const html = await page.text();
    expect(html).toContain('<title>etcdeck</title>');
    const script = /src="\.?(\/assets\/[^"]+\.js)"/.exec(html)?.[1] ?? '';
    const answer = await fetch(new URL(script, link), { headers: { cookie } });
    expect(answer.status).toBe(200);
    expect((await answer.text()).length).toBeGreaterThan(10_000);
  } finally {
    child.kill('SIGKILL');
  }
});

it('starts about as soon as the command line that is installed', async () => {
  const median = async (command: readonly string[]): Promise<number> => {
    const times: number[] = [];
    for (let turn = 0; turn < 7; turn++) {
      const since = performance.now();
      await run(command, boundMs);
      times.push(performance.now() - since);
    }
    return Math.round(times.sort((a, b) => a - b)[3] ?? 0);
  };
  const one = await median([program, '--version']);
  const installed = await median([process.execPath, inProject('out', 'main', 'cli.cjs'), '--version']);
  const bare = await median([process.execPath, '-e', '0']);
  console.log(`--version, median of 7: one file ${one} ms, out/main/cli.cjs ${installed} ms, bare node ${bare} ms`);
  expect(one).toBeLessThan(installed * 5 + 1_000);
});

it('is in packages with its unit', async () => {
  const packages = packageCommandLine(program, 'gz');
  const deb = packages.find((file) => file.endsWith('.deb'));
  if (deb !== undefined) {
    const listed = execFileSync('dpkg-deb', ['--contents', deb], { encoding: 'utf8' });
    expect(listed).toMatch(/-rwxr-xr-x root\/root .* \.\/usr\/bin\/etcdeck\n/);
    expect(listed).toMatch(/-rw-r--r-- root\/root .* \.\/usr\/lib\/systemd\/system\/etcdeck\.service\n/);
  }
  const rpm = packages.find((file) => file.endsWith('.rpm'));
  if (rpm !== undefined) {
    const files = execFileSync('rpm', ['-qpl', rpm], { encoding: 'utf8' }).trim().split('\n');
    expect(files).toEqual([
      '/usr/bin/etcdeck',
      '/usr/lib/systemd/system/etcdeck.service',
      '/usr/share/bash-completion/completions/etcdeck',
      '/usr/share/doc/etcdeck-cli/copyright',
      '/usr/share/fish/vendor_completions.d/etcdeck.fish',
      '/usr/share/man/man1/etcdeck.1',
      '/usr/share/zsh/vendor-completions/_etcdeck',
    ]);
  }
  expect(packages.some((file) => file.endsWith('.tar.gz'))).toBe(true);
});
