import { txnPuts } from '../../core/etcd/kv.ts';
import { type CampaignCluster, mostTxnOps } from './campaign-cluster.ts';
import type { History, HistoryRevision } from './history.ts';

/** The keys of all operators: few enough for conflicts, enough for a plan to take several transactions. */
export const prefixes: readonly [string, ...string[]] = ['/a/', '/b/'];

const keysEach = 90;

export const bytes = (of: string): Uint8Array => new TextEncoder().encode(of);
export const text = (of: Uint8Array): string => Buffer.from(of).toString();

/** Returns the keys beneath a prefix, existing or not. */
export function keysOf(prefix: string): readonly [string, ...string[]] {
  const key = (n: number): string => `${prefix}${String(n).padStart(3, '0')}`;
  return [key(0), ...Array.from({ length: keysEach - 1 }, (_, n) => key(n + 1))];
}

/** Writes deleted keys again, without the tested product, and waits until the witness has seen them. */
export async function refill({ direct }: CampaignCluster, history: History, round: number): Promise<void> {
  const gone = prefixes.flatMap(keysOf).filter((key) => history.valueOf(key) === null);
  const entries = gone.map((key) => ({
    key: bytes(key),
    value: bytes(`${refillMark(round)}${key} ${'.'.repeat(80)}`),
  }));
  for (let at = 0; at < entries.length; at += mostTxnOps) {
    const { revision } = await txnPuts(direct, entries.slice(at, at + mostTxnOps), { timeoutMs: 30_000 });
    await history.until(revision);
  }
}

/** Writes through every member, and waits until the witness has seen it: then every earlier proposal is decided. */
export async function writeThroughEach({ direct, members }: CampaignCluster, history: History): Promise<number> {
  let last = 0;
  for (const { name, endpoint } of members) {
    const entry = { key: bytes(`${barrier}${name}`), value: bytes('') };
    last = (await txnPuts(direct, [entry], { endpoint, timeoutMs: 30_000 })).revision;
  }
  await history.until(last);
  return last;
}

const barrier = '/barrier/';
const refillMark = (round: number): string => `refill r${round} `;

/** Returns whether a revision is a barrier between the changes before and after it. */
export function isBarrier({ events }: HistoryRevision): boolean {
  return events.every(({ key }) => key.startsWith(barrier));
}

/** Returns whether a revision is a refill before a round. During the round any operator may copy its values. */
export function isRefill({ events }: HistoryRevision, round: number): boolean {
  return events.every(({ value, previous }) => previous === null && value?.startsWith(refillMark(round)) === true);
}
