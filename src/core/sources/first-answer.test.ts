import { expect, it } from 'vitest';
import { atFirstAnswer } from './first-answer.ts';
import type { SourceReader } from './source-reader.ts';

const key = Uint8Array.of(1);

/** A source whose head advances with every read; records the reads with the revision that each asked for. */
function movingSource() {
  const asked: (number | null)[] = [];
  let head = 10;
  let failures = 0;
  const at = (revision: number | null): SourceReader => {
    const read = async () => {
      asked.push(revision);
      await Promise.resolve();
      if (failures > 0) {
        failures -= 1;
        throw new Error('no answer');
      }
      head += 1;
      return revision ?? head;
    };
    return {
      revision,
      get: async () => ({ entry: null, revision: await read() }),
      count: async () => ({ count: 0, revision: await read(), tookMs: 0 }),
      async *keys() {
        for (let page = 0; page < 2; page++) yield { keys: [], revision: await read(), total: null };
      },
      pin: (pinned: number | undefined) => at(pinned ?? revision),
      // The reader's methods that this test uses.
    } as unknown as SourceReader;
  };
  return { source: at(null), asked, fail: () => (failures += 1) };
}

it('asks at the head once, and everything else at the revision of that answer', async () => {
  const { source, asked } = movingSource();
  const pinned = atFirstAnswer(source);
  expect(pinned.revision).toBeNull();
  const answers = await Promise.all([pinned.get(key), pinned.get(key), pinned.count({ start: key, end: null })]);
  expect(answers.map(({ revision }) => revision)).toEqual([11, 11, 11]);
  expect(asked).toEqual([null, 11, 11]);
  expect(pinned.revision).toBe(11);
});

it('takes the first page of a stream for the first answer', async () => {
  const { source, asked } = movingSource();
  const pinned = atFirstAnswer(source);
  for await (const { revision } of pinned.keys({ start: key, end: null })) {
    expect(revision).toBe(11);
    break;
  }
  expect((await pinned.get(key)).revision).toBe(11);
  expect(asked).toEqual([null, 11]);
});

it('lets the next read be the first where one fails', async () => {
  const { source, asked, fail } = movingSource();
  fail();
  const pinned = atFirstAnswer(source);
  const [failed, answered] = await Promise.allSettled([pinned.get(key), pinned.get(key)]);
  expect(failed.status).toBe('rejected');
  expect(answered).toMatchObject({ status: 'fulfilled', value: { revision: 11 } });
  expect(asked).toEqual([null, null]);
});
