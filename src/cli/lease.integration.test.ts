import { afterAll, beforeAll, expect, it } from 'vitest';
import { base64, type CliWorld, startCliWorld } from '../testing/cli-world.ts';

/** Each run of the command line takes a process. */
const isFull = process.env.ETCDECK_FULL === '1';

let world: CliWorld;
beforeAll(async () => {
  world = await startCliWorld();
});
afterAll(async () => await world?.close());

it('grants, lists and revokes a lease, and says which keys go', async () => {
  const { report, lease } = await world.answer(['lease', 'grant', '600', '--yes']);
  expect(report).toMatchObject({ outcome: 'done', steps: [{ outcome: 'done' }] });
  expect(lease).toEqual({ id: expect.stringMatching(/^[0-9a-f]{16}$/), grantedTTL: 600, ttl: 600, keys: 0 });
  await world.cluster.etcdctl('put', '/l/a', 'v', `--lease=${lease.id}`);
  const { leases } = await world.answer(['lease', 'list']);
  expect(leases).toEqual([{ id: lease.id, grantedTTL: 600, ttl: expect.any(Number), keys: 1 }]);
  if (isFull) await expectTexts(lease.id);
  const { plan } = await world.answer(['lease', 'revoke', lease.id, '--plan']);
  expect(plan).toMatchObject({
    ...{ act: 'leaseRevoke', quorum: null, consequences: ['DeletesAttached'], refused: null },
    attachedKeys: { count: 1, keys: [base64('/l/a')] },
  });
  expect(await world.failure(['lease', 'revoke', lease.id])).toMatchObject({ exitCode: 2, code: 'BadRequest' });
  const done = await world.answer(['lease', 'revoke', lease.id, '--yes']);
  expect(done.report.outcome).toBe('done');
  expect(await world.seen('/l/a')).toBeUndefined();
  expect(await world.answer(['lease', 'list'])).toEqual({ leases: [] });
  const none = await world.cli.run([...world.flags, 'lease', 'list']);
  expect(none).toMatchObject({ exitCode: 0, stderr: 'The cluster has no leases.\n' });
  expect(await world.failure(['lease', 'revoke', lease.id, '--yes'])).toMatchObject({
    exitCode: 1,
    code: 'LeaseNotFound',
  });
});

async function expectTexts(lease: string): Promise<void> {
  const text = await world.cli.run([...world.flags, 'lease', 'list']);
  expect(text.stdout).toMatch(new RegExp(`LEASE +TTL +GRANTED +KEYS +FIRST KEY\n${lease} +\\d+ +600 +1 +/l/a\n`));
  const told = await world.cli.run([...world.flags, 'lease', 'revoke', lease, '--plan']);
  expect(told.stdout).toContain('delete    /l/a\n1 key is deleted with the lease.');
  for (const wrong of [
    ['lease', 'revoke', 'mine'],
    ['lease', 'grant', '0'],
  ]) {
    expect((await world.etcdeck([...wrong, '--yes'])).exitCode).toBe(2);
  }
}
