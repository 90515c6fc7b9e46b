import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { buildCli, type Cli } from '../testing/cli-process.ts';
import { startCluster, type TestCluster } from '../testing/test-cluster.ts';

let cluster: TestCluster;
let cli: Cli;
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-snapshot-'));
  [cluster, cli] = await Promise.all([startCluster(), buildCli(folder, { hasWorker: true })]);
  for (const value of ['one', 'two']) await cluster.etcdctl('put', '/app/a', value);
  await cluster.etcdctl('put', '/app/folder/b', 'b');
  await live('snapshot', 'save', join(folder, 'saved.db'));
});
afterAll(async () => {
  await cluster?.close();
  await rm(folder, { recursive: true, force: true });
});

const live = (...args: readonly string[]) =>
  cli.run(['--endpoints', cluster.endpoints.join(','), ...args], { cwd: folder });
/** No cluster answers here: dialling one would fail. */
const offline = (...args: readonly string[]) =>
  cli.run(args, { cwd: folder, env: { ETCDCTL_ENDPOINTS: 'https://127.0.0.1:1' } });
const failure = async (...args: readonly string[]) => {
  const { exitCode, stderr } = await offline(...args, '-w', 'json');
  return { exitCode, code: JSON.parse(stderr).error.code };
};
const saved = ['--snapshot', 'saved.db'];

it('lists and reads a snapshot, at any revision that it keeps, without a cluster', async () => {
  expect(await offline('ls', '/app/', ...saved)).toMatchObject({ exitCode: 0, stdout: 'a\nfolder/\n', stderr: '' });
  const then = JSON.parse((await offline('ls', '/app/', ...saved, '--rev', '3', '-w', 'json')).stdout);
  expect(then).toMatchObject({ revision: 3, complete: true, children: [{ kind: 'key', name: 'a' }] });
  const now = JSON.parse((await offline('get', '/app/a', ...saved, '-w', 'json')).stdout);
  expect(now).toMatchObject({ createRevision: 2, modRevision: 3, version: 2, text: 'two' });
  expect((await offline('get', '/app/a', ...saved, '--rev', '2', '--raw')).stdout).toBe('one');
});

it('warns once of a file that is damaged, or whose values nothing proves', async () => {
  const whole = await readFile(join(folder, 'saved.db'));
  const damaged = Uint8Array.from(whole);
  damaged.fill(0, damaged.length - 4);
  await writeFile(join(folder, 'damaged.db'), damaged);
  await writeFile(join(folder, 'bare.db'), whole.subarray(0, -32));
  const warned = async (...args: readonly string[]) => {
    const { exitCode, stderr } = await offline(...args);
    return [exitCode, stderr.replaceAll(`${folder}/`, '')];
  };
  const doubt = 'etcdeck: damaged.db is damaged: what is read from it may not be what was stored.\n';
  const unproved = 'etcdeck: bare.db has no hash at its end: nothing proves its values.\n';
  expect(await warned('ls', '/app/', '--snapshot', 'damaged.db')).toEqual([0, doubt]);
  expect(await warned('get', '/app/a', '--snapshot', 'damaged.db')).toEqual([0, doubt]);
  expect(await warned('get', '/app/a', '--snapshot', 'bare.db')).toEqual([0, unproved]);
  expect(await warned('snapshot', 'compare', 'damaged.db', 'saved.db')).toEqual([0, doubt]);
  const { stderr } = await offline('ls', '/app/', '--snapshot', 'damaged.db', '-w', 'json');
  expect(JSON.parse(stderr)).toMatchObject({ warning: { code: 'SourceDamaged' } });
});

it('fails as it does of a cluster, and refuses what names one', async () => {
  expect(await failure('get', '/none', ...saved)).toEqual({ exitCode: 1, code: 'KeyNotFound' });
  expect(await failure('ls', ...saved, '--rev', '1000')).toEqual({ exitCode: 1, code: 'FutureRev' });
  expect(await failure('ls', '--snapshot', 'none.db')).toMatchObject({ code: 'FileNotFound' });
  expect(await failure('ls', ...saved, '--bundle', 'a.json')).toEqual({ exitCode: 2, code: 'BadRequest' });
  const named = ['--endpoints', 'https://127.0.0.1:1', 'ls', ...saved];
  expect(await failure(...named)).toEqual({ exitCode: 2, code: 'BadRequest' });
});

it('counts what differs from another snapshot or from the cluster, and names it where asked to', async () => {
  const same = { added: 0, removed: 0, changed: 0, same: 2 };
  const compared = async (...args: readonly string[]) => {
    const { exitCode, stdout, stderr } = await live('snapshot', 'compare', 'saved.db', 'live', ...args);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
    return stdout;
  };
  expect(JSON.parse(await compared('-w', 'json'))).toEqual(same);
  await cluster.etcdctl('put', '/app/a', 'three');
  await cluster.etcdctl('put', '/app/new', '');
  await cluster.etcdctl('del', '/app/folder/b');
  const differing = { added: 1, removed: 1, changed: 1, same: 0 };
  expect(JSON.parse(await compared('-w', 'json'))).toEqual(differing);
  expect(await compared('--keys')).toMatch(/^~ \/app\/a\n- \/app\/folder\/b\n\+ \/app\/new\nadded +1\n/);
  await live('snapshot', 'save', 'later.db');
  const { stdout } = await offline('snapshot', 'compare', 'saved.db', 'later.db', '--keys', '-w', 'json');
  const lines = stdout.trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line))).toEqual([
    { kind: 'changed', key: Buffer.from('/app/a').toString('base64'), left: 3, right: 5 },
    { kind: 'removed', key: Buffer.from('/app/folder/b').toString('base64'), left: 4, right: null },
    { kind: 'added', key: Buffer.from('/app/new').toString('base64'), left: null, right: 6 },
    differing,
  ]);
  const itself = await offline('snapshot', 'compare', 'saved.db', 'saved.db', '-w', 'json');
  expect(JSON.parse(itself.stdout)).toEqual(same);
});
