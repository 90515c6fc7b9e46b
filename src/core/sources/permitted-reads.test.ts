import { describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import { readPermitted } from './permitted-reads.ts';
import type { KeySpan } from './source-reader.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (some: Uint8Array | null): string => (some === null ? 'end' : new TextDecoder().decode(some));
const span = (start: string, end: string | null): KeySpan => ({
  start: bytes(start),
  end: end === null ? null : bytes(end),
});
const denial = new EtcdeckError({ code: 'PermissionDenied', message: 'etcdserver: permission denied' });
const told = new EtcdeckError({ code: 'PermissionDenied', message: 'told' });

/** Reads spans of one letter each; those in `refused` are refused, each after the letters before the `!`. */
async function read(refused: readonly string[], permitted: readonly (readonly KeySpan[])[], isContinued = false) {
  const asked: string[] = [];
  const fresh: boolean[] = [];
  const seen: string[] = [];
  let isNarrowed = false;
  let answers = [...permitted];
  const pages = readPermitted<string>(
    {
      async within(rest, { isFresh }) {
        asked.push(`within ${text(rest.start)}-${text(rest.end)}`);
        fresh.push(isFresh);
        const [answer = [], ...others] = answers;
        answers = others;
        return answer;
      },
      explained: async () => told,
    },
    {
      span: span('a', 'z'),
      isContinued,
      behind: (page) => bytes(`${page}+`),
      onDidNarrow: () => {
        isNarrowed = true;
      },
      read: async function* (spans) {
        for (const { start, end } of spans) {
          const name = `${text(start)}-${text(end)}`;
          asked.push(name);
          const how = refused.find((each) => each.endsWith(`!${name}`));
          if (how !== undefined) {
            const before = how.slice(0, how.indexOf('!'));
            if (before !== '') yield before;
            throw denial;
          }
          yield text(start);
        }
      },
    },
  );
  let failure: unknown = null;
  try {
    for await (const page of pages) seen.push(page);
  } catch (error) {
    failure = error;
  }
  return { asked, fresh, seen, failure, isNarrowed };
}

describe('a span', () => {
  it('is read whole where nothing is refused, and nobody is asked', async () => {
    expect(await read([], [])).toEqual({ asked: ['a-z'], fresh: [], seen: ['a'], failure: null, isNarrowed: false });
  });

  it('is read in the parts that are permitted', async () => {
    const found = await read(['!a-z'], [[span('b', 'c'), span('e', 'f')]]);
    expect(found.seen).toEqual(['b', 'e']);
    expect(found).toMatchObject({ failure: null, isNarrowed: true, fresh: [false] });
  });

  it('goes on behind what was read before the refusal', async () => {
    const found = await read(['b!a-z'], [[span('e', 'f')]]);
    expect(found.asked).toEqual(['a-z', 'within b+-z', 'e-f']);
    expect(found.seen).toEqual(['b', 'e']);
  });

  it('of which nothing is permitted fails in the words that say what is', async () => {
    expect(await read(['!a-z'], [[]])).toMatchObject({ failure: told, isNarrowed: false });
  });

  it('whose rest is not permitted has come to its end', async () => {
    expect(await read(['!a-z'], [[]], true)).toMatchObject({ failure: null, isNarrowed: true });
    expect(await read(['b!a-z'], [[]])).toMatchObject({ failure: null, seen: ['b'], isNarrowed: true });
  });

  it('is asked about afresh where roles changed, and no more than once', async () => {
    const changed = await read(['!a-z', '!b-c'], [[span('b', 'c')], [span('d', 'e')]]);
    expect(changed).toMatchObject({ seen: ['d'], fresh: [false, true], failure: null });
    const vain = await read(['!a-z', '!b-c'], [[span('b', 'c')], [span('b', 'c')]]);
    expect(vain).toMatchObject({ failure: told, fresh: [false, true] });
  });
});
