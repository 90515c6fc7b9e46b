import { describe, expect, it } from 'vitest';
import { seeded } from '../../testing/random.ts';
import type { NamedKeys } from '../etcdctl-bridge/commands.ts';
import type { LeaseId } from '../ids.ts';
import type { Comparison, Transaction, TransactionOperation } from '../transactions.ts';
import { readTransaction } from './read-transaction.ts';
import { transactionCommand, writeInteractive, writeTransaction } from './write-transaction.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = (name: string) => ({ kind: 'key', key: bytes(name) }) as const;
const put = (name: string, value: string): TransactionOperation => ({
  ...{ kind: 'put', key: bytes(name), value: bytes(value), lease: null },
});
const profile = {
  endpoints: ['http://127.0.0.1:2379'],
  discovery: null,
  tls: { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false },
  user: null,
  ssh: null,
} as const;

/** Reads lines as the operations of the first branch. */
function operations(...lines: readonly string[]): readonly TransactionOperation[] {
  const { transaction, problems } = readTransaction(['', ...lines].join('\n'));
  expect(problems).toEqual([]);
  return transaction?.success ?? [];
}
function comparisons(...lines: readonly string[]): readonly Comparison[] {
  const { transaction, problems } = readTransaction(lines.join('\n'));
  expect(problems).toEqual([]);
  return transaction?.compare ?? [];
}
const problemOf = (text: string) => readTransaction(text).problems[0];

describe('comparisons', () => {
  it('are read by every name that etcdctl has for them', () => {
    const [version, ver, create, c, mod, m, value, val, lease] = comparisons(
      ...[
        'version("k") = "1"',
        'ver("k") != "1"',
        'create("k") < "1"',
        'c("k") > "1"',
        'mod("k") = "1"',
        'm("k") = "1"',
      ],
      ...['value("k") = "v"', 'val("k") = "v"', 'lease("k") = "2F"'],
    );
    expect([version, ver, create, c, mod, m].map((one) => [one?.target, one?.result])).toEqual([
      ...[
        ['version', '='],
        ['version', '!='],
        ['createRevision', '<'],
        ['createRevision', '>'],
      ],
      ...[
        ['modRevision', '='],
        ['modRevision', '='],
      ],
    ]);
    expect(value).toEqual(val);
    expect(lease).toEqual({ key: bytes('k'), result: '=', target: 'lease', lease: '000000000000002f' });
  });

  it('may hold parentheses, blanks and quotes in the key, and Go’s raw strings', () => {
    expect(comparisons('val( "a(b) \\"c")  =   `d\\n`')).toEqual([
      { key: bytes('a(b) "c'), result: '=', target: 'value', value: bytes('d\\n') },
    ]);
  });

  it.each([
    ['modulo("k") = "1"', 1],
    ['mod ("k") = "1"', 1],
    ['mod(k) = "1"', 5],
    ['mod("") = "1"', 5],
    ['mod("k" ) = "1"', 8],
    ['mod("k")= "1"', 9],
    ['mod("k") == "1"', 10],
    ['mod("k") ="1"', 10],
    ['mod("k") = 1', 12],
    ['mod("k") = "-1"', 12],
    ['mod("k") = "9007199254740993"', 12],
    ['lease("k") = "x"', 14],
    ['lease("k") = "8000000000000000"', 14],
    ['mod("k") = "1" more', 16],
    ['  mod("k = "1"', 13],
    ['val("\\q") = "1"', 6],
    ['val("\\ud800") = "1"', 6],
    ['val("\\400") = "1"', 6],
    ['nothing', 1],
  ])('are refused with their place: %s', (line, column) => {
    expect(problemOf(`ver("a") = "1"\n${line}`)).toMatchObject({ line: 2, column });
  });
});

describe('operations', () => {
  it('are split and unquoted as etcdctl does it, not as a shell', () => {
    expect(
      operations(
        ...[
          'put k v',
          "put 'k' 'a \"b\" \\n'",
          'put "k" "a\\tb\\x00\\377\\u00e4\\U0001F600"',
          'put k\\n v"w',
          'put k ""',
        ],
      ),
    ).toEqual([
      put('k', 'v'),
      put('k', 'a "b" \\n'),
      { ...put('k', ''), value: new Uint8Array([97, 9, 98, 0, 255, ...bytes('ä😀')]) },
      put('k\\n', 'v"w'),
      put('k', ''),
    ]);
  });

  it('take flags in front, between and behind, and none behind two dashes', () => {
    expect(
      operations(
        ...['put --lease=1a k v', 'put k v --lease 1A --prev-kv', 'put k v --lease=0', 'put --ignore-lease k v'],
        ...['put k --ignore-value', 'put -- -k --v', 'get --prefix k --limit=5 --keys-only', 'get k --count-only'],
        ...[
          'get --from-key ""',
          'get a b',
          'get a --prefix=false',
          'del --prefix ""',
          'del --range a c',
          'del a "\\x00"',
        ],
      ),
    ).toEqual([
      ...[
        { ...put('k', 'v'), lease: '000000000000001a' },
        { ...put('k', 'v'), lease: '000000000000001a' },
      ],
      ...[put('k', 'v'), { ...put('k', 'v'), lease: 'keep' }, { ...put('k', ''), value: null }, put('-k', '--v')],
      { kind: 'get', keys: { kind: 'prefix', key: bytes('k') }, limit: 5, answers: 'keys' },
      { kind: 'get', keys: key('k'), limit: 0, answers: 'count' },
      { kind: 'get', keys: { kind: 'from', key: bytes('') }, limit: 0, answers: 'values' },
      { kind: 'get', keys: { kind: 'range', key: bytes('a'), end: bytes('b') }, limit: 0, answers: 'values' },
      { kind: 'get', keys: key('a'), limit: 0, answers: 'values' },
      { kind: 'delete', keys: { kind: 'prefix', key: bytes('') } },
      { kind: 'delete', keys: { kind: 'range', key: bytes('a'), end: bytes('c') } },
      { kind: 'delete', keys: { kind: 'from', key: bytes('a') } },
    ]);
  });

  it.each([
    ['set k v', 1],
    ['put k', 6],
    ['put', 4],
    ['put "" v', 5],
    ['put k v w', 9],
    ['put k "v', 7],
    ["put k 'v", 7],
    ['put k "v"w', 10],
    ["put k 'v''w'", 10],
    ['put k v --leese=1', 9],
    ['put k v --lease', 16],
    ['put k v -l 1', 9],
    ['put k v --lease=1 --ignore-lease', 9],
    ['put k v --ignore-value', 7],
    ['get k --rev=3', 7],
    ['get k --sort-by=KEY', 7],
    ['get k --keys-only --count-only', 19],
    ['get --prefix k l', 16],
    ['get k --prefix --from-key', 16],
    ['get k --prefix=maybe', 7],
    ['del a b c', 9],
    ['del ""', 5],
    ['put k "\\x4"', 8],
  ])('are refused with their place: %s', (line, column) => {
    expect(problemOf(`\nget k\n ${line}`)).toMatchObject({ line: 3, column: column + 1 });
  });
});

describe('a text', () => {
  it('has three parts, of which the last ones may be left out', () => {
    const whole = { compare: comparisons('mod("k") = "0"'), success: [put('k', 'v')], failure: [] };
    for (const text of [
      'mod("k") = "0"\n\nput k v\n\n\n',
      'mod("k") = "0"\r\n\r\nput k v',
      '# compares:\nmod("k") = "0"\n\n# then\nput k v\n',
    ])
      expect(readTransaction(text)).toEqual({ transaction: whole, problems: [] });
    expect(readTransaction('')).toEqual({ transaction: { compare: [], success: [], failure: [] }, problems: [] });
  });

  it('may be what a terminal shows, or a command with its input', () => {
    const transaction: Transaction = {
      compare: comparisons('mod("$k") = "0"'),
      success: [],
      failure: [put('k', '`v`')],
    };
    expect(readTransaction(writeInteractive(transaction))).toEqual({ transaction, problems: [] });
    expect(readTransaction(transactionCommand(profile, transaction))).toEqual({ transaction, problems: [] });
    expect(
      readTransaction(`compares:\nmod("k") = "0"\nsuccess requests (get, put, del):\nput k v`).transaction,
    ).toEqual({
      ...{ compare: comparisons('mod("k") = "0"'), success: [put('k', 'v')], failure: [] },
    });
  });

  it.each([
    ['mod("k") = "0"\n\nput k v\n\n\nput k w', { line: 6, column: 1 }],
    ['failure requests (get, put, del):\nput k v', { line: 1, column: 1 }],
    ['etcdctl get k\nmod("k") = "0"', { line: 1, column: 1 }],
    ['etcdctl txn --colour\nmod("k") = "0"', { line: 1, column: 13 }],
    ['etcdctl txn < file', { line: 1, column: 13 }],
    ['etcdctl txn <<\'END\'\nmod("k") = "0"\n\nEND\nrm k', { line: 5, column: 1 }],
    ['etcdctl txn <<END\nval("k") = "$HOME"\n\nEND', { line: 2, column: 13 }],
  ])('is refused with the place: %s', (text, place) => {
    expect(readTransaction(text)).toMatchObject({ transaction: null, problems: [place] });
  });

  it('names no more than a few problems', () => {
    expect(readTransaction('x\n'.repeat(100_000)).problems).toHaveLength(20);
  });

  it('is the same transaction again when it is written and read', () => {
    const random = seeded(16);
    const one = random.oneOf;
    const some = (): Uint8Array => {
      const length = random.between(1, 6);
      const letter = (): string =>
        one(['a', ' ', '"', "'", '\\', '(', ')', '-', '=', '$', '\n', '\t', 'ä', '\u2028', '\u202e', '\ufeff']);
      if (one([true, false, false])) return Uint8Array.from({ length }, () => random.between(0, 255));
      return bytes(Array.from({ length }, letter).join(''));
    };
    const lease = (): LeaseId => '32695410dcc0ca06' as LeaseId;
    const comparison = (): Comparison => {
      const common = { key: some(), result: one<Comparison['result']>(['=', '!=', '<', '>']) };
      const target = one<'version' | 'createRevision' | 'modRevision'>(['version', 'createRevision', 'modRevision']);
      return one<Comparison>([
        { ...common, target: 'value', value: some() },
        { ...common, target, number: random.between(0, 1e9) },
        { ...common, target: 'lease', lease: one([null, lease()]) },
      ]);
    };
    const keys = (): NamedKeys =>
      one<NamedKeys>([
        { kind: one<'key' | 'prefix' | 'from'>(['key', 'prefix', 'from']), key: some() },
        { kind: 'range', key: some(), end: bytes(`z${random.between(0, 9)}`) },
      ]);
    const operation = (): TransactionOperation =>
      one<TransactionOperation>([
        { kind: 'get', keys: keys(), limit: one([0, 5]), answers: one(['values', 'keys', 'count']) },
        { kind: 'put', key: some(), value: one([null, some()]), lease: one([null, 'keep', lease()]) },
        { kind: 'delete', keys: keys() },
      ]);
    const many = <T>(make: () => T): readonly T[] => Array.from({ length: random.between(0, 3) }, make);
    for (let round = 0; round < 300; round += 1) {
      const transaction: Transaction = {
        compare: many(comparison),
        success: many(operation),
        failure: many(operation),
      };
      for (const text of [
        writeTransaction(transaction),
        writeInteractive(transaction),
        transactionCommand(profile, transaction),
      ])
        expect(readTransaction(text)).toEqual({ transaction, problems: [] });
    }
  });
});
