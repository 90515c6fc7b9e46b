import { existsSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { startCluster, type TestCluster, type TestClusterOptions } from './test-cluster.ts';

const open: TestCluster[] = [];
const start = async (options?: TestClusterOptions): Promise<TestCluster> => {
  const cluster = await startCluster(options);
  open.push(cluster);
  return cluster;
};
afterEach(async () => {
  await Promise.all(open.splice(0).map((cluster) => cluster.close()));
});

describe('startCluster', () => {
  it('starts one member in the clear', async () => {
    const cluster = await start();
    await cluster.etcdctl('put', '/a', 'b');
    expect(await cluster.etcdctl('get', '/a', '--print-value-only')).toBe('b\n');
  });

  it('starts three members that ask for certificates and a user', async () => {
    const cluster = await start({ members: 3, tls: 'mutual', auth: true });
    expect(JSON.parse(await cluster.etcdctl('member', 'list', '-w', 'json')).members).toHaveLength(3);
    await expect(fetch(`${cluster.endpoints[0]}/version`)).rejects.toThrow();
  });

  it('kills, restarts and removes', async () => {
    const cluster = await start({ members: 3 });
    const [member] = cluster.members;
    const before = member?.pid;
    await member?.kill();
    await expect(fetch(`${member?.endpoint}/version`)).rejects.toThrow();
    await member?.restart();
    expect(member?.pid).not.toBe(before);
    expect((await fetch(`${member?.endpoint}/version`)).status).toBe(200);
    await cluster.close();
    expect(existsSync(cluster.folder)).toBe(false);
  });
});
