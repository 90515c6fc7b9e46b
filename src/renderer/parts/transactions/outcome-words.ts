import type {
  ComparedKey,
  Comparison,
  OperationOutcome,
  TransactionBranch,
  TransactionOperation,
} from '../../../contract/transactions.ts';
import { formatCount, plural } from '../../ui/format.ts';

/** Says which branch of a transaction runs, or ran. */
export function branchWords(branch: TransactionBranch, hasComparisons: boolean, tense: 'would' | 'did'): string {
  const runs = tense === 'would' ? 'would run now' : 'ran';
  const name = branch === 'success' ? 'Then' : 'Else';
  if (!hasComparisons) return `“${name}” ${runs}: there are no comparisons.`;
  return branch === 'success'
    ? `“${name}” ${runs}: every comparison ${tense === 'would' ? 'holds' : 'held'}.`
    : `“${name}” ${runs}: not every comparison ${tense === 'would' ? 'holds' : 'held'}.`;
}

/** Says what a key is where it is compared. A value that may hold a Secret is covered. */
export function comparedWords({ target }: Comparison, { entry }: ComparedKey): string {
  if (entry === null) return 'the key does not exist';
  switch (target) {
    case 'value':
      return entry.isMasked ? 'its value now, masked:' : 'its value now:';
    case 'lease':
      return entry.lease === null ? 'it has no lease' : `its lease is ${entry.lease}`;
    case 'version':
      return `its version is ${formatCount(entry.version)}`;
    case 'createRevision':
      return `its create revision is ${formatCount(entry.createRevision)}`;
    case 'modRevision':
      return `its mod revision is ${formatCount(entry.modRevision)}`;
  }
}

/** Says what an operation answers, or answered. */
export function outcomeWords(
  operation: TransactionOperation | undefined,
  outcome: OperationOutcome,
  tense: 'would' | 'did',
): string {
  const would = tense === 'would';
  switch (outcome.kind) {
    case 'put':
      if (outcome.previous === null) return would ? 'creates the key' : 'created the key';
      return would ? 'gives the key another state' : 'gave the key another state';
    case 'delete':
      if (outcome.count === 0) return would ? 'deletes nothing: there is no such key' : 'deleted nothing';
      return `${would ? 'deletes' : 'deleted'} ${plural(outcome.count, 'key')}`;
    case 'get': {
      const isCount = operation?.kind === 'get' && operation.answers === 'count';
      if (outcome.count === 0) return would ? 'finds no key' : 'found no key';
      if (isCount) return `${would ? 'counts' : 'counted'} ${plural(outcome.count, 'key')}`;
      const of = outcome.answered < outcome.count ? ` of ${formatCount(outcome.count)}` : '';
      return `${would ? 'reads' : 'read'} ${plural(outcome.answered, 'key')}${of}`;
    }
  }
}
