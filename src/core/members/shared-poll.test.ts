import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { SharedPoll } from './shared-poll.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

function aPoll() {
  const asked: number[] = [];
  const signals: AbortSignal[] = [];
  const poll = new SharedPoll(async (signal) => {
    asked.push(performance.now());
    signals.push(signal);
    return asked.length;
  });
  return { poll, asked, signals };
}

function following<T>(poll: SharedPoll<T>, intervalMs: number) {
  const stop = new AbortController();
  const got: T[] = [];
  const done = (async () => {
    for await (const answer of poll.follow(intervalMs, stop.signal)) got.push(answer);
  })();
  return { got, done, stop: () => stop.abort() };
}

describe('a shared poll', () => {
  it('asks once for all who follow, and stops with the last', async () => {
    const { poll, asked, signals } = aPoll();
    const first = following(poll, 1_000);
    const second = following(poll, 1_000);
    await vi.advanceTimersByTimeAsync(3_500);
    expect(asked).toHaveLength(4);
    expect(first.got).toEqual([1, 2, 3, 4]);
    expect(second.got).toEqual([1, 2, 3, 4]);

    first.stop();
    await first.done;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(asked).toHaveLength(5);
    expect(signals.at(-1)?.aborted).toBe(false);
    second.stop();
    await second.done;
    expect(signals.at(-1)?.aborted).toBe(true);
    expect(vi.getTimerCount()).toBe(0);
    await vi.advanceTimersByTimeAsync(10_000);
    expect(asked).toHaveLength(5);
  });

  it('goes at the pace of the one in most hurry, and gives each its own', async () => {
    const { poll, asked } = aPoll();
    const slow = following(poll, 5_000);
    await vi.advanceTimersByTimeAsync(500);
    const fast = following(poll, 1_000);
    await vi.advanceTimersByTimeAsync(9_400);
    expect(asked.length).toBe(10);
    expect(fast.got).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10].slice(0, fast.got.length));
    expect(fast.got.length).toBeGreaterThanOrEqual(9);
    expect(slow.got).toHaveLength(2);
    fast.stop();
    slow.stop();
    await Promise.all([fast.done, slow.done]);
  });

  it('asks anew when somebody follows after everybody left', async () => {
    const { poll, asked } = aPoll();
    for (const expected of [1, 2]) {
      const one = following(poll, 60_000);
      await vi.advanceTimersByTimeAsync(0);
      expect(one.got).toEqual([expected]);
      one.stop();
      await one.done;
    }
    expect(asked).toHaveLength(2);
  });

  it('gives a slow consumer the newest answer only', async () => {
    const { poll } = aPoll();
    const stop = new AbortController();
    const answers = poll.follow(1_000, stop.signal);
    expect(await answers.next()).toEqual({ done: false, value: 1 });
    await vi.advanceTimersByTimeAsync(4_100);
    expect(await answers.next()).toEqual({ done: false, value: 5 });
    await answers.return();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('tells its failure to all who follow, and can be followed again', async () => {
    let isDown = true;
    const poll = new SharedPoll(async () => {
      if (isDown) throw new Error('down');
      return 'up';
    });
    const both = [following(poll, 1_000), following(poll, 1_000)];
    const ends = Promise.allSettled(both.map((one) => one.done));
    await vi.advanceTimersByTimeAsync(0);
    expect((await ends).map((end) => end.status)).toEqual(['rejected', 'rejected']);
    expect(vi.getTimerCount()).toBe(0);

    isDown = false;
    const again = following(poll, 1_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(again.got).toEqual(['up']);
    again.stop();
    await again.done;
  });

  it('gives a part of a slow answer at once, and the whole right after it', async () => {
    let answer: (whole: string) => void = () => undefined;
    const whole = new Promise<string>((resolve) => {
      answer = resolve;
    });
    let round = 0;
    const poll = new SharedPoll<string>(async (_, onEarly) => {
      round += 1;
      if (round > 1) return `whole ${round}`;
      onEarly('part');
      return await whole;
    });
    const one = following(poll, 2_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(one.got).toEqual(['part']);
    await vi.advanceTimersByTimeAsync(300);
    answer('whole 1');
    await vi.advanceTimersByTimeAsync(0);
    expect(one.got).toEqual(['part', 'whole 1']);
    await vi.advanceTimersByTimeAsync(1_900);
    expect(one.got).toHaveLength(2);
    await vi.advanceTimersByTimeAsync(200);
    expect(one.got).toEqual(['part', 'whole 1', 'whole 2']);
    one.stop();
    await one.done;
  });

  it('gives an answer at once, and keeps its interval', async () => {
    const { poll, asked } = aPoll();
    poll.give(90);
    const one = following(poll, 1_000);
    await vi.advanceTimersByTimeAsync(1_100);
    poll.give(91);
    await vi.advanceTimersByTimeAsync(0);
    expect(one.got).toEqual([1, 2, 91]);
    const late = following(poll, 1_000);
    await vi.advanceTimersByTimeAsync(0);
    expect(late.got).toEqual([91]);
    await vi.advanceTimersByTimeAsync(900);
    expect(one.got).toEqual([1, 2, 91, 3]);
    expect(asked).toHaveLength(3);
    one.stop();
    late.stop();
    await Promise.all([one.done, late.done]);
  });
});
