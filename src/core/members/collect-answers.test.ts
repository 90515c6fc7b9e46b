import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { collectAnswers } from './collect-answers.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

interface Answer {
  readonly resolve: (value: number) => void;
  readonly reject: (error: Error) => void;
}

function asking(...members: readonly string[]) {
  const answers = new Map<string, Answer>();
  const reports: Record<string, number>[] = [];
  const asked = new Map(
    members.map((member) => {
      const answer = new Promise<number>((resolve, reject) => answers.set(member, { resolve, reject }));
      return [member, answer] as const;
    }),
  );
  const done = collectAnswers(asked, 150, (soFar) => reports.push(Object.fromEntries(soFar)));
  return {
    done,
    reports,
    answer: async (member: string, value: number) => {
      answers.get(member)?.resolve(value);
      await vi.advanceTimersByTimeAsync(0);
    },
    fail: (member: string) => answers.get(member)?.reject(new Error('cancelled')),
  };
}

it('reports nothing where all answer in time', async () => {
  const { done, reports, answer } = asking('a', 'b');
  await answer('b', 2);
  await answer('a', 1);
  expect([...(await done)]).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
  expect(reports).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});

it('does not let one hold back the others', async () => {
  const { done, reports, answer } = asking('a', 'b', 'frozen');
  await answer('a', 1);
  await vi.advanceTimersByTimeAsync(149);
  expect(reports).toEqual([]);
  await vi.advanceTimersByTimeAsync(1);
  expect(reports).toEqual([{ a: 1 }]);
  await answer('b', 2);
  expect(reports).toEqual([{ a: 1 }, { a: 1, b: 2 }]);
  await answer('frozen', 3);
  expect((await done).size).toBe(3);
  expect(reports).toHaveLength(2);
});

it('reports no more once it has failed, and nothing while none has answered', async () => {
  const { done, reports, answer, fail } = asking('a', 'b', 'c');
  const ended = expect(done).rejects.toThrow('cancelled');
  await vi.advanceTimersByTimeAsync(200);
  fail('c');
  await ended;
  await answer('a', 1);
  expect(reports).toEqual([]);
  expect(vi.getTimerCount()).toBe(0);
});
