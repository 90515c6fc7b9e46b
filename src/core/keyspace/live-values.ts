import { EtcdError } from '../../contract/failure.ts';
import type { KeyValue } from '../../contract/keys.ts';
import type { ListedKey } from '../../contract/listed-key.ts';
import { breathe } from './breath.ts';
import { afterKey } from './bytes.ts';
import type { PinnedReader } from './pinned-reader.ts';

/** What an answer should weigh. */
const answerBytes = 1_500_000;
/** Nothing tells how large the next values are: an answer of small ones is followed by one of four times as many. */
const firstCount = 4;
const growth = 4;
/** If all of them happen to be of the largest size that a server takes, an answer weighs 700 MB. */
const mostCount = 500;

/**
 * The values of keys that stand next to each other. Asked from one key that is known up to another, so that a member
 * walks over nothing else.
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
    asked += part.length;
    const { answer } = await reader.read({ key: first.key, rangeEnd: afterKey(last.key) });
    if (answer.length === part.length) return { bytes: answer.bytes, entries: answer.keyValues() };
    throw new EtcdError({ code: 'Internal', message: 'the keys of a run do not stand next to each other' });
  };
  let count = firstCount;
  for (let next = ask(count); ; ) {
    const answer = await next;
    if (answer === null) return;
    const fitting = Math.floor((answerBytes * answer.entries.length) / answer.bytes);
    count = Math.max(1, Math.min(mostCount, count * growth, fitting));
    next = ask(count);
    next.catch(() => undefined);
    yield answer.entries;
    await breathe();
  }
}

interface Answer {
  readonly bytes: number;
  readonly entries: readonly KeyValue[];
}
