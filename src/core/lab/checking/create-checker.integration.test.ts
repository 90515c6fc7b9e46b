import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LabCheck } from '../../../contract/lab/checking.ts';
import { leaderOf, worldOf } from '../../../testing/lab/cluster-world.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import type { LabNews } from '../lab-world.ts';
import { createChecker, type LabChecker } from './create-checker.ts';

const patience = { timeout: 60_000, interval: 100 };

let cluster: TestCluster;
let closed: AbortController;
let news: LabNews[];
let checker: LabChecker;

beforeAll(async () => {
  cluster = await startCluster({ members: 3 });
  closed = new AbortController();
  news = [];
  checker = createChecker({ world: worldOf(cluster, closed.signal), tell: (event) => news.push(event) });
});

afterAll(async () => {
  closed.abort();
  await checker?.close();
  await cluster?.close();
});

/** Waits until so many more operations were answered. */
async function answered(more: number): Promise<LabCheck> {
  const { answered: before } = checker.now();
  return await vi.waitFor(() => {
    const seen = checker.now();
    expect(seen.answered).toBeGreaterThanOrEqual(before + more);
    return seen;
  }, patience);
}

describe('the check of consistency', () => {
  it('has seen nothing before it was started', async () => {
    expect(checker.now()).toEqual({
      ...{ isRunning: false, answered: 0, unknown: 0, refused: 0 },
      ...{ verdict: 'undecided', offending: null },
    });
  });

  it('finds members linearizable while their leader hangs, is killed and comes back', async () => {
    let changes = 0;
    const stop = checker.onChange(() => {
      changes += 1;
    });
    expect(await checker.run(true)).toMatchObject({ isRunning: true, verdict: 'undecided' });
    await answered(4);

    const frozen = await leaderOf(cluster);
    frozen.freeze();
    await answered(4);
    frozen.thaw();
    await answered(5);

    const killed = await leaderOf(cluster);
    await killed.kill();
    const without = await answered(4);
    expect(without.unknown + without.refused).toBeGreaterThan(0);
    await killed.restart();

    const seen = await answered(4);
    expect(seen).toMatchObject({ isRunning: true, verdict: 'linearizable', offending: null });
    expect(changes).toBeGreaterThanOrEqual(seen.answered);
    expect(news).toEqual([]);
    stop();
  });

  it('keeps what it has seen when it is stopped, and forgets it at the next start', async () => {
    const stopped = await checker.run(false);
    expect(stopped).toMatchObject({ isRunning: false, verdict: 'linearizable' });
    expect(checker.now()).toEqual(stopped);

    expect(await checker.run(true)).toMatchObject({ isRunning: true, answered: 0, unknown: 0, verdict: 'undecided' });
    await answered(3);
    closed.abort();
    await checker.close();
    expect(checker.now().isRunning).toBe(false);
    expect(await checker.run(true)).toMatchObject({ isRunning: false });
  });
});
