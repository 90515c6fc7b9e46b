import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { ConnectionId } from '../../../src/contract/ids.ts';
import { createApp } from '../../../src/core/app.ts';
import { testPorts } from '../../../src/testing/ports.ts';

/** How often a window asks the members, by custom. */
const followMs = 2_000;

/** The whole product with one window that shows its start and touches nothing. */
export async function restAs(endpoint: string, forMs: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'etcdeck-bench-rest-'));
  const app = createApp(testPorts(folder));
  const connection = 'bench' as ConnectionId; // made up
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  app.connections.addTransient({ id: connection, name: 'bench', endpoints: [endpoint], tls, user: null }, {});
  const leaving = new AbortController();
  const { signal } = leaving;
  const drain = async (stream: AsyncIterable<unknown>): Promise<void> => {
    // Both are followed until the window is closed, which ends them by a failure.
    for await (const each of stream) if (signal.aborted) void each;
  };
  const held = drain(app.api.connections.open({ connection, secrets: {} }, { signal })).catch(() => undefined);
  await delay(1_000);
  const followed = drain(app.api.cluster.follow({ connection, intervalMs: followMs }, { signal })).catch(
    () => undefined,
  );
  await delay(forMs);
  leaving.abort();
  await Promise.all([held, followed]);
  await app.close();
  await rm(folder, { recursive: true, force: true });
}
