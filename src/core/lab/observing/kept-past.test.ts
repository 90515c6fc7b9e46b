import { describe, expect, it } from 'vitest';
import type { MemberId } from '../../../contract/ids.ts';
import type { LabEvent } from '../../../contract/lab/events.ts';
import type { LabFrame, LabMemberState } from '../../../contract/lab/frames.ts';
import type { LabNotice } from '../../../contract/lab.ts';
import { seeded } from '../../../testing/random.ts';
import { Followers } from './follow-past.ts';
import { KeptPast } from './kept-past.ts';

const random = seeded(7);
const below = (most: number): number => random.between(0, most - 1);
const oneOf = <T>(...values: readonly [T, ...T[]]): T => random.oneOf(values);

const names = ['m1', 'm2', 'm3', 'm4', 'm5', 'm6', 'm7'];
const states: readonly [LabMemberState, ...LabMemberState[]] = ['leader', 'follower', 'silent', 'dead', 'starting'];

function someFrame(at: number): LabFrame {
  return {
    at,
    members: names.map((name) => ({
      name,
      id: oneOf(null, 'aa871b12e63c5a21' as MemberId),
      state: oneOf(...states),
      isLearner: oneOf(true, false),
      term: oneOf(null, 0, below(2 ** 31)),
      vote: oneOf(null, 'm1', '8e9e05c52164694d'),
      leader: oneOf(null, 'm2'),
      commit: oneOf(null, 0, Number.MAX_SAFE_INTEGER - 1),
      applied: oneOf(null, below(1_000_000)),
      answeredAt: oneOf(null, at - below(5_000)),
    })),
    links: names.flatMap((from) =>
      names.flatMap((to) =>
        from === to
          ? []
          : [
              {
                ...{ from, to, state: oneOf('open', 'cut', 'held'), delayMs: oneOf(0, 250), bytes: below(100_000) },
                ...{ lost: oneOf(0, 3), messages: oneOf({}, { MsgApp: 1 + below(500), http: 2 }, { MsgHeartbeat: 1 }) },
              },
            ],
      ),
    ),
  };
}

const event = (seq: number): LabEvent => ({ kind: 'inconsistent', detail: `event ${seq}`, seq, at: seq });

/** Takes what a follower is given until there is nothing new for it. */
async function taken(past: KeptPast): Promise<readonly LabNotice[]> {
  const followers = new Followers(past, () => undefined);
  followers.close();
  const notices: LabNotice[] = [];
  for await (const notice of followers.follow(new AbortController().signal)) notices.push(notice);
  return notices;
}

const framesOf = (notices: readonly LabNotice[]) => notices.flatMap((one) => (one.kind === 'frames' ? one.frames : []));
const eventsOf = (notices: readonly LabNotice[]) => notices.flatMap((one) => (one.kind === 'events' ? one.events : []));

describe('what a lab keeps', () => {
  it('gives frames back as they were', async () => {
    const past = new KeptPast();
    const frames = Array.from({ length: 250 }, (_, number) => someFrame(1_796_000_000_000 + number * 100));
    for (const frame of frames) past.addFrame(frame);
    expect(framesOf(await taken(past))).toEqual(frames);
  });

  it('is the newest so many, and events tell by their numbers how many are gone', async () => {
    const past = new KeptPast({ frames: 10, events: 20 });
    for (let number = 1; number <= 33; number += 1) {
      past.addFrame(someFrame(number * 100));
      past.addEvent(event(number));
    }
    const notices = await taken(past);
    expect(framesOf(notices).map(({ at }) => at)).toEqual([
      2_400, 2_500, 2_600, 2_700, 2_800, 2_900, 3_000, 3_100, 3_200, 3_300,
    ]);
    expect(eventsOf(notices).map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, at) => at + 14));
  });
});

describe('a follower', () => {
  it('gets standing notices first, what is kept in chunks, and then what comes', async () => {
    const past = new KeptPast();
    const followers = new Followers(past, () => undefined);
    const check = {
      isRunning: false,
      answered: 0,
      unknown: 0,
      refused: 0,
      verdict: 'undecided',
      offending: null,
    } as const;
    followers.show({ kind: 'check', check });
    for (let number = 1; number <= 600; number += 1) past.addEvent(event(number));
    for (let number = 1; number <= 150; number += 1) past.addFrame(someFrame(number * 100));
    const stop = new AbortController();
    const steps = followers.follow(stop.signal);
    const next = async () => (await steps.next()).value;
    expect(await next()).toEqual({ kind: 'check', check });
    const sizes: [string, number][] = [];
    for (let chunk = 0; chunk < 4; chunk += 1) {
      const notice = await next();
      if (notice?.kind === 'events') sizes.push(['events', notice.events.length]);
      if (notice?.kind === 'frames') sizes.push(['frames', notice.frames.length]);
    }
    expect(sizes).toEqual([
      ['events', 500],
      ['frames', 100],
      ['events', 100],
      ['frames', 50],
    ]);
    const coming = next();
    past.addEvent(event(601));
    followers.wake();
    expect(await coming).toEqual({ kind: 'events', events: [event(601)] });
    const last = steps.next();
    stop.abort();
    expect((await last).done).toBe(true);
  });

  it('that is slow finds what came meanwhile in one chunk, and nothing waits for it', async () => {
    const past = new KeptPast({ frames: 100, events: 100 });
    const followers = new Followers(past, () => undefined);
    past.addFrame(someFrame(100));
    const stop = new AbortController();
    const steps = followers.follow(stop.signal);
    await steps.next();
    for (let number = 2; number <= 90; number += 1) past.addFrame(someFrame(number * 100));
    followers.wake();
    const { value } = await steps.next();
    expect(value?.kind === 'frames' ? value.frames.length : 0).toBe(89);
    stop.abort();
    await steps.return();
  });
});
