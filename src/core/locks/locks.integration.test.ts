import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Contest } from '../../contract/locks.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { secretManifest } from '../../testing/kubernetes/secret-carriers.ts';
import { grantedLease, putOnLease } from '../../testing/leases.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';

const textOf = (bytes: Uint8Array | undefined): string => Buffer.from(bytes ?? []).toString();

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;
const clients: ChildProcess[] = [];
beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  app = await openApp(cluster.draft());
});
afterAll(async () => {
  const ended = clients.map((one) => (one.exitCode === null ? once(one, 'exit') : null));
  for (const one of clients) one.kill('SIGKILL');
  await Promise.all(ended);
  await app?.close();
  client?.close();
  await cluster?.close();
});

/** etcdctl, waiting in line or holding until it is stopped. */
function etcdctl(...args: readonly string[]): ChildProcess {
  const { etcdctl: program } = chosenEtcd();
  if (program === null) throw new Error('there is no etcdctl');
  const env = { ...process.env, ETCDCTL_API: '3' };
  const child = spawn(program, ['--endpoints', cluster.endpoints.join(','), ...args], { env, stdio: 'ignore' });
  clients.push(child);
  return child;
}

async function contests(): Promise<readonly Contest[]> {
  const found: Contest[] = [];
  for await (const notice of app.api.locks.list({ connection: app.connection })) {
    if (notice.kind === 'contests') found.push(...notice.contests);
    if (notice.kind === 'ended') expect(notice.untold).toBe(0);
  }
  return found;
}

const inLine = async (prefix: string): Promise<number> =>
  (await contests()).find((one) => textOf(one.prefix) === prefix)?.inLine ?? 0;

it('finds the holder of etcdctl’s lock, and those that wait, in their order', async () => {
  etcdctl('lock', 'jobs');
  await expect.poll(() => inLine('jobs/')).toBe(1);
  const [before] = await contests();
  etcdctl('lock', 'jobs');
  await expect.poll(() => inLine('jobs/')).toBe(2);
  const [now] = await contests();
  expect(now?.line[0]?.lease).toBe(before?.line[0]?.lease);
  expect(now?.line.map(({ value }) => textOf(value))).toEqual(['', '']);
  const [first, second] = now?.line ?? [];
  expect(first?.createRevision).toBeLessThan(second?.createRevision ?? 0);
  expect(textOf(first?.key)).toBe(`jobs/${first?.lease.replace(/^0+/, '')}`);
});

it('finds who leads an election and what it proclaims, covered where it is a secret', async () => {
  etcdctl('elect', 'leader', 'server-1');
  await expect.poll(() => inLine('leader/')).toBe(1);
  const lease = await grantedLease(client, 600);
  const password = 'battery-staple-17';
  await putOnLease(client, `/vault/${lease.replace(/^0+/, '')}`, lease, secretManifest(password));
  const found = await contests();
  const proclaimed = (prefix: string) => textOf(found.find((one) => textOf(one.prefix) === prefix)?.line[0]?.value);
  expect(proclaimed('leader/')).toBe('server-1');
  expect(proclaimed('/vault/')).not.toBe('');
  expect(proclaimed('/vault/')).not.toContain(Buffer.from(password).toString('base64').slice(0, 12));
  expect(proclaimed('/vault/')).not.toContain(password);
});

it('takes no other key on a lease for one in line', async () => {
  const [mine, other] = [await grantedLease(client, 600, ['/members/a']), await grantedLease(client, 600)];
  await putOnLease(client, `/members/${other.replace(/^0+/, '')}`, mine);
  expect(await inLine('/members/')).toBe(0);
});
