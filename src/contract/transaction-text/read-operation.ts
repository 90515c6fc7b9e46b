import type { NamedKeys } from '../etcdctl-bridge/commands.ts';
import type { TransactionOperation } from '../transactions.ts';
import { type Word, wordsOf } from './go-words.ts';
import { leaseOf, numberOf } from './read-comparison.ts';
import { LineProblem } from './text-problem.ts';

/** What a flag takes. `no difference`: it changes only what etcdctl prints, or how long it waits. */
type FlagKind = 'switch' | 'value' | 'no difference';
type Flags = Readonly<Record<string, FlagKind | undefined>>;

const flagsOf: Readonly<Record<string, Flags | undefined>> = {
  get: {
    ...{ prefix: 'switch', 'from-key': 'switch', 'keys-only': 'switch', 'count-only': 'switch', limit: 'value' },
    ...{ 'print-value-only': 'no difference' },
  },
  put: { lease: 'value', 'ignore-value': 'switch', 'ignore-lease': 'switch', 'prev-kv': 'no difference' },
  del: { prefix: 'switch', 'from-key': 'switch', range: 'no difference', 'prev-kv': 'no difference' },
};

/** The words of an operation: its arguments, and its flags with their values. */
interface Sorted {
  readonly args: readonly Word[];
  readonly flags: ReadonlyMap<string, Word>;
}

/** Reads an operation as `etcdctl txn` does: `put key "a value"`. Throws a `LineProblem`. */
export function readOperation(line: string): TransactionOperation {
  const [command, ...words] = wordsOf(line);
  const name = command?.text ?? '';
  const known = flagsOf[name];
  if (known === undefined) throw new LineProblem(command?.start ?? 0, 'An operation begins with get, put or del.');
  const sorted = sort(words, known, name);
  const [first] = sorted.args;
  if (first === undefined) throw new LineProblem(line.length, 'The key is missing.');
  switch (name) {
    case 'put':
      return readPut(line, first, sorted);
    case 'del':
      return { kind: 'delete', keys: keysOf(first, sorted) };
    default:
      return readGet(first, sorted);
  }
}

function sort(words: readonly Word[], known: Flags, command: string): Sorted {
  const args: Word[] = [];
  const flags = new Map<string, Word>();
  for (let place = 0; place < words.length; place += 1) {
    const word = words[place];
    if (word === undefined) break;
    if (word.text === '--') {
      args.push(...words.slice(place + 1));
      break;
    }
    if (!word.text.startsWith('-') || word.text === '-') {
      args.push(word);
      continue;
    }
    const equals = word.text.indexOf('=');
    const flag = word.text.slice(2, equals < 0 ? undefined : equals);
    const kind = word.text.startsWith('--') ? known[flag] : undefined;
    if (kind === undefined)
      throw new LineProblem(
        word.start,
        `This flag of ${command} has no counterpart in a transaction here. Behind -- nothing is a flag.`,
      );
    const given = equals < 0 ? null : { ...word, text: word.text.slice(equals + 1) };
    if (kind === 'value') {
      const value = given ?? words[++place];
      if (value === undefined) throw new LineProblem(word.end, 'The value of the flag is missing.');
      flags.set(flag, value);
    } else if (given === null || given.text === 'true') {
      if (kind === 'switch') flags.set(flag, word);
    } else if (given.text !== 'false') throw new LineProblem(word.start, 'This flag is true or false.');
    else flags.delete(flag);
  }
  return { args, flags };
}

function readPut(line: string, key: Word, { args, flags }: Sorted): TransactionOperation {
  const [, value, more] = args;
  if (key.bytes.length === 0) throw new LineProblem(key.start, 'A key has at least one byte.');
  const keepsValue = flags.has('ignore-value');
  const last = keepsValue ? value : more;
  if (last !== undefined) throw new LineProblem(last.start, 'There is one word too many.');
  if (!keepsValue && value === undefined)
    throw new LineProblem(line.length, 'The value is missing: etcdctl would read it from the input.');
  const lease = flags.get('lease');
  const id = lease === undefined ? null : leaseOf(lease);
  const keepsLease = flags.has('ignore-lease');
  if (keepsLease && id !== null) throw new LineProblem(lease?.start ?? 0, 'A key keeps its lease or gets another one.');
  return {
    kind: 'put',
    key: key.bytes,
    value: keepsValue ? null : (value?.bytes ?? null),
    lease: keepsLease ? 'keep' : id,
  };
}

function readGet(first: Word, sorted: Sorted): TransactionOperation {
  const { flags } = sorted;
  const keys = keysOf(first, sorted);
  const limit = flags.get('limit');
  const [keysOnly, countOnly] = [flags.get('keys-only'), flags.get('count-only')];
  if (keysOnly !== undefined && countOnly !== undefined)
    throw new LineProblem(countOnly.start, 'Either the keys or their count.');
  const answers = countOnly !== undefined ? 'count' : keysOnly !== undefined ? 'keys' : 'values';
  return { kind: 'get', keys, limit: limit === undefined ? 0 : numberOf(limit), answers };
}

function keysOf(first: Word, { args, flags }: Sorted): NamedKeys {
  const [, end, more] = args;
  const [prefix, from] = [flags.get('prefix'), flags.get('from-key')];
  if (prefix !== undefined && from !== undefined) throw new LineProblem(from.start, 'Either --prefix or --from-key.');
  const last = prefix !== undefined || from !== undefined ? end : more;
  if (last !== undefined) throw new LineProblem(last.start, 'There is one word too many.');
  const key = first.bytes;
  if (prefix !== undefined) return { kind: 'prefix', key };
  if (from !== undefined) return { kind: 'from', key };
  if (key.length === 0) throw new LineProblem(first.start, 'A key has at least one byte.');
  if (end === undefined) return { kind: 'key', key };
  if (end.bytes.length === 0) throw new LineProblem(end.start, 'The end of a range has at least one byte.');
  return end.bytes.length === 1 && end.bytes[0] === 0 ? { kind: 'from', key } : { kind: 'range', key, end: end.bytes };
}
