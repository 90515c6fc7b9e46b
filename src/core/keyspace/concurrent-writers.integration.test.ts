import { expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { liveKeys } from '../../contract/key-source.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { startCluster } from '../../testing/test-cluster.ts';

const saves = process.env.ETCDECK_FULL === '1' ? 100_000 : 500;
const writers = 4;
/** Few, so that writers meet. */
const keys = 8;

it(
  `loses none of ${saves} updates that ${writers} writers save under guard`,
  async () => {
    const cluster = await startCluster();
    const apps = await Promise.all(Array.from({ length: writers }, () => openApp(cluster.draft())));
    const tallies = await Promise.all(apps.map((app, writer) => count(app, writer)));
    const counted = await Promise.all(
      Array.from({ length: keys }, async (_, n) => Number(new TextDecoder().decode((await entryOf(apps, n))?.value))),
    );
    expect(counted.reduce((sum, value) => sum + value, 0)).toBe(saves);
    expect(tallies.reduce((sum, { saved }) => sum + saved, 0)).toBe(saves);
    // Else they were never in each other's way, and nothing was shown.
    expect(tallies.reduce((sum, { conflicts }) => sum + conflicts, 0)).toBeGreaterThan(0);
    await Promise.all(apps.map((app) => app.close()));
    await cluster.close();
  },
  Math.max(120_000, saves * 60),
);

const keyAt = (n: number): Uint8Array => new TextEncoder().encode(`/counters/${n}`);

async function entryOf([app]: readonly OpenedApp[], n: number) {
  if (app === undefined) throw new Error('nobody is there to read');
  return (await app.api.keys.get({ source: liveKeys(app.connection), key: keyAt(n), reveal: false })).entry;
}

/**
 * Adds one to counters, again and again: reads, writes back what it has read plus one, and starts over on a conflict.
 */
async function count(app: OpenedApp, writer: number) {
  let conflicts = 0;
  let saved = 0;
  while (saved < saves / writers) {
    const key = keyAt((saved + writer) % keys);
    const { entry } = await app.api.keys.get({ source: liveKeys(app.connection), key, reveal: false });
    const value = new TextEncoder().encode(String(Number(new TextDecoder().decode(entry?.value)) + 1));
    const request = { connection: app.connection, key, value, expectedModRevision: entry?.modRevision ?? 0 };
    try {
      await app.api.keys.put({ ...request, lease: 'keep' });
      saved += 1;
    } catch (error) {
      if (!(error instanceof EtcdeckError) || error.code !== 'Conflict') throw error;
      conflicts += 1;
    }
  }
  return { saved, conflicts };
}
