import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LabCheck } from '../../../contract/lab/checking.ts';
import type { LabNotice } from '../../../contract/lab.ts';
import { startTestLab, type TestLab } from '../../../testing/lab/test-lab.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { prefixEnd, range } from '../../etcd/kv.ts';
import { status } from '../../etcd/maintenance.ts';
import { checkPrefix, runCheckClient } from './check-client.ts';
import { inconsistency } from './inconsistency.ts';
import { RegisterCheck } from './register-check.ts';

/** Each waits for some seconds of the client's work. */
const isFull = process.env.ETCDECK_FULL === '1';
const patience = { timeout: 60_000, interval: 100 };

let lab: TestLab;
let seen: LabCheck;
let left: AbortController;
let following: Promise<void>;
const events: LabNotice[] = [];

beforeAll(async () => {
  lab = await startTestLab();
  left = new AbortController();
  following = follow();
});

afterAll(async () => {
  left?.abort();
  await following?.catch(() => undefined);
  await lab?.close();
});

async function follow(): Promise<void> {
  for await (const notice of lab.api.lab.follow({ connection: lab.connection }, { signal: left.signal })) {
    if (notice.kind === 'check') seen = notice.check;
    if (notice.kind === 'events') events.push(notice);
  }
}

const run = (isWanted: boolean): Promise<LabCheck> => lab.api.lab.check({ connection: lab.connection, run: isWanted });

/** Waits until so many more operations were answered. */
async function answered(more: number): Promise<LabCheck> {
  const { answered: before } = seen;
  return await vi.waitFor(() => {
    expect(seen.answered).toBeGreaterThanOrEqual(before + more);
    return seen;
  }, patience);
}

async function leader(): Promise<string> {
  const { members } = await lab.info();
  const client = new EtcdClient(await lab.target());
  try {
    return await vi.waitFor(async () => {
      for (const { name, endpoint } of members) {
        const { memberId, leader: known } = await status(client, endpoint, { timeoutMs: 2_000 });
        if (known === memberId) return name;
      }
      throw new Error('nobody leads');
    }, patience);
  } finally {
    client.close();
  }
}

const told = (): string => JSON.stringify(events.flatMap((notice) => (notice.kind === 'events' ? notice.events : [])));

describe('the check of consistency', () => {
  it('finds members linearizable while a leader is killed and comes back', async () => {
    expect(await run(true)).toMatchObject({ isRunning: true, answered: 0, verdict: 'undecided', offending: null });
    await answered(5);
    const killed = await lab.act({ kind: 'kill', member: await leader() });
    await answered(5);
    await lab.undo(killed);
    expect(await answered(5)).toMatchObject({ isRunning: true, verdict: 'linearizable', offending: null });
  });

  it.runIf(isFull)('goes on while a member is cut off, and finds nothing wrong afterwards', async () => {
    const cut = await lab.act({ kind: 'partition', groups: [[await leader()]] });
    await answered(4);
    await lab.undo(cut);
    const after = await answered(6);
    expect(after).toMatchObject({ verdict: 'linearizable' });
    expect(after.unknown).toBeGreaterThan(0);
    expect(told()).not.toContain('inconsistent');
  });

  it('keeps what it has seen when it is stopped, and forgets it at the next start', async () => {
    const stopped = await run(false);
    expect(stopped).toMatchObject({ isRunning: false, verdict: 'linearizable' });
    expect(await run(true)).toMatchObject({ isRunning: true, answered: 0, unknown: 0, verdict: 'undecided' });
    await answered(2);
    await run(false);
  });

  it('leaves none of its keys', async () => {
    const client = new EtcdClient(await lab.target());
    const prefix = Buffer.from(checkPrefix);
    const { count } = await range(client, { key: prefix, rangeEnd: prefixEnd(prefix), countOnly: true });
    client.close();
    expect(count).toBe(0);
  });

  it.runIf(isFull)('is not misled by a reset, which takes away what it wrote', async () => {
    await run(true);
    const { answered: before } = await answered(6);
    await lab.reset();
    await vi.waitFor(() => expect(seen.answered).toBeLessThan(before), patience);
    expect(await answered(6)).toMatchObject({ isRunning: true, verdict: 'linearizable' });
    await run(false);
  });

  it('finds out serializable reads of a member that is cut off', async () => {
    const { members } = await lab.info();
    const target = await lab.target();
    const world = {
      members: members.map((member) => ({ ...member, process: 'running' as const })),
      target: () => target,
      closed: new AbortController().signal,
    };
    const cut = await lab.act({ kind: 'partition', groups: [['m3']] });
    const check = new RegisterCheck();
    const stop = new AbortController();
    const running = runCheckClient(world, check, stop.signal, { serializable: true });
    try {
      await vi.waitFor(() => expect(check.verdict).toBe('notLinearizable'), patience);
    } finally {
      stop.abort();
      await running;
    }
    const pair = check.offending;
    if (pair === null) throw new Error('there is a pair with every such verdict');
    expect(pair[1]).toMatchObject({ kind: 'read', member: 'm3' });
    expect(inconsistency(pair)).toMatch(/^a read through m3 returned \S.* after \d+ was (written|read) through m\d$/);
    await lab.undo(cut);
  });
});
