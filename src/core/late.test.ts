import { describe, expect, it } from 'vitest';
import { late, lateNoun } from './late.ts';

interface Noun {
  name(request: { readonly of: number }): Promise<string>;
  follow(): AsyncIterable<number>;
}

/** A noun that says how often it was loaded, and whether its stream was left. */
function aNoun() {
  const seen = { loads: 0, isLeft: false };
  const noun = lateNoun<Noun>({ name: 'call', follow: 'open' }, async () => {
    seen.loads += 1;
    return {
      name: async ({ of }) => `the ${of}`,
      async *follow() {
        try {
          for (let count = 1; ; count++) yield count;
        } finally {
          seen.isLeft = true;
        }
      },
    };
  });
  return { noun, seen };
}

describe('a noun that is loaded when it is called', () => {
  it('is not loaded before', async () => {
    const { noun, seen } = aNoun();
    const stream = noun.follow();
    expect(seen.loads).toBe(0);
    expect(await noun.name({ of: 7 })).toBe('the 7');
    expect(seen.loads).toBe(1);
    await stream[Symbol.asyncIterator]().return?.();
    expect(seen.loads).toBe(1);
  });

  it('is left where its stream is', async () => {
    const { noun, seen } = aNoun();
    const read: number[] = [];
    for await (const count of noun.follow()) {
      read.push(count);
      if (count === 3) break;
    }
    expect(read).toEqual([1, 2, 3]);
    expect(seen.isLeft).toBe(true);
  });

  it('ends a pending step where its stream is left', async () => {
    let end = (_: IteratorResult<number>): void => undefined;
    const ended = new Promise<IteratorResult<number>>((resolve) => {
      end = resolve;
    });
    const noun = lateNoun<Pick<Noun, 'follow'>>({ follow: 'open' }, async () => ({
      follow: () => ({
        [Symbol.asyncIterator]: () => ({
          next: () => ended,
          async return() {
            end({ done: true, value: undefined });
            return { done: true, value: undefined };
          },
        }),
      }),
    }));
    const steps = noun.follow()[Symbol.asyncIterator]();
    const pending = steps.next();
    await steps.return?.();
    expect(await pending).toEqual({ done: true, value: undefined });
  });

  it('fails as its loading does, and its stream at the first step', async () => {
    const noun = lateNoun<Noun>({ name: 'call', follow: 'open' }, async () => {
      throw new Error('damaged');
    });
    await expect(noun.name({ of: 1 })).rejects.toThrow('damaged');
    await expect(noun.follow()[Symbol.asyncIterator]().next()).rejects.toThrow('damaged');
  });
});

it('makes a part once, and closes what was made only', async () => {
  let made = 0;
  const closed: number[] = [];
  const part = late(async () => ++made);
  const close = async (which: number) => void closed.push(which);
  await part.ifMade(close);
  expect(closed).toEqual([]);
  expect(await Promise.all([part.get(), part.get()])).toEqual([1, 1]);
  await part.ifMade(close);
  expect(closed).toEqual([1]);
});
