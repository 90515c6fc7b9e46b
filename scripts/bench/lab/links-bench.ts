import { readdirSync, readFileSync } from 'node:fs';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as delay } from 'node:timers/promises';
import { type LinkedMembers, startLinkedMembers } from '../../../src/testing/linked-members.ts';
import { testWorkerFile } from '../../../src/testing/ports.ts';
import { median, percentile } from '../samples.mjs';
import type { Figure } from '../table.mjs';

const members = 7;
/** Writes a second that make members say about 2,000 messages: each goes to six followers, and six answer, twice. */
const rate = 110;
const wantedMessages = 2_000;
/** How long the host at rest is watched, for the stalls that the machine itself makes. */
const restMs = 5_000;
const pairs = 200;

/** Measures seven members whose links are counted, and the same number without proxies beside them. */
export async function* measureLinks(seconds: number): AsyncGenerator<Figure> {
  await testWorkerFile();
  const atRest = await costOf(() => delay(restMs));
  const linked = await startLinkedMembers({ members });
  let seen = 0;
  linked.links.onMessages((messages) => {
    seen += messages.length;
  });
  try {
    const leader = await leaderOf(linked);
    linked.links.takeCounts();
    seen = 0;
    let counted = 0;
    const cost = await costOf(async () => {
      for (let second = 0; second < seconds; second++) {
        await writeFor(linked, leader);
        for (const { messages } of linked.links.takeCounts()) {
          for (const count of Object.values(messages)) counted += count;
        }
      }
    });
    const took = cost.tookMs / 1_000;
    yield {
      ...{ name: 'messages counted a second', unit: 'messages', value: counted / took, target: wantedMessages },
      ...{
        isMoreBetter: true,
        note: `${members} members, ${took.toFixed(0)} s; each also carried to the host: ${seen}`,
      },
    };
    yield {
      ...{ name: 'longest stall of the host meanwhile', unit: 'ms', value: cost.stallMs, target: 50 },
      ...{ reference: atRest.stallMs, note: 'the host writes as well; reference: at rest' },
    };
    const worker = cost.threadMs === null ? null : cost.threadMs / cost.tookMs;
    yield {
      ...{
        name: 'processor of the links’ thread',
        unit: '%',
        value: worker === null ? null : worker * 100,
        target: 100,
      },
      note: worker === null ? 'there is no /proc' : 'of one core',
    };
    yield* measureDelay(linked, leader);
  } finally {
    await linked.close();
  }
}

/** Writes to both clusters in turn, one after the other, so that what the machine does besides meets both. */
async function* measureDelay(linked: LinkedMembers, leader: string): AsyncGenerator<Figure> {
  const plain = await startLinkedMembers({ members, isLinked: false });
  try {
    const plainLeader = await leaderOf(plain);
    const times: { readonly linked: number[]; readonly plain: number[] } = { linked: [], plain: [] };
    for (let pair = 0; pair < pairs; pair++) {
      times.linked.push(await timeOf(() => linked.put('bench', leader)));
      times.plain.push(await timeOf(() => plain.put('bench', plainLeader)));
    }
    const note = `${pairs} writes; reference: members without proxies`;
    yield {
      ...{ name: 'a write, half of them', unit: 'ms', value: median(times.linked) },
      ...{ reference: median(times.plain), note },
    };
    yield {
      ...{ name: 'a write, 95% of them', unit: 'ms', value: percentile(times.linked, 95) },
      ...{ reference: percentile(times.plain, 95), note },
    };
  } finally {
    await plain.close();
  }
}

async function leaderOf(cluster: LinkedMembers): Promise<string> {
  for (;;) {
    const leader = await cluster.leader();
    if (leader !== null) return leader;
    await delay(100);
  }
}

/** Writes for a second, and waits for what it wrote. */
async function writeFor(cluster: LinkedMembers, leader: string): Promise<void> {
  const writes: Promise<void>[] = [];
  const begun = performance.now();
  for (let at = 0; at < rate; at++) {
    writes.push(cluster.put(`bench/${at}`, leader));
    await delay(Math.max(0, begun + ((at + 1) * 1_000) / rate - performance.now()));
  }
  await Promise.all(writes);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const begun = performance.now();
  await work();
  return performance.now() - begun;
}

/** What work costs this process: how long its event loop stood still, and the time of its busiest other thread. */
async function costOf(work: () => Promise<unknown>) {
  const histogram = monitorEventLoopDelay({ resolution: 1 });
  const before = threadTimes();
  histogram.enable();
  const tookMs = await timeOf(work);
  histogram.disable();
  const after = threadTimes();
  const grown = [...after].map(([thread, ms]) => ms - (before.get(thread) ?? 0));
  return { tookMs, stallMs: histogram.max / 1e6, threadMs: after.size === 0 ? null : Math.max(0, ...grown) };
}

const msPerTick = 10;

/** The processor time of each thread but the main one, in milliseconds; empty where there is no /proc. */
function threadTimes(): ReadonlyMap<string, number> {
  const times = new Map<string, number>();
  try {
    for (const thread of readdirSync('/proc/self/task')) {
      if (thread === String(process.pid)) continue;
      const stat = readFileSync(`/proc/self/task/${thread}/stat`, 'utf8');
      // Behind the name, which may hold anything.
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      times.set(thread, (Number(fields[11]) + Number(fields[12])) * msPerTick);
    }
  } catch {
    return times;
  }
  return times;
}
