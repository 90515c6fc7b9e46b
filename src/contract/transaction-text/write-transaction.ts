import type { NamedKeys } from '../etcdctl-bridge/commands.ts';
import { type EtcdctlProfile, etcdctlHead, etcdctlNotes } from '../etcdctl-line.ts';
import { goQuote } from '../shell-quote.ts';
import type { Comparison, Transaction, TransactionOperation } from '../transactions.ts';
import { transactionPrompts } from './read-transaction.ts';

const targets = { version: 'ver', createRevision: 'create', modRevision: 'mod' } as const;

/** Returns a comparison as a line of the input of `etcdctl txn`. */
export function comparisonLine(comparison: Comparison): string {
  const { key, result } = comparison;
  const said = (target: string, given: string): string => `${target}(${goQuote(key)}) ${result} ${given}`;
  if (comparison.target === 'value') return said('val', goQuote(comparison.value));
  if (comparison.target === 'lease') return said('lease', `"${comparison.lease ?? '0'}"`);
  return said(targets[comparison.target], `"${comparison.number}"`);
}

/** Returns an operation as a line of the input of `etcdctl txn`. */
export function operationLine(operation: TransactionOperation): string {
  switch (operation.kind) {
    case 'get': {
      const { keys, limit, answers } = operation;
      const shape = answers === 'values' ? [] : [answers === 'keys' ? '--keys-only' : '--count-only'];
      return lineOf('get', [...shape, ...(limit === 0 ? [] : [`--limit=${limit}`])], keys);
    }
    case 'delete':
      return lineOf('del', [], operation.keys);
    case 'put': {
      const { key, value, lease } = operation;
      const flags = [
        ...(lease === null ? [] : [lease === 'keep' ? '--ignore-lease' : `--lease=${lease}`]),
        ...(value === null ? ['--ignore-value'] : []),
      ];
      return joined('put', flags, value === null ? [key] : [key, value]);
    }
  }
}

function lineOf(command: string, flags: readonly string[], keys: NamedKeys): string {
  if (keys.kind === 'range') return joined(command, flags, [keys.key, keys.end]);
  const which = keys.kind === 'prefix' ? ['--prefix'] : keys.kind === 'from' ? ['--from-key'] : [];
  return joined(command, [...flags, ...which], [keys.key]);
}

/** Behind `--` a word that begins with a dash is no flag. */
function joined(command: string, flags: readonly string[], words: readonly Uint8Array[]): string {
  const end = words.some((word) => word[0] === 0x2d) ? ['--'] : [];
  return [command, ...flags, ...end, ...words.map(goQuote)].join(' ');
}

/** Returns the three parts of the input of `etcdctl txn`, each ended by an empty line. */
function partsOf({ compare, success, failure }: Transaction): readonly string[] {
  return [compare.map(comparisonLine), success.map(operationLine), failure.map(operationLine)].map((lines) =>
    [...lines, '\n'].join('\n'),
  );
}

/** Returns a transaction as the input of `etcdctl txn`, on lines of printable characters. */
export const writeTransaction = (transaction: Transaction): string => partsOf(transaction).join('');

/** Returns a transaction as a terminal shows it with `etcdctl txn --interactive`. */
export const writeInteractive = (transaction: Transaction): string =>
  partsOf(transaction)
    .map((part, place) => `${transactionPrompts[place]}\n${part}`)
    .join('');

/**
 * Returns why etcdctl cannot run a transaction, as a sentence; `null`: it can. Up to 3.7.1 it ends with a panic where a
 * lease is compared, before anything is sent.
 */
export const etcdctlFault = ({ compare }: Transaction): string | null =>
  compare.some(({ target }) => target === 'lease')
    ? 'etcdctl up to 3.7 ends with a panic where a lease is compared, and sends nothing.'
    : null;

/** Returns a transaction as a line of etcdctl for a connection, with its input behind it. */
export const transactionLine = (profile: EtcdctlProfile, transaction: Transaction): string =>
  `${etcdctlHead(profile)} txn <<'END'\n${writeTransaction(transaction)}END`;

/** Returns a transaction as a command of a shell, below what to know before it is run. */
export function transactionCommand(profile: EtcdctlProfile, transaction: Transaction): string {
  const line = transactionLine(profile, transaction);
  return [...etcdctlNotes(profile, [line]), line].join('\n');
}
