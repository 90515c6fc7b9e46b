import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareVersions, everyEtcd } from '../../testing/etcd-binaries.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from './client.ts';
import { rpcSince } from './rpc-versions.ts';

const calls: Readonly<Record<string, (client: EtcdClient, member: string) => Promise<unknown>>> = {
  'Maintenance.Downgrade': (client) =>
    client.call(({ maintenance }) => maintenance.downgrade({ action: 'Validate', version: '3.0' })),
  'KV.RangeStream': (client) =>
    client.attempt(async (channel, bounds) => {
      const { messages } = await channel.open('KV', 'rangeStream', { key: Buffer.from('a') }, bounds);
      await messages.next();
    }),
};

describe.each(everyEtcd().map((binaries) => [binaries.version, binaries] as const))(
  'a member of %s',
  (version, binaries) => {
    let cluster: TestCluster;
    let client: EtcdClient;

    beforeAll(async () => {
      cluster = await startCluster({ binaries });
      client = new EtcdClient(cluster.target());
    });
    afterAll(async () => {
      client?.close();
      await cluster?.close();
    });

    it.each(Object.entries(rpcSince))('has %s from %s on, and else says which is missing', async (call, since = '') => {
      const outcome = await calls[call]?.(client, cluster.endpoints[0] ?? '').then(
        () => null,
        (error: unknown) => error,
      );
      const missing = { code: 'Unimplemented', detail: { call, since }, message: `${call} came with etcd ${since}` };
      if (compareVersions(version, since) < 0) expect(outcome).toMatchObject(missing);
      else expect(outcome).not.toMatchObject({ code: 'Unimplemented' });
    });
  },
);
