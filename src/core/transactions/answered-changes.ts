import type { TransactionOperation } from '../../contract/transactions.ts';
import type { OperationAnswer } from '../etcd/transaction.ts';
import type { JournalledChange } from '../journal/journal.ts';

/** Returns what a branch changed, by what its operations answered: each of its keys once. */
export function changesIn(
  operations: readonly TransactionOperation[],
  answers: readonly OperationAnswer[],
): readonly JournalledChange[] {
  return operations.flatMap((operation, place): readonly JournalledChange[] => {
    const answer = answers[place];
    if (answer?.kind === 'delete') return answer.kvs.map((before) => ({ key: before.key, before, after: null }));
    if (operation.kind !== 'put' || answer?.kind !== 'put') return [];
    const { previous } = answer;
    return [{ key: operation.key, before: previous, after: operation.value ?? previous?.value ?? new Uint8Array() }];
  });
}
