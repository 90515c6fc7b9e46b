import { toNumber } from '../../etcd/ids.ts';
import { compact, range, toTheEnd, txnPuts } from '../../etcd/kv.ts';
import { defragment, status } from '../../etcd/maintenance.ts';
import { type Conclusion, notNow } from './experiment-lab.ts';
import { count, inMiB, inMs } from './figures.ts';
import { healthyLab, type SeenMember } from './lab-view.ts';
import type { Stage } from './stage.ts';
import { timed } from './timed.ts';

const valueBytes = 64 * 1024;
const values = 640;
const perTxn = 16;
/** What has to fit in beside what a member holds already. */
const spaceBytes = 3 * values * valueBytes;

/** Fills the database, frees half of it by a deletion and a compaction, has one member defragmented, and reads from it and another one all along. */
export async function defragmentStalls(stage: Stage): Promise<Conclusion> {
  const { leader, followers } = await healthyLab(stage, 1);
  const [chosen = leader, other = null] = followers.length > 1 ? followers : [...followers, leader];
  const { signal } = stage;
  requireSpace(stage, [leader, ...followers]);
  const prefix = stage.keys('defragment');

  stage.step(`Write ${inMiB(values * valueBytes)}, and delete half of it`);
  const revision = await fill(stage, prefix);
  stage.step(`Compact to revision ${count(revision)}: what was before is given up for good, in this lab as anywhere`);
  // Physical: the member that is asked answers once the space is free in its own database.
  const compacting = { endpoint: chosen.endpoint, timeoutMs: 60_000, signal };
  await compact(stage.client, { revision, isPhysical: true }, compacting);
  const before = await status(stage.client, chosen.endpoint, { timeoutMs: 9_000, signal });
  stage.observed(`The database of ${chosen.name}`, inMiB(before.dbSize));
  const keysBefore = await countOn(stage, chosen);

  stage.step(
    `Read from ${chosen.name}${other === null ? '' : ` and ${other.name}`} all along, and defragment ${chosen.name}`,
  );
  const stop = new AbortController();
  const going = AbortSignal.any([signal, stop.signal]);
  const gaps = [chosen, ...(other === null ? [] : [other])].map((member) => new Gaps(stage, member));
  const reading = gaps.map((gap) => gap.watch(going));
  let took = 0;
  try {
    await stage.pause(500);
    for (const gap of gaps) gap.begin();
    const done = await timed(() => defragment(stage.client, chosen.endpoint, { timeoutMs: 120_000, signal }));
    if (done.failure !== null) throw done.failure;
    took = done.ms;
    await stage.pause(200);
  } finally {
    stop.abort();
    await Promise.allSettled(reading);
  }
  const [own, others] = gaps;
  const after = await status(stage.client, chosen.endpoint, { timeoutMs: 9_000, signal });
  const keysAfter = await countOn(stage, chosen);
  stage.observed('Defragmented in', inMs(took));
  if (own !== undefined) {
    stage.observed(`Longest answer of ${chosen.name} before`, inMs(own.longestBefore));
    stage.observed(`Longest answer of ${chosen.name} meanwhile`, inMs(own.longest));
  }
  if (others !== undefined && other !== null) {
    stage.observed(`Longest answer of ${other.name} meanwhile`, inMs(others.longest));
  }
  stage.observed('The database afterwards', inMiB(after.dbSize));
  const isSmaller = after.dbSize < before.dbSize;
  const asPromised = keysAfter === keysBefore && isSmaller && (own?.longest ?? 0) > took / 2;
  return {
    asPromised,
    text: asPromised
      ? `${chosen.name} answered nothing while it wrote its database anew; gave ${inMiB(before.dbSize - after.dbSize)} back and kept its keys; the others went on`
      : `${chosen.name} had ${count(keysBefore)} keys in ${inMiB(before.dbSize)} before and ${count(keysAfter)} in ${inMiB(after.dbSize)} afterwards, and answered within ${inMs(own?.longest ?? 0)}`,
  };
}

function requireSpace(stage: Stage, members: readonly SeenMember[]): void {
  const quotas = new Map(stage.lab.info().members.map(({ name, quota }) => [name, quota]));
  for (const { name, status } of members) {
    const quota = quotas.get(name) ?? null;
    if (quota !== null && status.dbSize + spaceBytes > quota) {
      throw notNow(`the quota of ${name} has no room for it: give it etcd's own, or reset the lab`);
    }
  }
}

/** Returns the revision of the deletion. */
async function fill({ client, signal }: Stage, prefix: string): Promise<number> {
  for (let first = 0; first < values; first += perTxn) {
    const entries = Array.from({ length: perTxn }, (_, place) => ({
      key: Buffer.from(`${prefix}${String(first + place).padStart(4, '0')}`),
      value: Buffer.alloc(valueBytes, first + place),
    }));
    await txnPuts(client, entries, { timeoutMs: 30_000, signal });
  }
  const half = {
    key: Buffer.from(`${prefix}0000`),
    range_end: Buffer.from(`${prefix}${String(values / 2).padStart(4, '0')}`),
  };
  const { answer } = await client.call(({ kv }) => kv.deleteRange(half), { timeoutMs: 30_000, signal });
  return toNumber(answer.header.revision);
}

async function countOn({ client, signal }: Stage, { endpoint }: SeenMember): Promise<number> {
  const all = { key: new Uint8Array(), rangeEnd: toTheEnd, countOnly: true };
  const { count: keys } = await range(client, all, { endpoint, timeoutMs: 9_000, signal });
  return keys;
}

/** How long one member took to answer, at most: before something is done and meanwhile. */
class Gaps {
  longestBefore = 0;
  longest = 0;
  #hasBegun = false;

  constructor(
    private readonly stage: Stage,
    private readonly member: SeenMember,
  ) {}

  begin(): void {
    this.#hasBegun = true;
  }

  async watch(signal: AbortSignal): Promise<void> {
    const { client } = this.stage;
    const { endpoint } = this.member;
    while (!signal.aborted) {
      const key = Buffer.from('etcdeck-lab/');
      const read = (): Promise<unknown> =>
        range(client, { key, serializable: true }, { endpoint, timeoutMs: 120_000, signal });
      const start = performance.now();
      await read().catch(() => undefined);
      const ms = performance.now() - start;
      if (this.#hasBegun) this.longest = Math.max(this.longest, ms);
      else this.longestBefore = Math.max(this.longestBefore, ms);
      await this.stage.pause(5).catch(() => undefined);
    }
  }
}
