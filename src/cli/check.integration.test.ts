import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliWorld, startCliWorld } from '../testing/cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(async () => world?.close());

const keys = async (): Promise<number> => {
  const { count = 0 } = JSON.parse(
    await world.cluster.etcdctl('get', '/etcdeck-check-perf/', '--prefix', '--keys-only', '-w', 'json'),
  );
  return count;
};

it('says what it would write, and writes nothing', async () => {
  const { plan } = await world.answer(['check', 'perf', '--load', 'm', '--plan']);
  expect(plan).toMatchObject({ act: 'checkPerformance', consequences: ['LoadsCluster'], refused: null });
  expect(plan.etcdctl).toEqual([
    expect.stringMatching(/ check perf --load=m --prefix=\/etcdeck-check-perf\/[0-9a-f]{24}\/$/),
  ]);
  expect(await world.failure(['check', 'perf'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  expect(await world.failure(['check', 'perf', '--load', 'xxl', '--plan'])).toMatchObject({ exitCode: 2 });
  expect(await keys()).toBe(0);
});

it('deletes what it wrote when it is stopped from the keyboard', async () => {
  const { child, ended } = world.cli.start([...world.flags, '-w', 'json', 'check', 'perf', '--yes']);
  await expect.poll(keys).toBeGreaterThan(10);
  child.kill('SIGINT');
  const { exitCode, stdout } = await ended;
  expect(exitCode).toBe(130);
  const { report, performance } = JSON.parse(stdout);
  expect(report).toMatchObject({ outcome: 'stopped', steps: [{ outcome: 'failed', failure: { code: 'Cancelled' } }] });
  expect(performance).toMatchObject({ load: 's', passed: false, isCleanedUp: true });
  expect(await keys()).toBe(0);
});
