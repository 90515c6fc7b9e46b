import { dirname } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { LabEvent } from '../../../contract/lab/events.ts';
import type { LabFrame, LabMemberView } from '../../../contract/lab/frames.ts';
import type { LabWriteNotice } from '../../../contract/lab/writes.ts';
import { chosenEtcd } from '../../../testing/etcd-binaries.ts';
import { startTestLab, type TestLab } from '../../../testing/lab/test-lab.ts';
import { EtcdClient } from '../../etcd/client.ts';

const isFull = process.env.ETCDECK_FULL === '1';
const patience = { timeout: 60_000, interval: 20 };
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

/** What a follower of a lab was given so far. */
interface Followed {
  readonly frames: LabFrame[];
  readonly events: LabEvent[];
  stop(): Promise<void>;
}

function follow({ api, connection }: TestLab): Followed {
  const stop = new AbortController();
  const frames: LabFrame[] = [];
  const events: LabEvent[] = [];
  const following = (async () => {
    for await (const notice of api.lab.follow({ connection }, { signal: stop.signal })) {
      if (notice.kind === 'frames') frames.push(...notice.frames);
      if (notice.kind === 'events') events.push(...notice.events);
    }
  })().catch(() => undefined);
  return {
    ...{ frames, events },
    async stop() {
      stop.abort();
      await following;
    },
  };
}

let lab: TestLab;
let seen: Followed;

beforeAll(async () => {
  lab = await startTestLab();
  seen = follow(lab);
}, 120_000);
afterAll(async () => {
  await seen?.stop();
  await lab?.close();
});

const newest = (): readonly LabMemberView[] => seen.frames.at(-1)?.members ?? [];
const viewOf = (name: string): LabMemberView | undefined => newest().find((member) => member.name === name);

/** Waits until the newest frame shows a leader that every running member follows, and returns its name. */
async function leader(except: readonly string[] = []): Promise<string> {
  return await vi.waitFor(() => {
    const running = newest().filter(({ name }) => !except.includes(name));
    const found = running.find(({ state }) => state === 'leader');
    expect(running.length).toBeGreaterThan(0);
    for (const member of running) expect(member.leader).toBe(found?.name);
    return found?.name ?? '';
  }, patience);
}

const followers = (of: string): readonly string[] => newest().flatMap(({ name }) => (name === of ? [] : [name]));

/** Writes a key, until a notice is as wanted; by default to the end. */
async function write(
  via: string,
  key: string,
  isLast: (notice: LabWriteNotice) => boolean = () => false,
): Promise<readonly LabWriteNotice[]> {
  const notices: LabWriteNotice[] = [];
  const { api, connection } = lab;
  for await (const notice of api.lab.write({ connection, via, key: bytes(key), value: bytes('a value') })) {
    notices.push(notice);
    if (isLast(notice)) break;
  }
  return notices;
}

const stepsOf = (notices: readonly LabWriteNotice[]): readonly string[] =>
  notices.flatMap((one) =>
    one.kind === 'step' ? [[one.step, one.member, ...(one.peer === null ? [] : [one.peer])].join(' ')] : [],
  );
const reasonsOf = (notices: readonly LabWriteNotice[]): readonly string[] =>
  notices.flatMap((one) => (one.kind === 'waiting' ? [one.reason] : []));

describe('a lab of three members', () => {
  it('shows each member and what passes between them, from the start on', async () => {
    const leading = await leader();
    expect(seen.events.find(({ kind }) => kind === 'leaderElected')).toMatchObject({ member: leading, afterMs: null });
    for (const member of newest()) {
      expect(member.id).toMatch(/^[0-9a-f]{1,16}$/);
      expect(member.applied).toBeGreaterThan(0);
      expect(member.commit).toBeGreaterThanOrEqual(member.applied ?? 0);
    }
    // The third may have stood for election itself.
    expect(newest().filter(({ vote }) => vote === leading).length).toBeGreaterThanOrEqual(2);
    await vi.waitFor(() => {
      const passed = seen.frames.flatMap(({ links }) => links).filter(({ from }) => from === leading);
      expect(passed.some(({ messages }) => (messages.MsgHeartbeat ?? 0) > 0)).toBe(true);
    }, patience);
    expect(seen.events.map(({ seq }) => seq)).toEqual(seen.events.map((_, at) => at + 1));
  });

  it('shows the way of a write through a follower, step by step', async () => {
    const leading = await leader();
    const [via = '', third = ''] = followers(leading);
    const notices = await write(via, '/through-a-follower');
    const steps = stepsOf(notices);
    expect(steps.toSorted()).toEqual(
      [
        ...[`sent ${via}`, `forwarded ${via} ${leading}`, `answered ${via}`, `committed ${leading}`],
        ...[via, third].flatMap((name) => [`appendSent ${leading} ${name}`, `acknowledged ${name} ${leading}`]),
        ...[leading, via, third].map((name) => `applied ${name}`),
      ].toSorted(),
    );
    const inOrder = [
      `sent ${via}`,
      `forwarded ${via} ${leading}`,
      `appendSent ${leading} ${via}`,
      `committed ${leading}`,
    ];
    expect(steps.filter((step) => inOrder.includes(step))).toEqual(inOrder);
    const indexes = new Set(notices.flatMap((one) => (one.kind === 'step' && one.index !== null ? [one.index] : [])));
    expect(indexes.size).toBe(1);
    expect(notices.at(-1)).toMatchObject({ kind: 'ended', outcome: 'written', failure: null });
  });

  it('says that a write was answered, also where it is stopped while another member has not applied it', async () => {
    const leading = await leader();
    const [third = ''] = followers(leading);
    const link = { kind: 'link', from: leading, to: third, both: false, delayMs: 0 } as const;
    await lab.act({ ...link, state: 'held' });
    const stop = new AbortController();
    const { api, connection } = lab;
    const request = { connection, via: leading, key: bytes('/stopped'), value: bytes('1') };
    let last: LabWriteNotice | null = null;
    for await (const notice of api.lab.write(request, { signal: stop.signal })) {
      last = notice;
      if (notice.kind === 'step' && notice.step === 'answered') stop.abort();
    }
    expect(stop.signal.aborted).toBe(true);
    expect(last).toMatchObject({ kind: 'ended', outcome: 'written' });
    await lab.act({ ...link, state: 'open' });
    await leader();
  });

  it('shows an election in states, votes, terms and events', async () => {
    const old = await leader();
    const term = viewOf(old)?.term ?? 0;
    const from = seen.events.length;
    await lab.act({ kind: 'kill', member: old });
    const next = await leader([old]);
    const [other = ''] = followers(next).filter((name) => name !== old);
    expect(viewOf(old)).toMatchObject({ state: 'dead', term });
    expect(viewOf(next)).toMatchObject({ state: 'leader', vote: next });
    expect(viewOf(next)?.term).toBeGreaterThan(term);
    await vi.waitFor(() => expect(viewOf(other)?.vote).toBe(next), patience);
    const events = seen.events.slice(from);
    expect(events).toContainEqual(expect.objectContaining({ kind: 'process', member: old, news: 'killed' }));
    expect(events).toContainEqual(expect.objectContaining({ kind: 'leaderGone', member: old }));
    const elected = events.find((event) => event.kind === 'leaderElected');
    expect(elected).toMatchObject({ member: next });
    expect(elected?.afterMs).toBeGreaterThan(0);
    const raft = events.flatMap((event) =>
      event.kind === 'raft' ? [`${event.news} ${event.member} ${event.peer}`] : [],
    );
    expect(raft).toEqual(
      expect.arrayContaining([`voteAsked ${next} ${other}`, `voteCast ${other} ${next}`, `becameLeader ${next} null`]),
    );
    const notices = await write(next, '/with-one-down');
    expect(stepsOf(notices).filter((step) => step.startsWith('acknowledged'))).toEqual([
      `acknowledged ${other} ${next}`,
    ]);
    expect(notices.at(-1)).toMatchObject({ outcome: 'written' });
    await lab.act({ kind: 'restart', member: old });
    expect(await leader()).not.toBe('');
    expect(viewOf(old)?.state).toBe('follower');
  });

  it('shows why a write on the minority side waits, and that its outcome is unknown', async () => {
    const cut = await leader();
    await lab.act({ kind: 'partition', groups: [[cut]] });
    // etcd gives up after seven seconds.
    const notices = await write(
      cut,
      '/minority',
      (one) => !isFull && one.kind === 'waiting' && one.reason === 'noLeader',
    );
    expect(reasonsOf(notices)).toEqual(['noMajority', 'noLeader']);
    expect(stepsOf(notices)).toEqual([`sent ${cut}`]);
    if (isFull) expect(notices.at(-1)).toMatchObject({ outcome: 'unknown', failure: { code: 'OutcomeUnknown' } });
    expect(seen.events).toContainEqual(expect.objectContaining({ kind: 'raft', news: 'steppedDown', member: cut }));
    await vi.waitFor(() => expect(newest().find(({ name }) => name === cut)?.leader).toBeNull(), patience);
    expect(seen.frames.at(-1)?.links.find(({ from }) => from === cut)?.state).toBe('cut');
    await lab.act({ kind: 'heal' });
    await leader();
  });

  it('shows a frozen leader with its last figures, and another one elected', async () => {
    const frozen = await leader();
    await lab.act({ kind: 'freeze', member: frozen });
    const next = await leader([frozen]);
    expect(viewOf(frozen)).toMatchObject({ state: 'frozen', leader: frozen });
    const { answeredAt } = viewOf(frozen) ?? {};
    const notices = await write(frozen, '/frozen', (one) => one.kind === 'waiting');
    expect(reasonsOf(notices)).toEqual(['silent']);
    expect(viewOf(frozen)?.answeredAt).toBe(answeredAt);
    await lab.act({ kind: 'thaw', member: frozen });
    await vi.waitFor(() => expect(viewOf(frozen)).toMatchObject({ state: 'follower', leader: next }), patience);
  });

  it.skipIf(!isFull)('shows a learner that is added, promoted and removed', { timeout: 120_000 }, async () => {
    await leader();
    await lab.act({ kind: 'addLearner', name: 'm4', etcd: dirname(chosenEtcd().etcd) });
    await vi.waitFor(() => expect(viewOf('m4')?.state).toBe('learner'), patience);
    await lab.act({ kind: 'promote', member: 'm4' });
    await vi.waitFor(() => expect(viewOf('m4')?.state).toBe('follower'), patience);
    await lab.act({ kind: 'remove', member: 'm4' });
    await vi.waitFor(() => expect(viewOf('m4')).toBeUndefined(), patience);
    const told = seen.events.flatMap((event) => (event.kind === 'members' ? [`${event.news} ${event.member}`] : []));
    expect(told).toEqual(['added m4', 'promoted m4', 'removed m4']);
  });

  it.skipIf(!isFull)('tells of alarms that are raised and cleared', async () => {
    const [member = ''] = followers(await leader());
    const id = viewOf(member)?.id;
    const client = new EtcdClient(await lab.target());
    const alarm = (action: 'Activate' | 'Deactivate') =>
      client.call(({ maintenance }) =>
        maintenance.alarm({ action, memberID: BigInt(`0x${id}`).toString(), alarm: 'Nospace' }),
      );
    const told = () =>
      seen.events.flatMap((one) => (one.kind === 'alarm' ? [`${one.alarm} ${one.member} ${one.raised}`] : []));
    await alarm('Activate');
    await vi.waitFor(() => expect(told()).toEqual([`NOSPACE ${member} true`]), patience);
    await alarm('Deactivate');
    await vi.waitFor(() => expect(told()).toEqual([`NOSPACE ${member} true`, `NOSPACE ${member} false`]), patience);
    client.close();
  });

  it.skipIf(!isFull)('shows a leader of the first terms after a reset, and follows writes as before', async () => {
    await leader();
    const { seq } = seen.events.at(-1) ?? { seq: 0 };
    await lab.reset();
    const after = () => seen.events.filter((one) => one.seq > seq && one.kind === 'leaderElected');
    await vi.waitFor(() => expect(after()).toMatchObject([{ term: 2 }]), patience);
    const next = await leader();
    expect(viewOf(next)?.term).toBe(2);
    const notices = await write(next, '/after-a-reset');
    expect(notices.at(-1)).toMatchObject({ outcome: 'written', revision: 2 });
    expect(stepsOf(notices).filter((step) => step.startsWith('applied')).length).toBe(3);
  });

  it('keeps its past for those who come later', async () => {
    const later = follow(lab);
    await vi.waitFor(() => expect(later.events.length).toBeGreaterThanOrEqual(seen.events.length), patience);
    expect(later.events.slice(0, seen.events.length)).toEqual(seen.events.slice(0, later.events.length));
    await vi.waitFor(() => expect(later.frames.length).toBeGreaterThan(10), patience);
    await later.stop();
  });
});

it.skipIf(!isFull)('a lab of one member shows what its answer tells', { timeout: 120_000 }, async () => {
  const single = await startTestLab({ names: ['only'] });
  const { api, connection } = single;
  try {
    const notices: LabWriteNotice[] = [];
    for await (const one of api.lab.write({ connection, via: 'only', key: bytes('/one'), value: bytes('1') })) {
      notices.push(one);
    }
    expect(stepsOf(notices)).toEqual(['sent only', 'committed only', 'applied only', 'answered only']);
    expect(notices.at(-1)).toMatchObject({ outcome: 'written', revision: 2 });
  } finally {
    await single.close();
  }
});
