import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type MetricId, metricIds, type Scrape } from '../../contract/metrics.ts';
import { type ActingApp, openActingApp } from '../../testing/acting-app.ts';
import { chosenEtcd } from '../../testing/etcd-binaries.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';

const { version } = chosenEtcd();

/** Members measure the round trips to their peers every 30 seconds, which only a full run waits for. */
const waitsForPeers = process.env.ETCDECK_FULL === '1';
const fewScrapes = 3;

/** What etcd 3.4 does not measure. */
const newer: readonly MetricId[] = version.startsWith('3.4.') ? ['applyP99'] : [];

describe(`the metrics of etcd ${version}`, () => {
  let cluster: TestCluster;
  let app: ActingApp;
  beforeAll(async () => {
    cluster = await startCluster({
      ...{ members: 3, tls: 'mutual', peerTls: true, auth: true },
      // What is not done is not measured.
      args: ['--unsafe-no-fsync=false'],
    });
    app = await openActingApp(cluster);
  });
  afterAll(async () => {
    await app?.close();
    await cluster?.close();
  });

  it('give every figure that this version has', async () => {
    const client = new EtcdClient(cluster.target());
    const key = new TextEncoder().encode('/app/a');
    const busy = setInterval(() => void put(client, { key, value: key }).catch(() => undefined), 20);
    try {
      const scrapes: Scrape[] = [];
      for await (const notice of app.api.metrics.follow({ connection: app.connection })) {
        if (notice.kind === 'scrape') scrapes.push(notice.scrape);
        const sawPeers = scrapes.some(({ members }) => members.every(({ peers }) => peers.length === 2));
        if (waitsForPeers ? sawPeers : scrapes.length === fewScrapes) break;
      }
      const ids = scrapes.at(-1)?.members.map(({ member }) => member) ?? [];
      expect(ids.length).toBe(3);
      // A member that answers no call in a step has no share of failed ones.
      const rows = scrapes.flatMap(({ members }) => members);
      const absent = metricIds.filter((id) => rows.every(({ values }) => values[id] === undefined));
      // Round trips may have been measured by chance.
      expect(absent.filter((id) => id !== 'peerRoundTripP99' || waitsForPeers)).toEqual(newer);
      for (const { member, failure, values, peers } of scrapes.at(-1)?.members ?? []) {
        expect(failure).toBeNull();
        if (waitsForPeers)
          expect(new Set(peers.map(({ to }) => to))).toEqual(new Set(ids.filter((id) => id !== member)));
        expect(values.proposalsCommitted).toBeGreaterThan(0);
        expect(values.fsyncP99).toBeGreaterThan(0);
        expect(values.cpu).toBeGreaterThan(0);
      }
    } finally {
      clearInterval(busy);
      client.close();
    }
  });
});
