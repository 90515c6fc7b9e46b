import { mkdtemp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EtcdClient } from '../core/etcd/client.ts';
import { type CliHome, startCliHome } from '../testing/cli-home.ts';
import { hasTerminals } from '../testing/cli-process.ts';
import { startProxy } from '../testing/proxy.ts';
import { startCluster, type TestCluster } from '../testing/test-cluster.ts';
import { put } from '../testing/unguarded-writes.ts';

let home: CliHome;
beforeAll(async () => {
  home = await startCliHome();
});
afterAll(() => home?.close());

describe('an interrupt', () => {
  let cluster: TestCluster;
  beforeAll(async () => {
    cluster = await startCluster();
    const client = new EtcdClient(cluster.target());
    const value = new Uint8Array(1_400_000).fill(1);
    for (let index = 0; index < 25; index++) await put(client, { key: Buffer.from(`/big/${index}`), value });
    client.close();
  });
  afterAll(() => cluster?.close());

  it('ends a snapshot and leaves nothing of it', async () => {
    const into = await mkdtemp(join(home.folder, 'interrupted-'));
    const { child, ended } = home.cli.start([
      ...['--endpoints', cluster.endpoints.join(','), '-w', 'json'],
      ...['snapshot', 'save', join(into, 'a.db')],
    ]);
    // Its passing name.
    await expect.poll(() => readdir(into)).toHaveLength(1);
    for (const member of cluster.members) member.freeze();
    try {
      child.kill('SIGINT');
      const { exitCode, stdout, stderr } = await ended;
      expect({ exitCode, stdout }).toEqual({ exitCode: 130, stdout: '' });
      expect(JSON.parse(stderr).error.code).toBe('Cancelled');
      expect(await readdir(into)).toEqual([]);
    } finally {
      for (const member of cluster.members) member.thaw();
    }
  });

  it.skipIf(!hasTerminals)('is Ctrl-C on a terminal, which ends a watch and a question', async () => {
    const flags = ['--endpoints', cluster.endpoints.join(',')];
    const typed = async (args: readonly string[], asked: RegExp, keys: string) => {
      const { child, ended } = home.cli.startOnTerminal([...flags, ...args]);
      let shown = '';
      child.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString('utf8');
      });
      await expect.poll(() => shown, { timeout: 20_000 }).toMatch(asked);
      child.stdin.write(keys);
      return (await ended).exitCode;
    };
    const ctrlC = '\u0003';
    expect(await typed(['watch', '/watched'], /watching from revision/, ctrlC)).toBe(130);
    expect(await typed(['put', '/asked', 'x'], /\[y\/N\]/, ctrlC)).toBe(130);
    expect(await typed(['put', '/asked', 'x'], /\[y\/N\]/, 'n\r')).toBe(1);
    expect(await cluster.etcdctl('get', '/asked', '--keys-only')).toBe('');
    expect(await typed(['put', '/asked', 'x'], /\[y\/N\]/, 'y\r')).toBe(0);
    expect(await typed(['del', '/asked'], /It holds:\s+x\s.*\[y\/N\]/s, 'y\r')).toBe(0);
  });

  it('ends a question that nobody answers', async () => {
    const proxy = await startProxy(cluster.endpoints[0] ?? '');
    proxy.stall();
    try {
      const { child, ended } = home.cli.start(['--endpoints', proxy.endpoint, '-w', 'json', 'get', '/big/1']);
      await expect.poll(() => proxy.connections()).toBe(1);
      child.kill('SIGINT');
      const { exitCode, stdout, stderr } = await ended;
      expect({ exitCode, stdout, code: JSON.parse(stderr).error.code }).toEqual({
        exitCode: 130,
        stdout: '',
        code: 'Cancelled',
      });
    } finally {
      await proxy.close();
    }
  });

  it('ends a value that never ends', async () => {
    const { child, ended } = home.cli.start(['--endpoints', cluster.endpoints.join(','), 'put', '/a', '--force']);
    // A write larger than the pipe's buffer completes only once the child reads.
    await new Promise((resolve) => child.stdin.write('x'.repeat(1_000_000), resolve));
    child.kill('SIGINT');
    expect(await ended).toMatchObject({ exitCode: 130, stdout: '' });
    expect(await cluster.etcdctl('get', '/a', '--keys-only')).toBe('');
  });

  it('goes on without its user where the cluster knows none, and says so', async () => {
    const args = ['--endpoints', cluster.endpoints.join(','), '--user', 'root:pw', 'ls', '/', '--limit', '1'];
    const { exitCode, stdout, stderr } = await home.cli.run(args);
    expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'big/\n' });
    expect(stderr).toBe('etcdeck: the cluster has authentication disabled: --user is not used.\n');
    const json = await home.cli.run([...args, '-w', 'json']);
    expect([json.exitCode, JSON.parse(json.stderr)]).toEqual([
      0,
      { warning: expect.objectContaining({ code: 'AuthNotEnabled' }) },
    ]);
  });

  it('bounds a short command where it is told to', async () => {
    for (const member of cluster.members) member.freeze();
    try {
      const args = ['--endpoints', cluster.endpoints.join(','), 'get', '/big/1', '--command-timeout', '500ms'];
      expect(await home.failure(args)).toEqual({ exitCode: 3, code: 'DeadlineExceeded' });
    } finally {
      for (const member of cluster.members) member.thaw();
    }
  });
});
