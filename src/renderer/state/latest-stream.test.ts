import { expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { LatestStream } from './latest-stream.ts';

/** A stream that brings a value, and then waits until it is stopped. */
async function* waiting(signal: AbortSignal) {
  yield 1;
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
  yield 2;
}

it('reads a stream to its end, or says why it failed', async () => {
  const stream = new LatestStream();
  const taken: number[] = [];
  const take = (value: number) => void taken.push(value);
  async function* whole() {
    yield* [1, 2];
  }
  expect(await stream.read(whole, take)).toBe('ended');
  async function* broken() {
    yield 3;
    throw new EtcdeckError({ code: 'Compacted', message: 'compacted' });
  }
  expect(await stream.read(broken, take)).toMatchObject({ code: 'Compacted' });
  expect(taken).toEqual([1, 2, 3]);
});

it('takes nothing of a stream that was stopped, or that another one has taken the place of', async () => {
  const stream = new LatestStream();
  const taken: number[] = [];
  const take = (value: number) => void taken.push(value);
  const first = stream.read(waiting, take);
  const second = stream.read(waiting, take);
  expect(await first).toBe('left');
  stream.stop();
  expect(await second).toBe('left');
  expect(taken.filter((value) => value === 2)).toEqual([]);
});
