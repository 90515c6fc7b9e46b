import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, expect, it } from 'vitest';
import type { Finding, FindingCode } from '../../contract/findings.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { startSteadyWrites } from '../../testing/steady-writes.ts';
import { startCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';

const seconds = process.env.ETCDECK_FULL === '1' ? 120 : 10;

const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

/** What is true of three members of one version on one machine, healthy or not. */
const always: ReadonlySet<FindingCode> = new Set<FindingCode>([
  ...([
    'KnownDefect',
    'VersionEnded',
    'UpgradeNotReady',
    'AuthOff',
    'PlainClientURL',
    'PlainPeerURL',
    'NoSnapshot',
  ] as const),
]);
const isFalse = ({ code, detail }: Finding): boolean =>
  !always.has(code) || (code === 'UpgradeNotReady' && detail.reason === 'unhealthy');
const brief = ({ code, member, detail }: Finding) => JSON.stringify({ code, member, detail });

async function followed(app: OpenedApp, signal: AbortSignal, found: Set<string>): Promise<number> {
  let rounds = 0;
  try {
    for await (const { findings } of app.api.doctor.follow({ connection: app.connection }, { signal })) {
      rounds += 1;
      for (const one of findings.filter(isFalse)) found.add(brief(one));
    }
  } catch (error) {
    if (!signal.aborted) throw error;
  }
  return rounds;
}

it(`finds nothing wrong with healthy members under 2,000 writes a second, for ${seconds} s`, async () => {
  const cluster = await startCluster({ members: 3 });
  closing.push(() => cluster.close());
  const app = await openApp(cluster.draft());
  closing.push(() => app.close());
  const client = new EtcdClient(cluster.target());
  closing.push(() => client.close());
  const writes = startSteadyWrites(client, 2_000);
  const found = new Set<string>();
  const stop = new AbortController();
  const following = followed(app, stop.signal, found);
  const endsAt = performance.now() + seconds * 1_000;
  let examinations = 0;
  let withMetrics = 0;
  while (examinations === 0 || performance.now() < endsAt) {
    const request = { connection: app.connection, hashKV: true, snapshotFolder: null };
    for await (const notice of app.api.doctor.examine(request)) {
      if (notice.kind !== 'examined') continue;
      examinations += 1;
      const { findings, checks } = notice.examination;
      for (const one of findings.filter(isFalse)) found.add(brief(one));
      // A busy machine may miss one scrape.
      const mayMiss = (name: string, state: string): boolean => name === 'metrics' && state === 'partial';
      const undone = checks.filter(
        ({ name, state }) => state !== 'done' && state !== 'skipped' && !mayMiss(name, state),
      );
      expect(undone).toEqual([]);
      if (checks.some(({ name, state }) => name === 'metrics' && state === 'done')) withMetrics += 1;
    }
    await delay(200);
  }
  await writes.stop();
  stop.abort();
  expect(await following).toBeGreaterThan(1);
  expect(withMetrics).toBeGreaterThan(0);
  expect([...found]).toEqual([]);
  // A busy machine may not keep up with the pace.
  expect(writes.done() / seconds).toBeGreaterThan(100);
}, 300_000);
