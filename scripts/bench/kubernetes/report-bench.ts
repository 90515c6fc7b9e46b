import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionId } from '../../../src/contract/ids.ts';
import { liveKeys } from '../../../src/contract/key-source.ts';
import { type App, createApp } from '../../../src/core/app.ts';
import { goldenObjects } from '../../../src/testing/kubernetes/golden-objects.ts';
import { registryEntries } from '../../../src/testing/kubernetes/registry-mix.ts';
import { seedRegistry } from '../../../src/testing/kubernetes/seed-registry.ts';
import { openConnection } from '../../../src/testing/open-connection.ts';
import { orphanGuard } from '../../../src/testing/orphan-guard.ts';
import { testPorts, testWorkerFile } from '../../../src/testing/ports.ts';
import { startCluster, type TestCluster } from '../../../src/testing/test-cluster.ts';
import type { Figure } from '../table.mjs';

const count = 100_000;
/** How long a host at rest is watched, for the stalls that the machine itself makes. */
const restMs = 5_000;

async function fill(cluster: TestCluster): Promise<void> {
  const { client, close } = openConnection(cluster.target());
  await seedRegistry(client, registryEntries(goldenObjects(), count));
  close();
}

async function openIn(app: App, cluster: TestCluster, signal: AbortSignal): Promise<ConnectionId> {
  const { profile } = await app.api.connections.save({ draft: cluster.draft(), secrets: {} });
  const states = app.api.connections.open({ connection: profile.id, secrets: {} }, { signal })[Symbol.asyncIterator]();
  for (;;) {
    const { value, done } = await states.next();
    if (done) throw new Error('the connection closed before it was open');
    if (value.phase === 'connected') return profile.id;
  }
}

/** The longest that the host's event loop stood still while something ran, in milliseconds. */
async function longestStall(act: () => Promise<void>): Promise<number> {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  histogram.enable();
  await act();
  histogram.disable();
  return histogram.max / 1_000_000;
}

/** A report over a registry in a real etcd on this machine: how long it takes, and how long the host stands still for it. */
export async function* measureReport(): AsyncGenerator<Figure> {
  const cluster = await startCluster();
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-bench-report-'));
  orphanGuard.folder(folder);
  const app = createApp(testPorts(folder));
  const held = new AbortController();
  try {
    await fill(cluster);
    // Built by a host's own build, and not while it runs.
    await testWorkerFile();
    const connection = await openIn(app, cluster, held.signal);
    const request = { source: liveKeys(connection), registry: Buffer.from('/registry/') };
    let objects = 0;
    const since = performance.now();
    const stall = await longestStall(async () => {
      for await (const notice of app.api.kubernetes.report(request)) {
        if (notice.kind === 'report') objects = notice.report.objects;
      }
    });
    const seconds = (performance.now() - since) / 1000;
    if (objects !== count) throw new Error(`the report is of ${objects} objects, not of ${count}`);
    const atRest = await longestStall(() => delay(restMs).then(() => undefined));
    const name = `report over ${count.toLocaleString('en')} objects`;
    yield { name, unit: 's', value: seconds, note: `etcd ${cluster.version} on the same machine` };
    yield {
      name: `${name}: longest stall of the host`,
      unit: 'ms',
      value: stall,
      target: 50,
      reference: atRest,
      note: 'beside a host at rest',
    };
  } finally {
    held.abort();
    await app.close();
    await cluster.close();
  }
}
