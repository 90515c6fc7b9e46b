import type { KeyEntry, KeyValue } from '../../contract/keys.ts';
import type { OperationOutcome, TransactionOperation } from '../../contract/transactions.ts';
import type { OperationAnswer } from '../etcd/transaction.ts';
import type { ValueCodecs } from '../values/value-codecs.ts';
import { mostShown } from './world.ts';

/** The most bytes of values that the outcome of a transaction shows. */
const mostBytes = 8 * 1024 * 1024;

/** Returns what operations answered as a window may see it: the first keys of each, and Secrets covered. */
export async function outcomesOf(
  codecs: Pick<ValueCodecs, 'toEntry'>,
  operations: readonly TransactionOperation[],
  answers: readonly OperationAnswer[],
): Promise<readonly OperationOutcome[]> {
  let bytes = 0;
  const shown = async (kvs: readonly KeyValue[]): Promise<readonly KeyEntry[]> => {
    const entries: KeyEntry[] = [];
    for (const kv of kvs.slice(0, mostShown)) {
      bytes += kv.value.length;
      if (bytes > mostBytes) break;
      entries.push(await codecs.toEntry(kv, { reveal: false }));
    }
    return entries;
  };
  const outcomes: OperationOutcome[] = [];
  for (const [place, answer] of answers.entries()) {
    switch (answer.kind) {
      case 'get': {
        const { kind, count } = answer;
        outcomes.push({
          kind,
          count,
          answered: answeredBy(operations[place], count),
          entries: await shown(answer.kvs),
        });
        break;
      }
      case 'put': {
        const [previous = null] = await shown(answer.previous === null ? [] : [answer.previous]);
        outcomes.push({ kind: 'put', previous });
        break;
      }
      case 'delete':
        outcomes.push({ kind: 'delete', count: answer.kvs.length, entries: await shown(answer.kvs) });
        break;
    }
  }
  return outcomes;
}

function answeredBy(operation: TransactionOperation | undefined, count: number): number {
  if (operation?.kind !== 'get' || operation.answers === 'count') return 0;
  return operation.limit === 0 ? count : Math.min(operation.limit, count);
}
