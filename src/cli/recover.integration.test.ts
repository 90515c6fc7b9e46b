import { afterAll, beforeAll, expect, it } from 'vitest';
import { type CliWorld, startCliWorld } from '../testing/cli-world.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(async () => world?.close());

it('says that a cluster with a quorum needs nothing', async () => {
  const { survivors, best, runbooks } = await world.answer(['recover']);
  expect(survivors).toHaveLength(3);
  expect(world.cluster.endpoints).toContain(best);
  expect(runbooks).toEqual([]);
  const { stdout } = await world.cli.run([...world.flags, 'recover']);
  expect(stdout).toMatch(/^The cluster has a quorum: nothing has to be recovered\.\n/);
});

it('without quorum says who has most and how to recover, though no password can be checked any more', async () => {
  const [one, two, survivor] = world.cluster.members;
  await Promise.all([one?.kill(), two?.kill()]);
  const { survivors, best, runbooks, ...rest } = await world.answer(['recover', '--layout', 'systemd']);
  expect(rest).toEqual({});
  expect(best).toBe(survivor?.endpoint);
  expect(survivors[0]).toEqual({
    endpoint: survivor?.endpoint,
    id: expect.stringMatching(/^[0-9a-f]+$/),
    name: survivor?.name,
    raftTerm: expect.any(Number),
    raftIndex: expect.any(Number),
    raftAppliedIndex: expect.any(Number),
    revision: expect.any(Number),
    reachable: true,
    error: null,
  });
  expect(survivors.slice(1)).toEqual(
    [one, two].map((lost) => ({
      ...{ endpoint: lost?.endpoint, id: expect.any(String), name: lost?.name, reachable: false },
      ...{ raftTerm: null, raftIndex: null, raftAppliedIndex: null, revision: null },
      error: { code: 'ConnectionRefused', message: expect.any(String) },
    })),
  );
  expect(runbooks.map(({ kind }: { readonly kind: string }) => kind).sort()).toEqual(['force-new-cluster', 'restore']);
  for (const { steps } of runbooks) {
    for (const step of steps) {
      expect(Object.keys(step).sort()).toEqual(['commands', 'host', 'note']);
      expect(step.commands.length).toBeGreaterThan(0);
    }
  }
  const fewer = await world.answer(['recover', '--without', survivors[1].name]);
  for (const { steps } of fewer.runbooks) {
    const hosts = steps.map(({ host }: { readonly host: string }) => host);
    expect(hosts).toContain(survivors[2].name);
    expect(hosts).not.toContain(survivors[1].name);
  }
  const { stdout, exitCode } = await world.cli.run([...world.flags, 'recover', '--from', best]);
  expect(exitCode).toBe(0);
  expect(stdout).toContain(`To recover from: ${survivor?.name}, at ${best}.`);
  expect(stdout).toContain('What these hold is unknown, and may be more:');
  expect(stdout).toContain('Auth is on: saving a snapshot needs a client certificate of root.');
  expect(stdout.indexOf('FORCE-NEW-CLUSTER')).toBeLessThan(stdout.indexOf('RESTORE: '));
});

it('refuses a survivor that does not answer, and a layout that there is not', async () => {
  const dead = world.cluster.members[0]?.endpoint ?? '';
  expect(await world.failure(['recover', '--from', dead])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  expect(await world.failure(['recover', '--layout', 'docker'])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
});

it('ends with 1 where no member answers', async () => {
  await world.cluster.members[2]?.kill();
  const { exitCode, stdout } = await world.etcdeck(['recover']);
  expect(exitCode).toBe(1);
  expect(JSON.parse(stdout)).toMatchObject({ best: null, runbooks: [] });
});
