import { expect, it } from 'vitest';
import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import type { ErrorCode, Failure } from '../../contract/failure.ts';
import type { EtcdClient } from '../etcd/client.ts';
import { quorumOf } from './quorum.ts';
import { readWorld } from './world.ts';

/** Voting members of which none leads; only what decides whether they can elect one. */
function leaderless(answering: number, silent: number, unasked = 0, late = 0): ClusterStatus {
  const failed = (code: ErrorCode): Failure => ({ code, message: 'made up', retry: true });
  const member = (latencyMs: number | null, healthy: boolean | null, failure: Failure | null = null) =>
    ({ isLearner: false, isLeader: null, failure, latencyMs, healthy }) as MemberStatus; // a part of one
  const members = [
    ...Array.from({ length: answering }, () => member(1, false)),
    ...Array.from({ length: silent }, () => member(null, false, failed('ConnectionRefused'))),
    ...Array.from({ length: late }, () => member(null, false, failed('DeadlineExceeded'))),
    ...Array.from({ length: unasked }, () => member(null, null)),
  ];
  return { members, quorum: quorumOf(members) } as unknown as ClusterStatus; // a part of one
}

/** Reads the world of a cluster without a leader: nobody else is asked, so that the client is not used. */
async function asked(status: ClusterStatus): Promise<{ readonly times: number; readonly message: string }> {
  let times = 0;
  const ask = async () => {
    times += 1;
    return status;
  };
  const client = {} as EtcdClient; // not used
  const failure = await readWorld(client, ask, new AbortController().signal).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'NoLeader' });
  return { times, message: failure instanceof Error ? failure.message : '' };
}

it('waits for no election where too few voting members answer to hold one', async () => {
  expect(await asked(leaderless(1, 2))).toEqual({
    times: 1,
    message: '1 of 3 voting members answer, and 2 are needed to elect a leader',
  });
  expect((await asked(leaderless(0, 1))).times).toBe(1);
});

it('asks again where those that answer, were not asked, or are late may elect one', async () => {
  const statuses = [leaderless(2, 1), leaderless(1, 1, 1), leaderless(1, 1, 0, 1)];
  for (const { times } of await Promise.all(statuses.map(asked))) expect(times).toBeGreaterThan(1);
});
