import { toLeaseDecimal } from '../../etcd/ids.ts';
import { range } from '../../etcd/kv.ts';
import { leaseGrant, leaseRevoke, leaseTimeToLive, newLeaseId } from '../../etcd/lease.ts';
import type { Conclusion } from './experiment-lab.ts';
import { inMs, inSeconds } from './figures.ts';
import { healthyLab, nextLeader } from './lab-view.ts';
import type { Stage } from './stage.ts';

/** In seconds; a member grants at least one and a half elections' time. */
const askedTTL = 5;

/** Grants a lease that nobody keeps alive, kills the leader in its middle, and sees how long its key lives. */
export async function leaseAcrossElection(stage: Stage): Promise<Conclusion> {
  const { leader, followers } = await healthyLab(stage, 3);
  const [near] = followers;
  if (near === undefined) throw new Error('three voting members have followers');
  const { signal } = stage;
  const key = Buffer.from(`${stage.keys('lease')}key`);
  const id = newLeaseId();

  stage.step(`Grant a lease of ${askedTTL} s with one key; nobody keeps it alive`);
  const client = stage.clientOf(...followers.map(({ name }) => name));
  const ttl = await leaseGrant(client, { id, ttl: askedTTL }, { signal });
  const grantedAt = performance.now();
  stage.atEnd(() => leaseRevoke(stage.client, id, { timeoutMs: 9_000 }).catch(() => undefined));
  await client.call(({ kv }) => kv.put({ key, value: Buffer.from('leased'), lease: toLeaseDecimal(id) }), { signal });
  stage.observed('Granted TTL', inSeconds(ttl * 1_000));

  await stage.pause(ttl * 500);
  const left = await leaseTimeToLive(client, id, { keys: false, signal });
  stage.observed('TTL left before the leader died', inSeconds((left?.ttl ?? 0) * 1_000));
  stage.step(`Kill the leader, ${leader.name}`);
  const killedAt = performance.now();
  await stage.act({ kind: 'kill', member: leader.name });
  const elected = await nextLeader(stage, leader, followers.length + 1);
  if (elected === null) return { asPromised: false, text: 'No other leader was elected' };
  stage.observed(`${elected.name} led after`, inMs(performance.now() - killedAt));
  const renewed = await stage.waitFor(() => leaseTimeToLive(client, id, { keys: false, signal }), 10_000);
  stage.observed('TTL left with the new leader', inSeconds((renewed?.ttl ?? 0) * 1_000));

  stage.step('Wait until the key is gone');
  const gone = await stage.waitFor(
    async () => {
      const { count } = await range(
        client,
        { key, countOnly: true, serializable: true },
        { endpoint: near.endpoint, signal },
      );
      return count === 0 ? performance.now() - grantedAt : null;
    },
    ttl * 2_000 + 30_000,
    50,
  );
  if (gone === null) return { asPromised: false, text: 'The key did not go away at all' };
  stage.observed('The key lived', inSeconds(gone));
  return {
    asPromised: gone >= ttl * 1_000,
    text: `A lease never ends early. The new leader began its time anew, so that ${ttl} s became ${inSeconds(gone)}`,
  };
}
