import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildCli, type Cli } from '../testing/cli-process.ts';

let cli: Cli;
let folder: string;
let file: string;

const bundle = {
  format: 'etcdeck-bundle',
  version: 1,
  cluster: 'cafe',
  revision: 12,
  dataTime: '2026-06-01T12:00:00.000Z',
  prefix: '/app/',
  entries: [
    { key: '/app/a/one', value: '1\n', createRevision: 3, modRevision: 4, version: 2 },
    { key: '/app/b', valueBase64: 'AP8=' },
  ],
};

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-bundle-'));
  cli = await buildCli(folder, { hasWorker: true });
  file = join(folder, 'app.json');
  await writeFile(file, JSON.stringify(bundle));
});
afterAll(async () => {
  await rm(folder, { recursive: true, force: true });
});

/** No cluster answers here: dialling one would fail. */
const env = { ETCDCTL_ENDPOINTS: 'https://127.0.0.1:1' };

describe('a bundle on the command line', () => {
  it('is listed and read in every format, without a cluster', async () => {
    const listed = await cli.run(['ls', '/app/', '--bundle', file], { env });
    expect(listed).toMatchObject({ exitCode: 0, stdout: 'a/\nb\n', stderr: '' });
    const json = await cli.run(['ls', '/app/', '--bundle', 'app.json', '--limit', '1', '-w', 'json'], {
      env,
      cwd: folder,
    });
    expect(JSON.parse(json.stdout)).toMatchObject({ revision: 12, complete: false, children: [{ name: 'a/' }] });
    const one = await cli.run(['get', '/app/a/one', '--bundle', file, '-w', 'json'], { env });
    expect(JSON.parse(one.stdout)).toMatchObject({ createRevision: 3, modRevision: 4, version: 2, text: '1\n' });
    const raw = await cli.run(['get', '/app/b', '--bundle', file, '--raw'], { env });
    expect([...raw.stdoutBytes]).toEqual([0, 255]);
  });

  it('fails as every command does', async () => {
    const failure = async (...args: readonly string[]) => {
      const { exitCode, stderr } = await cli.run([...args, '-w', 'json'], { env });
      return { exitCode, code: JSON.parse(stderr).error.code };
    };
    expect(await failure('get', '/app/none', '--bundle', file)).toEqual({ exitCode: 1, code: 'KeyNotFound' });
    expect(await failure('get', '/none', '--bundle', file)).toEqual({ exitCode: 3, code: 'KeyNotCovered' });
    expect((await failure('ls', '--bundle', join(folder, 'none.json'))).code).toBe('FileNotFound');
    await writeFile(join(folder, 'odd.json'), '{"format":"other"}');
    expect((await failure('ls', '--bundle', join(folder, 'odd.json'))).code).toBe('BundleInvalid');
    expect((await failure('ls', '--bundle', file, '--rev', '3')).code).toBe('BadRequest');
    const wrong = { exitCode: 2, code: 'BadRequest' };
    expect(await failure('ls', '--bundle', file, '--connection', 'prod')).toEqual(wrong);
    expect(await failure('--endpoints', 'https://127.0.0.1:1', 'get', '/app/b', '--bundle', file)).toEqual(wrong);
  });

  it('says what it does not cover, beside the answer', async () => {
    const registry = join(folder, 'registry.json');
    const head = { prefix: '/registry/', coverage: 'prefix', secrets: 'leftOut' };
    const entries = [{ key: '/registry/configmaps/shop/a', value: '{}' }];
    await writeFile(registry, JSON.stringify({ ...bundle, ...head, entries }));
    const run = async (...args: readonly string[]) => await cli.run(args, { env });
    const secret = await run('get', '/registry/secrets/shop/a', '--bundle', registry);
    expect(secret.stderr).toContain(
      'the file does not cover /registry/secrets/shop/a: Secrets were left out of it (KeyNotCovered)',
    );
    const outside = await run('get', '/app/a', '--bundle', registry);
    expect(outside.stderr).toContain('the file does not cover /app/a: it holds the keys below /registry/ only');
    expect(await run('ls', '/registry/', '--bundle', registry)).toMatchObject({
      stdout: 'configmaps/\n',
      stderr: 'Secrets were left out of the file.\n',
    });
    expect(await run('ls', '/registry/configmaps/', '--bundle', registry)).toMatchObject({ stderr: '' });
    expect(await run('ls', '/app/', '--bundle', registry)).toMatchObject({
      exitCode: 0,
      stdout: '',
      stderr: 'The file does not cover /app/: it holds the keys below /registry/ only.\n',
    });
    expect(await run('ls', '--bundle', registry)).toMatchObject({
      stdout: '/\n',
      stderr: "This is not all of the cluster's: the file holds the keys below /registry/ only.\n",
    });
    expect(await run('ls', '/app/', '--bundle', registry, '-w', 'json')).toMatchObject({
      stdout: '{"revision":12,"children":[],"complete":true}\n',
      stderr: '',
    });
  });

  it('says of a file that says nothing of itself that it is unknown', async () => {
    const bare = join(folder, 'bare.json');
    const entries = [{ key: '/a', value: '1' }];
    await writeFile(bare, JSON.stringify({ format: 'etcdeck-bundle', version: 1, entries }));
    const run = async (...args: readonly string[]) => await cli.run([...args, '--bundle', bare], { env });
    expect((await run('get', '/b')).stderr).toContain(
      'there is no key /b in the file, which does not say which keys it covers (KeyNotFound)',
    );
    expect(await run('ls')).toMatchObject({ stdout: '/\n', stderr: 'The file does not say which keys it covers.\n' });
    expect((await run('get', '/a')).stdout).toMatch(
      /^createRevision +unknown\nmodRevision +unknown\nversion +unknown\n/m,
    );
    const unknown = { createRevision: null, modRevision: null, version: null };
    expect(JSON.parse((await run('get', '/a', '-w', 'json')).stdout)).toMatchObject(unknown);
    expect(JSON.parse((await run('ls', '-w', 'json')).stdout)).toMatchObject({ revision: null });
  });
});
