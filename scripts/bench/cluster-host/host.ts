import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ConnectionId } from '../../../src/contract/ids.ts';
import { createApp } from '../../../src/core/app.ts';
import { testPorts } from '../../../src/testing/ports.ts';

/** What the bench gets with each status of the members. */
export interface Seen {
  /** Since the members were asked for, in milliseconds. */
  readonly ms: number;
  readonly answered: number;
  /** The processor time of this process so far, in milliseconds. */
  readonly cpuMs: number;
}

/** How often a window asks the members. */
const followMs = 2_000;
const connection = 'bench' as ConnectionId; // made up

/** The whole product with one window that shows the members of these endpoints, until it is ended. */
async function showMembers(endpoints: readonly string[]): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'etcdeck-bench-cluster-'));
  process.on('exit', () => rmSync(folder, { recursive: true, force: true }));
  process.on('disconnect', () => process.exit());
  const { api, connections } = createApp(testPorts(folder));
  const tls = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  connections.addTransient({ id: connection, name: 'bench', endpoints, tls, user: null }, {});
  let isFollowing = false;
  for await (const { phase } of api.connections.open({ connection, secrets: {} })) {
    if (phase !== 'connected' || isFollowing) continue;
    isFollowing = true;
    void follow();
  }

  async function follow(): Promise<void> {
    const askedAt = performance.now();
    for await (const { members } of api.cluster.follow({ connection, intervalMs: followMs })) {
      const { user, system } = process.cpuUsage();
      const seen: Seen = {
        ms: performance.now() - askedAt,
        answered: members.filter(({ latencyMs }) => latencyMs !== null).length,
        cpuMs: (user + system) / 1_000,
      };
      // The bench may have gone in the meantime.
      process.send?.(seen, undefined, undefined, () => undefined);
    }
  }
}

await showMembers(process.argv.slice(2));
