import { Worker } from 'node:worker_threads';
import { afterAll, afterEach, beforeAll, expect, it, vi } from 'vitest';
import { type LinkedMembers, startLinkedMembers } from '../../../testing/linked-members.ts';
import type { LinkCounts, LinkSetting, ObservedMessage } from '../lab-world.ts';
import { wallClock } from './wall-clock.ts';

const open = { state: 'open', delayMs: 0 } as const;
let lab: LinkedMembers;
const seen: ObservedMessage[] = [];
const names = ['m1', 'm2', 'm3'];

beforeAll(async () => {
  lab = await startLinkedMembers({ members: 3, args: ['--snapshot-count', '1000'] });
  lab.links.onMessages((messages) => seen.push(...messages));
});
afterEach(() => expect(lab.said).toEqual([]));
afterAll(() => lab?.close());

it('counts an election, heartbeats, and what a write says', async () => {
  const leader = await agreed();
  const [follower] = others(leader);
  const first = lab.links.takeCounts();
  // The first election, as all of it passed before it was asked for.
  expect(sum(first, 'MsgVote')).toBeGreaterThan(0);
  expect(sum(first, 'MsgVoteResp')).toBeGreaterThan(0);
  expect(first).toHaveLength(6);

  seen.length = 0;
  const heartbeats = new Map<string, number>();
  await vi.waitUntil(() => {
    for (const { from, to, messages } of lab.links.takeCounts()) {
      const key = `${from}>${to}`;
      heartbeats.set(key, (heartbeats.get(key) ?? 0) + (messages.MsgHeartbeat ?? 0));
    }
    return others(leader).every((name) => (heartbeats.get(`${leader}>${name}`) ?? 0) >= 5);
  });
  // Nobody but a leader sends them; what keeps a stream open is none of them.
  expect([...heartbeats].filter(([key, count]) => count > 0 && !key.startsWith(`${leader}>`))).toEqual([]);

  seen.length = 0;
  const begun = Date.now();
  await lab.put('counted');
  const sent = await vi.waitUntil(() =>
    seen.find(({ kind, from, to, entries }) => kind === 'MsgApp' && from === leader && to === follower && entries),
  );
  const entry = sent.entries?.last ?? 0;
  expect(sent).toMatchObject({ index: (sent.entries?.first ?? 0) - 1, isRejected: false });
  expect(Math.abs(sent.at - begun)).toBeLessThan(10_000);
  const answered = await vi.waitUntil(() =>
    seen.find((m) => m.kind === 'MsgAppResp' && m.from === follower && m.to === leader && m.index >= entry),
  );
  expect(answered).toMatchObject({ term: sent.term, isRejected: false });
  expect(answered.at).toBeGreaterThanOrEqual(sent.at);
  expect(seen.map(({ at }) => at)).toEqual(seen.map(({ at }) => at).toSorted((a, b) => a - b));
});

it('cuts off a leader, whose place another takes, and heals', async () => {
  const old = await agreed();
  const rest = others(old);
  await eachPair((from, to) => from === old || to === old, { state: 'cut', delayMs: 0 });
  expect(lab.links.get(old, rest[0] ?? '')).toEqual({ state: 'cut', delayMs: 0 });
  seen.length = 0;
  const leader = await vi.waitUntil(async () => {
    const now = await lab.leader(rest);
    return now === old ? null : now;
  });
  await vi.waitUntil(() => lab.leader([old]).then((name) => name === null));
  await lab.put('with a majority', leader);
  await eachPair(() => true, open);
  await vi.waitUntil(() => lab.leader().then((name) => name === leader));
  await lab.put('through the one that was cut off', old);
  expect(seen.filter(({ kind }) => kind === 'MsgVote').length).toBeGreaterThan(0);
});

it('cuts one direction only', async () => {
  const leader = await agreed();
  const [deaf = ''] = others(leader);
  await lab.links.set(leader, deaf, { state: 'cut', delayMs: 0 });
  await vi.waitUntil(() => lab.leader([deaf]).then((name) => name === null));
  const deafAt = wallClock();
  // It asks to be elected, and those who hear from the leader do not listen.
  await vi.waitUntil(() => seen.some((m) => m.at > deafAt && m.from === deaf && m.to === leader));
  expect(seen.filter((m) => m.at > deafAt && m.from === leader && m.to === deaf)).toEqual([]);
});

it('holds what a leader says, and lets it pass later', async () => {
  const leader = await agreed();
  const [deaf = ''] = others(leader);
  lab.links.takeCounts();
  await lab.links.set(leader, deaf, { state: 'held', delayMs: 0 });
  const heldAt = wallClock();
  let lost = 0;
  await vi.waitUntil(async () => {
    lost += between(lab.links.takeCounts(), leader, deaf).lost;
    return lost > 3 && (await lab.leader([deaf])) === null;
  });
  // News of what passed before may come after.
  const since = seen.filter(({ at }) => at > heldAt + 50);
  expect(since.filter((m) => m.from === leader && m.to === deaf)).toEqual([]);
  seen.length = 0;
  await lab.links.set(leader, deaf, open);
  await vi.waitUntil(() => seen.some((m) => m.from === leader && m.to === deaf && m.kind === 'MsgHeartbeat'));
  await vi.waitUntil(() => lab.leader());
});

it('delays what a leader says', async () => {
  const leader = await agreed();
  const followers = others(leader);
  const took = async (): Promise<number> => {
    const begun = performance.now();
    await lab.put('delayed', leader);
    return performance.now() - begun;
  };
  for (const name of followers) await lab.links.set(leader, name, { state: 'open', delayMs: 300 });
  expect(await took()).toBeGreaterThanOrEqual(299);
  for (const name of followers) await lab.links.set(name, leader, { state: 'open', delayMs: 300 });
  expect(await took()).toBeGreaterThanOrEqual(598);
  await eachPair(() => true, open);
  await vi.waitUntil(async () => (await took()) < 250);
});

it('lets a database pass to a member that is far behind', async () => {
  const leader = await agreed();
  const [behind = ''] = others(leader);
  await eachPair((from, to) => from === behind || to === behind, { state: 'cut', delayMs: 0 });
  // A leader keeps the last 5,000 entries.
  let next = 0;
  const write = async (): Promise<void> => {
    while (next < 6_100) {
      const key = `behind/${next++}`;
      // Too many at once are refused.
      await vi.waitFor(() => lab.put(key, leader));
    }
  };
  await Promise.all(Array.from({ length: 50 }, write));
  lab.links.takeCounts();
  seen.length = 0;
  await eachPair(() => true, open);
  const sent = await vi.waitUntil(() => seen.find(({ kind, to }) => kind === 'MsgSnap' && to === behind));
  expect(sent.index).toBeGreaterThan(5_000);
  expect(sent.bytes).toBeGreaterThan(100_000);
  await vi.waitUntil(() => lab.leader().then((name) => name !== null));
  // 3.5 takes its applied index from the next entry on, and refuses every write until then.
  await lab.put('after it', leader);
  await vi.waitFor(() => lab.put('caught up', behind));
});

it('ends its thread with all that it carries', async () => {
  await eachPair(() => true, { state: 'cut', delayMs: 0 });
  // A thread of Node 20 that ends with sockets that were just reset never ends, and takes a processor.
  const terminated = vi.spyOn(Worker.prototype, 'terminate');
  await lab.close();
  expect(terminated).toHaveBeenCalled();
  await Promise.all(terminated.mock.results.map(({ value }) => value));
});

/** Opens what a test before has set. */
async function agreed(): Promise<string> {
  await eachPair(() => true, open);
  return await vi.waitUntil(() => lab.leader());
}

function others(name: string): string[] {
  return names.filter((other) => other !== name);
}

async function eachPair(which: (from: string, to: string) => boolean, setting: LinkSetting): Promise<void> {
  for (const from of names) {
    for (const to of others(from)) if (which(from, to)) await lab.links.set(from, to, setting);
  }
}

function sum(counts: readonly LinkCounts[], kind: ObservedMessage['kind']): number {
  return counts.reduce((total, { messages }) => total + (messages[kind] ?? 0), 0);
}

function between(counts: readonly LinkCounts[], from: string, to: string): LinkCounts {
  const found = counts.find((link) => link.from === from && link.to === to);
  if (found === undefined) throw new Error(`nothing is counted from ${from} to ${to}`);
  return found;
}
