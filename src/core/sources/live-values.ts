import { EtcdeckError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { afterKey } from '../bytes/bytes.ts';
import { type RangeRequest, toTheEnd } from '../etcd/kv.ts';
import type { RangeAnswer } from '../etcd/range-answer.ts';
import { BatchSize } from '../streams/batch-size.ts';
import { breathe } from '../streams/breath.ts';
import { packAnswer } from './packed-entries.ts';
import type { PinnedReader } from './pinned-reader.ts';
import type { FirstEntries, KeySpan } from './source-reader.ts';

/** The intended size of an answer, in bytes. */
const answerBytes = 1_500_000;
const firstCount = 4;
/** This many values of the largest size that a server takes exceed an answer, which is then read in parts. */
const mostCount = 500;

/**
 * Yields the values of adjacent keys. Each range is from one known key to another, so a member walks over nothing else.
 */
export async function* readValues(
  reader: PinnedReader,
  keys: readonly ListedKey[],
): AsyncGenerator<readonly KeyValue[], void> {
  let asked = 0;
  const ask = async (count: number): Promise<Answer | null> => {
    const part = keys.slice(asked, asked + count);
    const [first, last] = [part[0], part.at(-1)];
    if (first === undefined || last === undefined) return null;
    const answer = await read({ key: first.key, rangeEnd: afterKey(last.key) }, part.length);
    if (answer === null) return await ask(part.length >> 1);
    asked += part.length;
    if (answer.length === part.length) return { bytes: answer.bytes, entries: answer.keyValues() };
    throw new EtcdeckError({ code: 'Internal', message: 'the keys of a run do not stand next to each other' });
  };
  /** Returns `null` where the answer is too large, and can be read in parts. */
  const read = async (range: KeyRange, count: number): Promise<RangeAnswer | null> => {
    try {
      return (await reader.read(range)).answer;
    } catch (error) {
      if (count > 1 && error instanceof EtcdeckError && error.code === 'AnswerTooLarge') return null;
      throw error;
    }
  };
  const size = new BatchSize({ answerBytes, first: firstCount, most: mostCount });
  for (let next = ask(size.count); ; ) {
    const answer = await next;
    if (answer === null) return;
    size.answered(answer.entries.length, answer.bytes);
    next = ask(size.count);
    next.catch(() => undefined);
    yield answer.entries;
    await breathe();
  }
}

/** Returns the first entries of a span, at most `limit`, and fewer where they are too large for one answer. */
export async function readFirst(reader: PinnedReader, { start, end }: KeySpan, limit: number): Promise<FirstEntries> {
  try {
    const { answer } = await reader.read({ key: start, rangeEnd: end ?? toTheEnd, limit });
    const rest = answer.count - answer.length;
    return { packed: packAnswer(answer), revision: reader.revision, rest };
  } catch (error) {
    if (limit <= 1 || !(error instanceof EtcdeckError) || error.code !== 'AnswerTooLarge') throw error;
    return await readFirst(reader, { start, end }, limit >> 1);
  }
}

/** Reads in parallel; each may return a value of more than a megabyte. */
const atOnce = 16;

/** Yields the values of keys anywhere in the keyspace, in the given order. */
export async function* readEachValue(
  reader: PinnedReader,
  keys: readonly ListedKey[],
): AsyncGenerator<readonly KeyValue[], void> {
  const read = async ({ key }: ListedKey): Promise<KeyValue> => {
    const [entry] = (await reader.read({ key })).answer.keyValues();
    if (entry !== undefined) return entry;
    throw new EtcdeckError({ code: 'Internal', message: 'a key of a revision is not there when it is read again' });
  };
  for (let at = 0; at < keys.length; at += atOnce) {
    yield await Promise.all(keys.slice(at, at + atOnce).map(read));
    await breathe();
  }
}

type KeyRange = Required<Pick<RangeRequest, 'key' | 'rangeEnd'>>;

interface Answer {
  readonly bytes: number;
  readonly entries: readonly KeyValue[];
}
