import { execFile, spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { base64, type CliWorld, startCliWorld } from '../testing/cli-world.ts';
import { chosenEtcd } from '../testing/etcd-binaries.ts';

/** Whether this machine lets its users have mounts of their own. */
const canMount = spawnSync('unshare', ['-rm', 'true']).status === 0;

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld([], { hasWorker: true });
});
afterAll(async () => world?.close());

describe('watch', () => {
  it('prints one line an event, with the value before, until it is interrupted', async () => {
    const first = await world.answer(['put', '/watch/a', 'one', '--force']);
    const { child, ended } = world.cli.start([
      ...world.flags,
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
    await world.cluster.etcdctl('put', '/watch/a', 'two');
    expect(await event()).toMatchObject({ type: 'put', value: base64('two'), prevValue: base64('one'), version: 2 });
    await world.cluster.etcdctl('del', '/watch/a');
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

  describe('of a part', () => {
    let from = 0;
    let last = 0;
    beforeAll(async () => {
      from = (await world.answer(['put', '/part/a', '1', '--force'])).modRevision;
      for (const key of ['/part/b', '/part/b/c', '/part/c']) await world.cluster.etcdctl('put', key, '1');
      await world.cluster.etcdctl('del', '/part/b');
      last = (await world.answer(['put', '/part/z', 'last', '--force'])).modRevision;
      // What comes behind shows that nothing else was before.
      await world.cluster.etcdctl('put', '/part/b', 'behind');
      await world.cluster.etcdctl('del', '/part/b');
    });

    it.each<[readonly string[], readonly string[]]>([
      [
        ['/part/b', '/part/c'],
        ['put /part/b', 'put /part/b/c', 'delete /part/b'],
      ],
      [
        ['/part/b', '--prefix'],
        ['put /part/b', 'put /part/b/c', 'delete /part/b'],
      ],
      [
        ['/part/b', '--exact'],
        ['put /part/b', 'delete /part/b'],
      ],
      [['/part/', '--only', 'delete'], ['delete /part/b']],
      [
        ['/part/b', '/part/d', '--only', 'put'],
        ['put /part/b', 'put /part/b/c', 'put /part/c'],
      ],
    ])('%j prints what is in it, and nothing else', async (args, expected) => {
      const flags = [...world.flags, 'watch', ...args, '--rev', String(from), '-w', 'json'];
      const { child, ended } = world.cli.start(flags);
      const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
      const said: string[] = [];
      for (;;) {
        const { type, key, modRevision } = JSON.parse((await lines.next()).value);
        if (modRevision > last) break;
        said.push(`${type} ${Buffer.from(key, 'base64')}`);
      }
      child.kill('SIGINT');
      await ended;
      expect(said).toEqual(expected);
    });
  });

  it.each<[readonly string[], string]>([
    [['/a', '/b', '--prefix'], 'BadRequest'],
    [['/a', '/b', '--exact'], 'BadRequest'],
    [['/b', '/a'], 'BadRequest'],
  ])('of %j is refused', async (args, code) => {
    expect(await world.failure(['watch', ...args])).toMatchObject({ exitCode: 2, code });
  });

  it.each([
    ['/a', '--exact', '--prefix'],
    ['/a', '--only', 'compacted'],
    ['/a', '--rev', 'soon'],
  ])('with %s %s %s is wrong usage', async (...args) => {
    expect((await world.etcdeck(['watch', ...args])).exitCode).toBe(2);
  });

  it('says that history was compacted, and exits 1', async () => {
    const { modRevision } = await world.answer(['put', '/compacted', 'a', '--force']);
    await world.cluster.etcdctl('put', '/compacted', 'b');
    // Of the member that is watched: the others hear of it a moment later.
    await world.cluster.etcdctlAt(world.cluster.endpoints[0] ?? '', 'compaction', String(modRevision + 1));
    const { exitCode, stdout } = await world.etcdeck(['watch', '/compacted', '--rev', String(modRevision)]);
    expect({ exitCode, answer: JSON.parse(stdout) }).toEqual({
      exitCode: 1,
      answer: { type: 'compacted', compactRevision: modRevision + 1 },
    });
    expect(await world.failure(['get', '/compacted', '--rev', String(modRevision)])).toMatchObject({
      code: 'Compacted',
    });
  });

  it('ends quietly when its reader goes', async () => {
    const { modRevision } = await world.answer(['put', '/head/a', '1', '--force']);
    for (const value of ['2', '3']) await world.cluster.etcdctl('put', '/head/a', value);
    const { child, ended } = world.cli.start([
      ...world.flags,
      '-w',
      'json',
      'watch',
      '/head/',
      '--rev',
      String(modRevision),
    ]);
    await once(child.stdout, 'data');
    child.stdout.destroy();
    await world.cluster.etcdctl('put', '/head/a', '4');
    expect(await ended).toMatchObject({ exitCode: 0, stderr: '' });
  });
});

describe('snapshot save', () => {
  it('saves what etcd itself takes for whole', async () => {
    const file = join(world.folder, 'whole.db');
    await world.cluster.etcdctl('put', '/snapshot', 'kept');
    const { exitCode, stdout } = await world.etcdeck(['snapshot', 'save', 'whole.db'], { cwd: world.folder });
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
      verdict: 'ok',
    });
    const { etcdutl, etcdctl } = chosenEtcd();
    const checker = etcdutl ?? etcdctl;
    if (checker === null) throw new Error('neither etcdutl nor etcdctl');
    const checked = JSON.parse((await promisify(execFile)(checker, ['snapshot', 'status', file, '-w', 'json'])).stdout);
    expect(checked.revision).toBe(saved.revision);

    const damaged = join(world.folder, 'damaged.db');
    const bytes = await readFile(file);
    bytes[10_000] = (bytes[10_000] ?? 0) ^ 1;
    await writeFile(damaged, bytes);
    const told = await world.offline(['snapshot', 'check', file, damaged, join(world.folder, 'none.db')]);
    const verdicts = told.stdout.trim().split('\n');
    expect(verdicts.map((line) => JSON.parse(line))).toMatchObject([
      { file, verdict: 'ok', revision: saved.revision, findings: [] },
      { file: damaged, verdict: 'damaged' },
    ]);
    expect(JSON.parse(told.stderr)).toMatchObject({ error: { code: 'FileNotFound' } });
    expect(told.exitCode).toBe(1);
    expect((await world.offline(['snapshot', 'check', file])).exitCode).toBe(0);
  });

  it('says nothing while it goes where nobody watches', async () => {
    const { exitCode, stderr } = await world.cli.run([
      ...world.flags,
      'snapshot',
      'save',
      join(world.folder, 'quiet.db'),
    ]);
    expect({ exitCode, stderr }).toEqual({ exitCode: 0, stderr: '' });
  });

  it('remembers what was saved, for windows as well; where it cannot, it saves all the same and says so', async () => {
    const settings = await mkdtemp(join(tmpdir(), 'etcdeck-settings-'));
    try {
      const options = { env: { ETCDECK_CONFIG_DIR: settings } };
      const known = join(world.folder, 'known.db');
      const { verdict, ...saved } = await world.answer(['snapshot', 'save', known], options);
      const unread = await world.answer(['snapshot', 'save', join(world.folder, 'unread.db'), '--no-check'], options);
      expect([verdict, unread.verdict]).toEqual(['ok', null]);
      const { snapshots } = await world.answerOffline(['snapshot', 'list'], options);
      const facts = { clusterId: expect.any(String), etcdVersion: expect.any(String), at: expect.any(Number) };
      const more = { ...facts, origin: 'saved', isThere: true, rehearsed: null, copies: [] };
      expect(snapshots).toEqual([
        { ...unread, ...more, verdict: null },
        { ...saved, ...more, verdict: 'ok' },
      ]);
      await writeFile(join(settings, 'snapshots.json'), '[');
      const file = join(world.folder, 'unknown.db');
      const { exitCode, stdout, stderr } = await world.etcdeck(['snapshot', 'save', file], options);
      expect({ exitCode, saved: JSON.parse(stdout), said: JSON.parse(stderr.trim().split('\n').at(-1) ?? '') }).toEqual(
        {
          exitCode: 0,
          saved: expect.objectContaining({ file }),
          said: { warning: { code: 'SettingsDamaged', message: expect.stringContaining('snapshots.json is damaged') } },
        },
      );
    } finally {
      await rm(settings, { recursive: true, force: true });
    }
  });

  it.skipIf(!canMount)('that meets a full disk leaves nothing', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'etcdeck-full-'));
    try {
      // A disk of its own, of 16 KiB, which nobody else sees: what is left there is told by the last line.
      const inside = 'mount -t tmpfs -o size=16k none "$0" || exit 9; "$@"; code=$?; ls -A "$0"; exit $code';
      const command = [process.execPath, world.cli.script, ...world.flags, '-w', 'json', 'snapshot', 'save'];
      const args = ['-rm', 'sh', '-c', inside, folder, ...command, join(folder, 'a.db')];
      const env = { ...process.env, ETCDECK_CONFIG_DIR: world.folder };
      await expect(promisify(execFile)('unshare', args, { env })).rejects.toMatchObject({
        ...{ code: 3, stdout: '', stderr: expect.stringContaining('"DiskFull"') },
      });
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it('names a world.folder that is not there, in words', async () => {
    const told = await world.failure(['snapshot', 'save', join(world.folder, 'none/a.db')]);
    expect(told).toEqual({
      exitCode: 2,
      code: 'FileNotWritable',
      message: `${join(world.folder, 'none/a.db')} cannot be written: there is no such folder`,
    });
  });

  it('never overwrites', async () => {
    const file = join(world.folder, 'taken.db');
    await writeFile(file, 'mine');
    expect(await world.failure(['snapshot', 'save', file])).toMatchObject({ exitCode: 2, code: 'FileExists' });
    expect(await readFile(file, 'utf8')).toBe('mine');
  });
});

describe('a Secret', () => {
  const secret = '{"kind":"Secret","apiVersion":"v1","metadata":{"name":"a"},"data":{"password":"aHVudGVyMg=="}}';

  it('is covered until it is revealed', async () => {
    await world.cluster.etcdctl('put', '/secret/a', secret);
    const covered = await world.answer(['get', '/secret/a']);
    expect(covered).toMatchObject({ codec: 'kubernetes', value: null });
    expect(covered.text).toContain('password: •••••••• (7 bytes)');
    expect(await world.answer(['get', '/secret/a', '--reveal'])).toMatchObject({
      codec: 'kubernetes',
      text: expect.stringContaining('password: aHVudGVyMg=='),
      value: base64(secret),
    });
    expect(await world.failure(['get', '/secret/a', '--raw'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
    expect((await world.etcdeck(['get', '/secret/a', '--raw', '--reveal'])).stdout).toBe(secret);
  });

  it.each([
    [[], null],
    [['--reveal'], base64(secret)],
  ])('is watched with %j', async (more, value) => {
    const { modRevision } = await world.answer(['put', '/secret/watched', secret, '--force']);
    const { child, ended } = world.cli.start([
      ...world.flags,
      ...['watch', '/secret/watched', '--rev', String(modRevision), '--prev-kv', '-w', 'json', ...more],
    ]);
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    expect(JSON.parse((await lines.next()).value)).toMatchObject({ type: 'put', value });
    await world.cluster.etcdctl('del', '/secret/watched');
    expect(JSON.parse((await lines.next()).value)).toMatchObject({ type: 'delete', prevValue: value });
    child.kill('SIGINT');
    // It was interrupted, and says nothing of it.
    expect(await ended).toMatchObject({ exitCode: 130, stderr: '' });
  });
});
