import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest';
import { type CliWorld, startCliWorld } from '../testing/cli-world.ts';
import { startCluster } from '../testing/test-cluster.ts';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(async () => world?.close());

interface Said {
  readonly code: string;
  readonly severity: string;
}

it('examines a healthy cluster as root, over mutual TLS', async () => {
  const folder = join(world.folder, 'snapshots');
  await mkdir(folder);
  const answer = await world.etcdeck(['doctor', '--hashkv', '--snapshot-dir', folder]);
  expect(answer.stderr).toBe('');
  const { at, clusterId, findings, ...rest } = JSON.parse(answer.stdout);
  expect(rest).toEqual({});
  expect(at).toBeGreaterThan(Date.now() - 120_000);
  expect(clusterId).toMatch(/^[0-9a-f]+$/);
  const found: readonly Said[] = findings;
  expect(answer.exitCode).toBe(found.some(({ severity }) => severity === 'critical') ? 1 : 0);
  expect(findings).toContainEqual({
    code: 'NoSnapshot',
    severity: 'warning',
    member: null,
    message: 'No snapshot of this cluster is known',
    evidence: `${folder} holds none, and none was saved from here.`,
    source: 'etcdeck',
    remedy: 'Save one now, and every day from then on, to another machine.',
  });
  const about = found.map(({ code }) => code);
  for (const code of ['MetricsUnread', 'HashDiffers', 'MemberDown', 'AuthOff', 'NoLeader']) {
    expect(about).not.toContain(code);
  }
  for (const finding of findings) {
    for (const name of ['message', 'evidence', 'source', 'remedy']) expect(finding[name]).not.toBe('');
  }
});

it('ends with 1 where quorum is lost, and says what to do', async () => {
  // With passwords nobody can log in without a quorum.
  const cluster = await startCluster({ members: 3 });
  onTestFinished(() => cluster.close());
  const [one, two] = cluster.members;
  await Promise.all([one?.kill(), two?.kill()]);
  const { exitCode, stdout } = await world.cli.run(['--endpoints', cluster.endpoints.join(','), 'doctor']);
  // A leader that lost the others leads for a moment more.
  expect(stdout).toMatch(/CRITICAL {2}Quorum is lost: [01] of 3 voters .*, 2 needed\n/);
  expect(stdout).toMatch(/Start 1 of \S+ and \S+ again, on the same data/);
  expect(stdout).toContain('(QuorumLost; etcd-mixin etcdInsufficientMembers)');
  expect(exitCode).toBe(1);
});
