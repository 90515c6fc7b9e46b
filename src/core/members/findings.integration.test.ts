import { afterEach, expect, it } from 'vitest';
import { openConnection } from '../../testing/open-connection.ts';
import { startCluster, type TestCluster, type TestClusterOptions } from '../../testing/test-cluster.ts';
import { createCluster } from './create-cluster.ts';

const clock = { now: () => Date.now() };
const closing: (() => Promise<void> | void)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function aCluster(options: TestClusterOptions = {}): Promise<TestCluster> {
  const cluster = await startCluster(options);
  closing.push(() => cluster.close());
  return cluster;
}

function connectTo(cluster: TestCluster, endpoints = cluster.endpoints) {
  const connection = openConnection(cluster.target({ endpoints }));
  closing.push(() => connection.close());
  const api = createCluster(connection.open, { clock });
  return { api, connection: connection.id, status: () => api.status({ connection: connection.id }) };
}

it('finds an endpoint of another cluster, and that nothing else is wrong', async () => {
  const [own, other] = [await aCluster(), await aCluster()];
  const [strange = ''] = other.endpoints;
  const { status } = connectTo(own, [...own.endpoints, strange]);
  const { clusterId } = await connectTo(other).status();
  await expect
    .poll(async () => (await status()).findings)
    .toMatchObject([
      {
        code: 'OtherCluster',
        detail: { endpoint: strange, clusterId },
        failure: { code: 'ClusterIDMismatch', endpoint: strange },
      },
      { code: 'QuorumAtRisk', severity: 'info' },
    ]);
});

it('finds that a member does not listen where it announces it', async () => {
  const announced = 'http://127.0.0.1:1';
  const cluster = await aCluster({ args: ['--advertise-client-urls', announced] });
  const { status } = connectTo(cluster);
  const [endpoint] = cluster.endpoints;
  await expect
    .poll(async () => (await status()).findings.find(({ code }) => code === 'AnnouncedURLUnreachable'), {
      timeout: 30_000,
    })
    .toMatchObject({
      severity: 'info',
      detail: { endpoint, url: announced },
      failure: { code: 'ConnectionRefused', endpoint: announced },
    });
  expect((await status()).findings.map(({ code }) => code)).not.toContain('MemberDown');
});

it('finds nothing wrong with a member that announces another URL, which leads to it', async () => {
  const cluster = await aCluster();
  const [endpoint = ''] = cluster.endpoints;
  const { status } = connectTo(cluster, [endpoint.replace('127.0.0.1', 'localhost')]);
  await status();
  const { findings, members } = await status();
  expect(members).toMatchObject([{ healthy: true, endpoint: endpoint.replace('127.0.0.1', 'localhost') }]);
  expect(findings.map(({ code }) => code)).toEqual(['QuorumAtRisk']);
});

it('checks peer URLs beside those of the cluster’s members', async () => {
  const cluster = await aCluster({ members: 3 });
  const { api, connection, status } = connectTo(cluster);
  const [first, second] = (await status()).members;
  const [own = '', theirs = ''] = [first?.peerURLs[0], second?.peerURLs[0]];
  const check = async (url: string, member = first?.id ?? null) =>
    (await api.checkPeerURLs({ connection, member, peerURLs: [url] }))[0];
  expect(await check(own)).toEqual({ url: own, refusal: null, warnings: [] });
  expect(await check(own, null)).toMatchObject({ refusal: { code: 'PeerURLExist' } });
  expect(await check(theirs)).toMatchObject({ refusal: { code: 'PeerURLExist' } });
  const respelt = theirs.replace('127.0.0.1', 'localhost');
  expect(await check(respelt)).toMatchObject({ refusal: null, warnings: ['SameAddress'] });
});
