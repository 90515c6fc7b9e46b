import { createInterface } from 'node:readline';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { base64, type CliWorld, startCliWorld } from '../testing/cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(async () => world?.close());

describe('status', () => {
  it('says of each member what etcdctl says', async () => {
    // A member's database may have grown between the two: they agree once it is still.
    await vi.waitFor(saysTheSame, { timeout: 60_000 });
  });

  async function saysTheSame(): Promise<void> {
    const { clusterId, quorum, members } = await world.answer(['status']);
    const listed = (await world.cluster.etcdctl('member', 'list'))
      .trim()
      .split('\n')
      .map((line) => line.split(', '));
    expect(
      members.map(({ id, name, endpoint }: Readonly<Record<string, string>>) => [id, name, endpoint]).sort(),
    ).toEqual(listed.map(([id, , name, , endpoint]) => [id, name, endpoint]).sort());
    const statuses = JSON.parse(await world.cluster.etcdctl('endpoint', 'status', '-w', 'json'));
    for (const { Endpoint, Status } of statuses) {
      const member = members.find(({ endpoint }: { readonly endpoint: string }) => endpoint === Endpoint);
      expect(member).toMatchObject({
        healthy: true,
        error: null,
        isLearner: false,
        isLeader: Status.header.member_id === Status.leader,
        version: world.cluster.version,
        dbSize: Status.dbSize,
        raftTerm: Status.raftTerm,
        alarms: [],
      });
      expect(member.revision).toBeGreaterThan(0);
    }
    expect(quorum).toEqual({ voters: 3, healthy: 3, needed: 2, tolerance: 1 });
    const { stdout } = await world.cli.run([...world.flags, 'status']);
    expect(stdout).toContain(`cluster ${clusterId}: 3 voters, 3 healthy; 1 more may fail`);
    const [first] = members;
    const row = stdout.split('\n').find((line) => line.startsWith(first.id));
    expect(stdout).toMatch(/ DB SIZE +IN USE +TERM /);
    expect(row).toMatch(/ [\d.]+ KiB +[\d.]+ KiB /);
  }
});

describe('ls', () => {
  beforeAll(async () => {
    for (const key of ['/ls/a', '/ls/b/1', '/ls/b/2', '/ls/c']) await world.cluster.etcdctl('put', key, 'x');
  });

  it('lists folders and keys as they stand among the keys', async () => {
    const { revision, complete, children } = await world.answer(['ls', '/ls/']);
    expect(complete).toBe(true);
    expect(revision).toBeGreaterThan(1);
    expect(children).toEqual([
      { kind: 'key', name: 'a', key: base64('/ls/a') },
      { kind: 'folder', name: 'b/', key: base64('/ls/b/') },
      { kind: 'key', name: 'c', key: base64('/ls/c') },
    ]);
  });

  it('lists every key without a delimiter, and no more than it may', async () => {
    const keys = (await world.cluster.etcdctl('get', '/ls/', '--prefix', '--keys-only')).trim().split(/\s+/);
    const all = await world.answer(['ls', '/ls/', '--delimiter', '']);
    expect(all.children.map(({ key }: { readonly key: string }) => key)).toEqual(keys.map(base64));
    expect(await world.answer(['ls', '/ls/', '--delimiter=', '--limit', '2'])).toMatchObject({
      complete: false,
      children: [{ key: base64('/ls/a') }, { key: base64('/ls/b/1') }],
    });
    const exactly = ['ls', '/ls/', '--delimiter=', '--limit', String(keys.length)];
    expect(await world.answer(exactly)).toMatchObject({ complete: true, children: all.children });
  });

  it('lists as of a revision', async () => {
    const { revision } = await world.answer(['ls', '/ls/']);
    await world.cluster.etcdctl('put', '/ls/later', 'x');
    const then = await world.answer(['ls', '/ls/', '--rev', String(revision)]);
    expect(then).toMatchObject({ revision, complete: true });
    expect(then.children).toHaveLength(3);
    expect((await world.answer(['ls', '/ls/'])).children).toHaveLength(4);
    await world.cluster.etcdctl('del', '/ls/later');
  });

  it('is empty where nothing stands', async () => {
    expect(await world.answer(['ls', '/nothing/here/'])).toMatchObject({ complete: true, children: [] });
  });

  it('prints a line a child for people, and nothing that steers their terminal', async () => {
    await world.etcdeck(['put', '--force', '/steer/\u001b[2J', 'x']);
    const { stdout } = await world.cli.run([...world.flags, 'ls', '/steer/']);
    expect(stdout).toBe('\\x1b[2J\n');
  });
});

describe('get', () => {
  it('gives what etcdctl gives', async () => {
    await world.cluster.etcdctl('put', '/get/a', '{"a":1}');
    const kv = await world.seen('/get/a');
    expect(await world.answer(['get', '/get/a'])).toEqual({
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
    const id = /lease (\w+) granted/.exec(await world.cluster.etcdctl('lease', 'grant', '600'))?.[1];
    await world.cluster.etcdctl('put', '/get/leased', 'x', `--lease=${id}`);
    expect((await world.answer(['get', '/get/leased'])).lease).toBe(id);
  });

  it('gives bytes as they are', async () => {
    const value = Uint8Array.from({ length: 256 }, (_, byte) => byte);
    await world.etcdeck(['put', '--force', '--key-encoding', 'hex', '2f67ff00'], { input: value });
    const args = ['get', '--key-encoding', 'base64', Buffer.from('2f67ff00', 'hex').toString('base64')];
    expect(await world.answer(args)).toMatchObject({
      codec: 'hex',
      text: null,
      value: Buffer.from(value).toString('base64'),
    });
    const raw = await world.etcdeck([...args, '--raw']);
    expect(raw.stdoutBytes.equals(value)).toBe(true);
  });

  it('reads the past', async () => {
    await world.cluster.etcdctl('put', '/get/past', 'old');
    const { modRevision } = await world.answer(['get', '/get/past']);
    await world.cluster.etcdctl('put', '/get/past', 'new');
    expect((await world.answer(['get', '/get/past', '--rev', String(modRevision)])).text).toBe('old');
  });

  it('exits 1 where there is no such key', async () => {
    expect(await world.failure(['get', '/get/none'])).toMatchObject({ exitCode: 1, code: 'KeyNotFound' });
    expect(await world.failure(['get', '/get/a', '--rev', '999999999'])).toMatchObject({
      exitCode: 1,
      code: 'FutureRev',
    });
  });
});

describe('put', () => {
  it('refuses in a pipe what is neither guarded nor forced, and writes nothing', async () => {
    expect(await world.failure(['put', '/put/unguarded', 'x'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
    expect(await world.seen('/put/unguarded')).toBeUndefined();
  });

  it('creates a key that must not exist, and no other', async () => {
    const { modRevision } = await world.answer(['put', '/put/new', 'x', '--if-mod-revision', '0']);
    expect(await world.seen('/put/new')).toMatchObject({ mod_revision: modRevision, value: base64('x') });
    expect(await world.failure(['put', '/put/new', 'y', '--if-mod-revision', '0'])).toMatchObject({
      exitCode: 1,
      code: 'Conflict',
    });
    expect((await world.seen('/put/new')).value).toBe(base64('x'));
  });

  it('replaces what it was read as, once', async () => {
    const { modRevision } = await world.answer(['put', '/put/guarded', 'a', '--force']);
    const guard = ['--if-mod-revision', String(modRevision)];
    expect((await world.answer(['put', '/put/guarded', 'b', ...guard])).version).toBe(2);
    const conflict = await world.failure(['put', '/put/guarded', 'c', ...guard]);
    expect(conflict).toMatchObject({ exitCode: 1, code: 'Conflict' });
    expect((await world.seen('/put/guarded')).value).toBe(base64('b'));
  });

  it('takes the value from stdin, to its last byte', async () => {
    await world.answer(['put', '/put/stdin', '--force'], { input: 'line\n\n' });
    expect((await world.seen('/put/stdin')).value).toBe(base64('line\n\n'));
    await world.answer(['put', '/put/stdin', '--force', '']);
    expect((await world.seen('/put/stdin')).value).toBeUndefined();
    await world.answer(['put', '--force', '/put/stdin', '--', '--force']);
    expect((await world.seen('/put/stdin')).value).toBe(base64('--force'));
  });

  it('is not allowed what the user is not allowed', async () => {
    const args = [...world.flags, '--user', 'reader:readerpw', '-w', 'json'];
    await world.cluster.etcdctl('put', '/app/a', 'x');
    expect((await world.cli.run([...args, 'get', '/app/a'])).exitCode).toBe(0);
    const denied = await world.cli.run([...args, 'put', '/app/a', 'y', '--force']);
    expect({ exitCode: denied.exitCode, code: JSON.parse(denied.stderr).error.code }).toEqual({
      exitCode: 3,
      code: 'PermissionDenied',
    });
  });
});

describe('del', () => {
  it('refuses, guards, deletes, and says when there is nothing', async () => {
    const { modRevision } = await world.answer(['put', '/del/a', 'x', '--force']);
    expect(await world.failure(['del', '/del/a'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
    expect(await world.failure(['del', '/del/a', '--if-mod-revision', String(modRevision - 1)])).toMatchObject({
      exitCode: 1,
      code: 'Conflict',
    });
    expect(await world.seen('/del/a')).toBeDefined();
    expect(await world.answer(['del', '/del/a', '--if-mod-revision', String(modRevision)])).toEqual({
      key: base64('/del/a'),
      revision: expect.any(Number),
    });
    expect(await world.seen('/del/a')).toBeUndefined();
    expect(await world.failure(['del', '/del/a', '--force'])).toMatchObject({ exitCode: 1, code: 'KeyNotFound' });
  });
});

describe('as etcdctl prints', () => {
  /** The same of both, for the same world.cluster. */
  const both = async (...args: readonly string[]) => {
    const { exitCode, stdout } = await world.cli.run([...world.flags, '-w', 'simple', ...args]);
    expect(exitCode).toBe(0);
    return [stdout, await world.cluster.etcdctl(...args)];
  };

  it('prints what was put and deleted', async () => {
    expect((await world.cli.run([...world.flags, '-w', 'simple', 'put', '/simple/a', 'x', '--force'])).stdout).toBe(
      await world.cluster.etcdctl('put', '/simple/b', 'x'),
    );
    expect((await world.cli.run([...world.flags, '-w', 'simple', 'del', '/simple/a', '--force'])).stdout).toBe(
      await world.cluster.etcdctl('del', '/simple/b'),
    );
  });

  it.each([[[]], [['--hex']]])('prints a key and its value %j', async (hex) => {
    await world.cluster.etcdctl('put', '/simple/\u00fc', 'line\n\u001b');
    const [ours, theirs] = await both('get', '/simple/\u00fc', ...hex);
    expect(ours).toBe(theirs);
  });

  it.each([[[]], [['--hex']]])('prints changes %j', async (hex) => {
    const { modRevision } = await world.answer(['put', '/simple/w', 'one', '--force']);
    await world.cluster.etcdctl('put', '/simple/w', 'two');
    await world.cluster.etcdctl('del', '/simple/w');
    const args = ['watch', '/simple/w', '--rev', String(modRevision), '--prev-kv', ...hex];
    const { child, ended } = world.cli.start([...world.flags, '-w', 'simple', ...args]);
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
    const { modRevision } = await world.answer(['put', '/simple/t', 'one', '--force']);
    await world.cluster.etcdctl('put', '/simple/t', 'two');
    await world.cluster.etcdctl('del', '/simple/t');
    const { child, ended } = world.cli.start([
      ...world.flags,
      'watch',
      '/simple/t',
      '--rev',
      String(modRevision),
      '--prev-kv',
    ]);
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
