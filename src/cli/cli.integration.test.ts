import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { buildCli, type Cli, type CliOptions, type CliResult } from '../testing/cli-process.ts';
import { chosenEtcd } from '../testing/etcd-binaries.ts';
import { startCluster, type TestCluster } from '../testing/test-cluster.ts';

let cluster: TestCluster;
let cli: Cli;
let folder: string;
let flags: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-cli-'));
  [cluster, cli] = await Promise.all([startCluster({ members: 3, tls: 'mutual', auth: true }), buildCli(folder)]);
  const { ca, cert, key } = cluster.files ?? { ca: '', cert: '', key: '' };
  flags = [
    '--endpoints',
    cluster.endpoints.join(','),
    '--cacert',
    ca,
    '--cert',
    cert,
    '--key',
    key,
    '--user=root:rootpw',
  ];
});
afterAll(async () => {
  await cluster?.close();
  await rm(folder, { recursive: true, force: true });
});

const etcdeck = (args: readonly string[], options?: CliOptions): Promise<CliResult> =>
  cli.run([...flags, '-w', 'json', ...args], options);

/** What a command that must do well has printed: JSON, whose shape is each test's to hold. */
async function answer(args: readonly string[], options?: CliOptions) {
  const { exitCode, stdout, stderr } = await etcdeck(args, options);
  expect({ exitCode, stderr: stderr.trim() }).toEqual({ exitCode: 0, stderr: '' });
  return JSON.parse(stdout);
}

/** How a command that must fail has failed. */
async function failure(args: readonly string[], options?: CliOptions) {
  const { exitCode, stdout, stderr } = await etcdeck(args, options);
  expect(stdout).toBe('');
  const { error } = JSON.parse(stderr);
  expect(Object.keys(error)).toEqual(['code', 'message']);
  return { exitCode, code: error.code, message: error.message };
}

const base64 = (text: string): string => Buffer.from(text).toString('base64');

/** A key as etcdctl sees it. */
async function seen(key: string) {
  const [kv] = JSON.parse(await cluster.etcdctl('get', key, '-w', 'json')).kvs ?? [];
  return kv;
}

describe('status', () => {
  it('says of each member what etcdctl says', async () => {
    // A member's database may have grown between the two: they agree once it is still.
    await vi.waitFor(saysTheSame, { timeout: 60_000 });
  });

  async function saysTheSame(): Promise<void> {
    const { clusterId, quorum, members } = await answer(['status']);
    const listed = (await cluster.etcdctl('member', 'list'))
      .trim()
      .split('\n')
      .map((line) => line.split(', '));
    expect(
      members.map(({ id, name, endpoint }: Readonly<Record<string, string>>) => [id, name, endpoint]).sort(),
    ).toEqual(listed.map(([id, , name, , endpoint]) => [id, name, endpoint]).sort());
    const statuses = JSON.parse(await cluster.etcdctl('endpoint', 'status', '-w', 'json'));
    for (const { Endpoint, Status } of statuses) {
      const member = members.find(({ endpoint }: { readonly endpoint: string }) => endpoint === Endpoint);
      expect(member).toMatchObject({
        healthy: true,
        error: null,
        isLearner: false,
        isLeader: Status.header.member_id === Status.leader,
        version: cluster.version,
        dbSize: Status.dbSize,
        raftTerm: Status.raftTerm,
        alarms: [],
      });
      expect(member.revision).toBeGreaterThan(0);
    }
    expect(quorum).toEqual({ voters: 3, healthy: 3, needed: 2, tolerance: 1 });
    const { stdout } = await cli.run([...flags, 'status']);
    expect(stdout).toContain(`cluster ${clusterId}: 3 voters, 3 healthy; 1 more may fail`);
    const [first] = members;
    const row = stdout.split('\n').find((line) => line.startsWith(first.id));
    expect(stdout).toMatch(/ DB SIZE +IN USE +TERM /);
    expect(row).toMatch(/ [\d.]+ KiB +[\d.]+ KiB /);
  }
});

describe('ls', () => {
  beforeAll(async () => {
    for (const key of ['/ls/a', '/ls/b/1', '/ls/b/2', '/ls/c']) await cluster.etcdctl('put', key, 'x');
  });

  it('lists folders and keys as they stand among the keys', async () => {
    const { revision, complete, children } = await answer(['ls', '/ls/']);
    expect(complete).toBe(true);
    expect(revision).toBeGreaterThan(1);
    expect(children).toEqual([
      { kind: 'key', name: 'a', key: base64('/ls/a') },
      { kind: 'folder', name: 'b/', key: base64('/ls/b/') },
      { kind: 'key', name: 'c', key: base64('/ls/c') },
    ]);
  });

  it('lists every key without a delimiter, and no more than it may', async () => {
    const keys = (await cluster.etcdctl('get', '/ls/', '--prefix', '--keys-only')).trim().split(/\s+/);
    const all = await answer(['ls', '/ls/', '--delimiter', '']);
    expect(all.children.map(({ key }: { readonly key: string }) => key)).toEqual(keys.map(base64));
    expect(await answer(['ls', '/ls/', '--delimiter=', '--limit', '2'])).toMatchObject({
      complete: false,
      children: [{ key: base64('/ls/a') }, { key: base64('/ls/b/1') }],
    });
    const exactly = ['ls', '/ls/', '--delimiter=', '--limit', String(keys.length)];
    expect(await answer(exactly)).toMatchObject({ complete: true, children: all.children });
  });

  it('lists as of a revision', async () => {
    const { revision } = await answer(['ls', '/ls/']);
    await cluster.etcdctl('put', '/ls/later', 'x');
    const then = await answer(['ls', '/ls/', '--rev', String(revision)]);
    expect(then).toMatchObject({ revision, complete: true });
    expect(then.children).toHaveLength(3);
    expect((await answer(['ls', '/ls/'])).children).toHaveLength(4);
    await cluster.etcdctl('del', '/ls/later');
  });

  it('is empty where nothing stands', async () => {
    expect(await answer(['ls', '/nothing/here/'])).toMatchObject({ complete: true, children: [] });
  });

  it('prints a line a child for people, and nothing that steers their terminal', async () => {
    await etcdeck(['put', '--force', '/steer/\u001b[2J', 'x']);
    const { stdout } = await cli.run([...flags, 'ls', '/steer/']);
    expect(stdout).toBe('\\x1b[2J\n');
  });
});

describe('get', () => {
  it('gives what etcdctl gives', async () => {
    await cluster.etcdctl('put', '/get/a', '{"a":1}');
    const kv = await seen('/get/a');
    expect(await answer(['get', '/get/a'])).toEqual({
      key: kv.key,
      createRevision: kv.create_revision,
      modRevision: kv.mod_revision,
      version: kv.version,
      lease: null,
      codec: 'json',
      text: '{"a":1}',
      value: kv.value,
    });
  });

  it('names the lease as etcdctl does', async () => {
    const id = /lease (\w+) granted/.exec(await cluster.etcdctl('lease', 'grant', '600'))?.[1];
    await cluster.etcdctl('put', '/get/leased', 'x', `--lease=${id}`);
    expect((await answer(['get', '/get/leased'])).lease).toBe(id);
  });

  it('gives bytes as they are', async () => {
    const value = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await etcdeck(['put', '--force', '--key-encoding', 'hex', '2f67ff00'], { input: value });
    const args = ['get', '--key-encoding', 'base64', Buffer.from('2f67ff00', 'hex').toString('base64')];
    expect(await answer(args)).toMatchObject({
      codec: 'hex',
      text: null,
      value: Buffer.from(value).toString('base64'),
    });
    const raw = await etcdeck([...args, '--raw']);
    expect(raw.stdoutBytes.equals(value)).toBe(true);
  });

  it('reads the past', async () => {
    await cluster.etcdctl('put', '/get/past', 'old');
    const { modRevision } = await answer(['get', '/get/past']);
    await cluster.etcdctl('put', '/get/past', 'new');
    expect((await answer(['get', '/get/past', '--rev', String(modRevision)])).text).toBe('old');
  });

  it('exits 1 where there is no such key', async () => {
    expect(await failure(['get', '/get/none'])).toMatchObject({ exitCode: 1, code: 'KeyNotFound' });
    expect(await failure(['get', '/get/a', '--rev', '999999999'])).toMatchObject({ exitCode: 1, code: 'FutureRev' });
  });
});

describe('put', () => {
  it('refuses in a pipe what is neither guarded nor forced, and writes nothing', async () => {
    expect(await failure(['put', '/put/unguarded', 'x'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
    expect(await seen('/put/unguarded')).toBeUndefined();
  });

  it('creates a key that must not exist, and no other', async () => {
    const { modRevision } = await answer(['put', '/put/new', 'x', '--if-mod-revision', '0']);
    expect(await seen('/put/new')).toMatchObject({ mod_revision: modRevision, value: base64('x') });
    expect(await failure(['put', '/put/new', 'y', '--if-mod-revision', '0'])).toMatchObject({
      exitCode: 1,
      code: 'Conflict',
    });
    expect((await seen('/put/new')).value).toBe(base64('x'));
  });

  it('replaces what it was read as, once', async () => {
    const { modRevision } = await answer(['put', '/put/guarded', 'a', '--force']);
    const guard = ['--if-mod-revision', String(modRevision)];
    expect((await answer(['put', '/put/guarded', 'b', ...guard])).version).toBe(2);
    const conflict = await failure(['put', '/put/guarded', 'c', ...guard]);
    expect(conflict).toMatchObject({ exitCode: 1, code: 'Conflict' });
    expect((await seen('/put/guarded')).value).toBe(base64('b'));
  });

  it('takes the value from stdin, to its last byte', async () => {
    await answer(['put', '/put/stdin', '--force'], { input: 'line\n\n' });
    expect((await seen('/put/stdin')).value).toBe(base64('line\n\n'));
    await answer(['put', '/put/stdin', '--force', '']);
    expect((await seen('/put/stdin')).value).toBeUndefined();
    await answer(['put', '--force', '/put/stdin', '--', '--force']);
    expect((await seen('/put/stdin')).value).toBe(base64('--force'));
  });

  it('is not allowed what the user is not allowed', async () => {
    const args = [...flags, '--user', 'reader:readerpw', '-w', 'json'];
    await cluster.etcdctl('put', '/app/a', 'x');
    expect((await cli.run([...args, 'get', '/app/a'])).exitCode).toBe(0);
    const denied = await cli.run([...args, 'put', '/app/a', 'y', '--force']);
    expect({ exitCode: denied.exitCode, code: JSON.parse(denied.stderr).error.code }).toEqual({
      exitCode: 3,
      code: 'PermissionDenied',
    });
  });
});

describe('del', () => {
  it('refuses, guards, deletes, and says when there is nothing', async () => {
    const { modRevision } = await answer(['put', '/del/a', 'x', '--force']);
    expect(await failure(['del', '/del/a'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
    expect(await failure(['del', '/del/a', '--if-mod-revision', String(modRevision - 1)])).toMatchObject({
      exitCode: 1,
      code: 'Conflict',
    });
    expect(await seen('/del/a')).toBeDefined();
    expect(await answer(['del', '/del/a', '--if-mod-revision', String(modRevision)])).toEqual({
      key: base64('/del/a'),
      revision: expect.any(Number),
    });
    expect(await seen('/del/a')).toBeUndefined();
    expect(await failure(['del', '/del/a', '--force'])).toMatchObject({ exitCode: 1, code: 'KeyNotFound' });
  });
});

describe('watch', () => {
  it('prints one line an event, with the value before, until it is interrupted', async () => {
    const first = await answer(['put', '/watch/a', 'one', '--force']);
    const { child, ended } = cli.start([
      ...flags,
      ...['watch', '/watch/', '--rev', String(first.modRevision), '--prev-kv', '-w', 'json'],
    ]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const event = async () => JSON.parse((await lines.next()).value);
    expect(await event()).toEqual({
      type: 'put',
      key: base64('/watch/a'),
      value: base64('one'),
      prevValue: null,
      createRevision: first.createRevision,
      modRevision: first.modRevision,
      version: 1,
      lease: null,
    });
    await cluster.etcdctl('put', '/watch/a', 'two');
    expect(await event()).toMatchObject({ type: 'put', value: base64('two'), prevValue: base64('one'), version: 2 });
    await cluster.etcdctl('del', '/watch/a');
    expect(await event()).toMatchObject({
      type: 'delete',
      key: base64('/watch/a'),
      value: null,
      prevValue: base64('two'),
      modRevision: first.modRevision + 2,
    });
    child.kill('SIGINT');
    // It was interrupted, and says nothing of it.
    expect(await ended).toMatchObject({ exitCode: 130, stderr: '' });
  });

  it('says that history was compacted, and exits 1', async () => {
    const { modRevision } = await answer(['put', '/compacted', 'a', '--force']);
    await cluster.etcdctl('put', '/compacted', 'b');
    // Of the member that is watched: the others hear of it a moment later.
    await cluster.etcdctlAt(cluster.endpoints[0] ?? '', 'compaction', String(modRevision + 1));
    const { exitCode, stdout } = await etcdeck(['watch', '/compacted', '--rev', String(modRevision)]);
    expect({ exitCode, answer: JSON.parse(stdout) }).toEqual({
      exitCode: 1,
      answer: { type: 'compacted', compactRevision: modRevision + 1 },
    });
    expect(await failure(['get', '/compacted', '--rev', String(modRevision)])).toMatchObject({ code: 'Compacted' });
  });

  it('ends quietly when its reader goes', async () => {
    const { modRevision } = await answer(['put', '/head/a', '1', '--force']);
    for (const value of ['2', '3']) await cluster.etcdctl('put', '/head/a', value);
    const { child, ended } = cli.start([...flags, '-w', 'json', 'watch', '/head/', '--rev', String(modRevision)]);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await cluster.etcdctl('put', '/head/a', '4');
    expect(await ended).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('as etcdctl prints', () => {
  /** The same of both, for the same cluster. */
  const both = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await cli.run([...flags, '-w', 'simple', ...args]);
    expect(exitCode).toBe(0);
    return [stdout, await cluster.etcdctl(...args)];
  };

  it('prints what was put and deleted', async () => {
    expect((await cli.run([...flags, '-w', 'simple', 'put', '/simple/a', 'x', '--force'])).stdout).toBe(
      await cluster.etcdctl('put', '/simple/b', 'x'),
    );
    expect((await cli.run([...flags, '-w', 'simple', 'del', '/simple/a', '--force'])).stdout).toBe(
      await cluster.etcdctl('del', '/simple/b'),
    );
  });

  it.each([[[]], [['--hex']]])('prints a key and its value %j', async (hex) => {
    await cluster.etcdctl('put', '/simple/\u00fc', 'line\n\u001b');
    const [ours, theirs] = await both('get', '/simple/\u00fc', ...hex);
    expect(ours).toBe(theirs);
  });

  it.each([[[]], [['--hex']]])('prints changes %j', async (hex) => {
    const { modRevision } = await answer(['put', '/simple/w', 'one', '--force']);
    await cluster.etcdctl('put', '/simple/w', 'two');
    await cluster.etcdctl('del', '/simple/w');
    const args = ['watch', '/simple/w', '--rev', String(modRevision), '--prev-kv', ...hex];
    const { child, ended } = cli.start([...flags, '-w', 'simple', ...args]);
    let printed = '';
    child.stdout.on('data', (chunk: Buffer) => {
      printed += chunk.toString('utf8');
    });
    await expect.poll(() => printed).toMatch(/DELETE\n.*\n.*\n.*\n\n$/);
    child.kill('SIGINT');
    await ended;
    const shown = (text: string): string =>
      hex.length === 0 ? text : Buffer.from(text).toString('hex').replace(/../g, '\\x$&');
    const [key, one, two] = ['/simple/w', 'one', 'two'].map(shown);
    expect(printed).toBe(
      `PUT\n${key}\n${one}\nPUT\n${key}\n${one}\n${key}\n${two}\nDELETE\n${key}\n${two}\n${key}\n\n`,
    );
  });

  it('shows the value before in a table too, where it is asked for', async () => {
    const { modRevision } = await answer(['put', '/simple/t', 'one', '--force']);
    await cluster.etcdctl('put', '/simple/t', 'two');
    await cluster.etcdctl('del', '/simple/t');
    const { child, ended } = cli.start([...flags, 'watch', '/simple/t', '--rev', String(modRevision), '--prev-kv']);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    const said = [await lines.next(), await lines.next(), await lines.next()].map(({ value }) => value);
    child.kill('SIGINT');
    await ended;
    expect(said).toEqual([
      `${modRevision}  put     /simple/t  one`,
      `${modRevision + 1}  put     /simple/t  two  (was one)`,
      `${modRevision + 2}  delete  /simple/t  (was two)`,
    ]);
  });
});

describe('snapshot save', () => {
  it('saves what etcd itself takes for whole', async () => {
    const file = join(folder, 'whole.db');
    await cluster.etcdctl('put', '/snapshot', 'kept');
    const { exitCode, stdout } = await etcdeck(['snapshot', 'save', 'whole.db'], { cwd: folder });
    expect(exitCode).toBe(0);
    const saved = JSON.parse(stdout);
    expect(saved).toEqual({
      file,
      bytes: (await stat(file)).size,
      sha256: createHash('sha256')
        .update(await readFile(file))
        .digest('hex'),
      revision: expect.any(Number),
      member: expect.stringMatching(/^[0-9a-f]+$/),
    });
    const { etcdutl, etcdctl } = chosenEtcd();
    const checker = etcdutl ?? etcdctl;
    if (checker === null) throw new Error('neither etcdutl nor etcdctl');
    const checked = JSON.parse((await promisify(execFile)(checker, ['snapshot', 'status', file, '-w', 'json'])).stdout);
    expect(checked.revision).toBeGreaterThanOrEqual(saved.revision);
  });

  it('says nothing while it goes where nobody watches', async () => {
    const { exitCode, stderr } = await cli.run([...flags, 'snapshot', 'save', join(folder, 'quiet.db')]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('names a folder that is not there, in words', async () => {
    const told = await failure(['snapshot', 'save', join(folder, 'none/a.db')]);
    expect(told).toEqual({
      exitCode: 2,
      code: 'FileNotWritable',
      message: `${join(folder, 'none/a.db')} cannot be written: there is no such folder`,
    });
  });

  it('never overwrites', async () => {
    const file = join(folder, 'taken.db');
    await writeFile(file, 'mine');
    expect(await failure(['snapshot', 'save', file])).toMatchObject({ exitCode: 2, code: 'FileExists' });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});

describe('a Secret', () => {
  const secret = '{"kind":"Secret","apiVersion":"v1","metadata":{"name":"a"},"data":{"password":"aHVudGVyMg=="}}';

  it('is covered until it is revealed', async () => {
    await cluster.etcdctl('put', '/secret/a', secret);
    const covered = await answer(['get', '/secret/a']);
    expect(covered).toMatchObject({ codec: 'kubernetes', value: null });
    expect(covered.text).toContain('password: •••••••• (7 bytes)');
    expect(await answer(['get', '/secret/a', '--reveal'])).toMatchObject({
      codec: 'kubernetes',
      text: expect.stringContaining('password: aHVudGVyMg=='),
      value: base64(secret),
    });
    expect(await failure(['get', '/secret/a', '--raw'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
    expect((await etcdeck(['get', '/secret/a', '--raw', '--reveal'])).stdout).toBe(secret);
  });

  it.each([
    [[], null],
    [['--reveal'], base64(secret)],
  ])('is watched with %j', async (more, value) => {
    const { modRevision } = await answer(['put', '/secret/watched', secret, '--force']);
    const { child, ended } = cli.start([
      ...flags,
      ...['watch', '/secret/watched', '--rev', String(modRevision), '--prev-kv', '-w', 'json', ...more],
    ]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    expect(JSON.parse((await lines.next()).value)).toMatchObject({ type: 'put', value });
    await cluster.etcdctl('del', '/secret/watched');
    expect(JSON.parse((await lines.next()).value)).toMatchObject({ type: 'delete', prevValue: value });
    child.kill('SIGINT');
    // It was interrupted, and says nothing of it.
    expect(await ended).toMatchObject({ exitCode: 130, stderr: '' });
  });
});
