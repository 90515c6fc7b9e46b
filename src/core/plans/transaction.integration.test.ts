import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { NamedKeys } from '../../contract/etcdctl-bridge/commands.ts';
import type { KeysReport } from '../../contract/execution.ts';
import { readTransaction } from '../../contract/transaction-text/read-transaction.ts';
import type { Transaction, TransactionOutcome } from '../../contract/transactions.ts';
import { executed, type KeysPlan, type OpenedApp, openApp, planned } from '../../testing/opened-app.ts';
import { type Random, seeded } from '../../testing/random.ts';
import { type RpcRecorder, startRpcRecorder } from '../../testing/rpc-recorder.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { prefixEnd, range, txnPuts } from '../etcd/kv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (of: Uint8Array): string => Buffer.from(of).toString();

let cluster: TestCluster;
let client: EtcdClient;
let recorder: RpcRecorder;
let app: OpenedApp;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  recorder = await startRpcRecorder(cluster.endpoints[0] ?? '');
  app = await openApp(cluster.draft({ endpoints: [recorder.endpoint], learnsEndpoints: false }));
});
afterAll(async () => {
  await app?.close();
  await recorder?.close();
  client?.close();
  await cluster?.close();
});
beforeEach(async () => {
  await cluster.etcdctl('del', '--prefix', '');
});

/** Field 1 of a transaction is what it compares: without it, it only reads. */
const isSent = (message: Buffer): boolean => message[0] === 0x0a;

async function write(entries: Readonly<Record<string, string>>): Promise<number> {
  const all = Object.entries(entries).map(([key, value]) => ({ key: bytes(key), value: bytes(value) }));
  return (await txnPuts(client, all)).revision;
}

async function contents(): Promise<Record<string, string>> {
  const { kvs } = await range(client, { key: new Uint8Array(), rangeEnd: prefixEnd(new Uint8Array()) });
  return Object.fromEntries(kvs.map(({ key, value }) => [text(key), text(value)]));
}

function parsed(lines: string): Transaction {
  const { transaction, problems } = readTransaction(lines);
  if (transaction === null) throw new Error(JSON.stringify(problems));
  return transaction;
}

const plan = (transaction: Transaction | string, isGuarded = true): Promise<KeysPlan> =>
  planned(
    app.api.plans.planTransaction({
      connection: app.connection,
      transaction: typeof transaction === 'string' ? parsed(transaction) : transaction,
      isGuarded,
    }),
  );
const run = (of: KeysPlan): Promise<KeysReport> => executed(app.api, of);
const undo = async ({ journalEntry }: KeysReport): Promise<KeysReport> =>
  run(await planned(app.api.plans.planUndo({ connection: app.connection, journalEntry: journalEntry ?? '' })));
const entryOf = async ({ journalEntry }: KeysReport) => {
  const { entries } = await app.api.journal.list({ connection: app.connection, before: null, limit: 100 });
  return entries.find(({ id }) => id === journalEntry);
};

it.each([
  ['a put', '\nput a hunter2\n\n\n'],
  ['a comparison', 'val("a") = "hunter2"\n\n\nput b "" --ignore-value=false\n\n'],
])('keeps no value of %s in the lines of the journal', async (_, lines) => {
  const of = await plan(lines);
  expect(of.etcdctl.join('\n')).toContain('hunter2');
  expect((await entryOf(await run(of)))?.etcdctl).toEqual(['# etcdctl txn, with values in its input']);
});

it('keeps the line of a transaction without values in the journal', async () => {
  await write({ a: '1' });
  const of = await plan('\ndel a\n\n\n');
  expect((await entryOf(await run(of)))?.etcdctl).toEqual(of.etcdctl);
});

const swap = 'val("a") = "1"\n\nput a 2\ndel --prefix old/\nget --prefix ""\n\nput a 9\nget a --keys-only\n\n';

describe.each([true, false])('a transaction with isGuarded %s', (isGuarded) => {
  it('shows the branch that would run and what it would do, does exactly that, and is undone', async () => {
    const before = { a: '1', b: '5', 'old/x': 'x', 'old/y': 'y' };
    await write(before);
    const made = await plan(swap, isGuarded);
    const { transaction: preview, counts } = made.body;
    expect(counts).toMatchObject({ create: 0, overwrite: 1, delete: 2 });
    expect(preview).toMatchObject({ isGuarded, branch: 'success', comparisons: [{ holds: true }] });
    expect(made.refused).toBeNull();
    expect(await contents()).toEqual(before);
    const report = await run(made);
    expect(report).toMatchObject({ outcome: 'done', done: 3, notDone: 0, unknown: 0, failure: null });
    expect(withoutRevisions(report.transaction)).toEqual(withoutRevisions(preview));
    expect(await contents()).toEqual({ a: '2', b: '5' });
    expect(await entryOf(report)).toMatchObject({ act: 'transaction', outcome: 'done', subject: { keyCount: 3 } });
    expect(await undo(report)).toMatchObject({ outcome: 'done', done: 3 });
    expect(await contents()).toEqual(before);
  });

  it('runs the other branch where a comparison does not hold', async () => {
    await write({ a: '3' });
    const made = await plan(swap, isGuarded);
    expect(made.body.transaction).toMatchObject({ branch: 'failure', comparisons: [{ holds: false }] });
    expect((await run(made)).transaction).toMatchObject({
      branch: 'failure',
      operations: [{ kind: 'put' }, { count: 1 }],
    });
    expect(await contents()).toEqual({ a: '9' });
  });

  it('is settled where its answer is lost: done by the history of its keys, undone after that', async () => {
    await write({ a: '1', 'old/x': 'x' });
    const made = await plan(swap, isGuarded);
    recorder.loseNext('KV/Txn', isSent);
    const report = await run(made);
    expect(await contents()).toEqual({ a: '2' });
    expect(report).toMatchObject({ outcome: 'done', done: 2, unknown: 0 });
    expect(report.transaction).toBeUndefined();
    expect(await entryOf(report)).toMatchObject({ outcome: 'done', mayStillHappen: false, settled: 'history' });
    await undo(report);
    expect(await contents()).toEqual({ a: '1', 'old/x': 'x' });
  });
});

describe('with a guard', () => {
  it.each([
    ['a key that it compares', () => put(client, { key: bytes('a'), value: bytes('1') })],
    ['a key that it deletes', () => deleteKey(client, { key: bytes('old/x') })],
    ['a new key in a range that it deletes', () => put(client, { key: bytes('old/z'), value: bytes('z') })],
  ])('does nothing once somebody has changed %s', async (_, change) => {
    await write({ a: '1', 'old/x': 'x' });
    const made = await plan(swap);
    await change();
    const before = await contents();
    expect(await run(made)).toMatchObject({
      outcome: 'stopped',
      done: 0,
      failure: { code: 'Conflict' },
      journalEntry: null,
    });
    expect(await contents()).toEqual(before);
  });

  it.each([
    ['a new key in a range that it deletes', () => put(client, { key: bytes('old/z'), value: bytes('z') })],
    ['a key that it compares', () => put(client, { key: bytes('a'), value: bytes('1') })],
  ])('does nothing where somebody changes %s while it is on its way', async (_, change) => {
    await write({ a: '1', 'old/x': 'x' });
    const made = await plan(swap);
    recorder.meetNext('KV/Txn', isSent, change);
    expect(await run(made)).toMatchObject({ outcome: 'stopped', done: 0, failure: { code: 'Conflict' } });
    expect(await contents()).toMatchObject({ a: '1', 'old/x': 'x' });
  });

  it('says that nothing is to be done where the branch only reads, and shows what it reads', async () => {
    await write({ a: '1', b: '2' });
    const { consequences, body } = await plan(
      '\nget --prefix ""\nget --prefix "" --limit=1 --keys-only\nget --prefix "" --count-only\n\n',
    );
    expect(consequences).toEqual(['ChangesNothing']);
    expect(body.transaction?.operations).toMatchObject([
      { count: 2, answered: 2, entries: [{ bytes: 1 }, { bytes: 1 }] },
      { count: 2, answered: 1, entries: [{ bytes: 0 }] },
      { count: 2, answered: 0, entries: [] },
    ]);
  });
});

describe('as it is written', () => {
  it('journals what was there when the server ran it, whichever branch that was', async () => {
    await write({ a: '1', 'old/x': 'x' });
    const made = await plan(swap, false);
    expect(made.consequences).toEqual(['ServerDecides']);
    recorder.meetNext('KV/Txn', isSent, () => put(client, { key: bytes('a'), value: bytes('theirs') }));
    const report = await run(made);
    expect(report).toMatchObject({ outcome: 'done', done: 1, transaction: { branch: 'failure' } });
    expect(await contents()).toEqual({ a: '9', 'old/x': 'x' });
    expect(await entryOf(report)).toMatchObject({ subject: { keyCount: 1, firstKey: bytes('a') } });
    await undo(report);
    expect(await contents()).toEqual({ a: 'theirs', 'old/x': 'x' });
  });

  it('names in the journal what was changed where nothing was expected to be', async () => {
    await write({ a: '1' });
    const made = await plan('val("a") = "1"\n\nget a\n\nput z 9\n\n', false);
    expect(made.consequences).toEqual(['ServerDecides']);
    recorder.meetNext('KV/Txn', isSent, () => put(client, { key: bytes('a'), value: bytes('theirs') }));
    const report = await run(made);
    expect(report).toMatchObject({ outcome: 'done', done: 1, transaction: { branch: 'failure' } });
    expect(await entryOf(report)).toMatchObject({ outcome: 'done', subject: { keyCount: 1, firstKey: bytes('z') } });
    await undo(report);
    expect(await contents()).toEqual({ a: 'theirs' });
  });

  it('stays unknown where its answer is lost and nothing shows it', async () => {
    await write({ a: '1' });
    const made = await plan('val("a") = "1"\n\ndel a\n\n\n', false);
    recorder.loseNext('KV/Txn', isSent);
    const report = await run(made);
    expect(await contents()).toEqual({});
    expect(report).toMatchObject({ outcome: 'stopped', done: 0, notDone: 0, unknown: 1, mayStillHappen: true });
    expect(await entryOf(report)).toMatchObject({ outcome: 'unknown', mayStillHappen: true });
    const fence = app.api.plans.planFence({ connection: app.connection, journalEntry: report.journalEntry ?? '' });
    await expect(planned(fence)).rejects.toMatchObject({ code: 'FenceImpossible' });
    expect(await undo(report)).toMatchObject({ outcome: 'done' });
  });

  it('takes the graver branch for what has to be typed', async () => {
    await write(Object.fromEntries(Array.from({ length: 101 }, (_, n) => [`many/${n}`, 'v'])));
    const both = '\nget a\n\ndel --prefix many/\n\n';
    expect(await plan(both, false)).toMatchObject({
      confirmation: expect.any(String),
      body: { counts: { delete: 0 } },
    });
    expect(await plan(both)).toMatchObject({ confirmation: null });
  });
});

describe('says before what a server refuses:', () => {
  it('two changes of one key in a branch, and what keeps a value that is not there', async () => {
    await write({ a: '1' });
    await expect(plan('\nput a 1\ndel a\n\n')).rejects.toMatchObject({ code: 'DuplicateKey' });
    await expect(plan('\nput a 1\n\nput b 1\nput b 2\n\n')).rejects.toMatchObject({ code: 'DuplicateKey' });
    expect(await plan('\nput gone --ignore-value\n\n\n')).toMatchObject({ refused: { code: 'KeyNotFound' } });
  });

  it('more operations than it takes', async () => {
    const puts = Array.from({ length: 129 }, (_, n) => `put k${n} v`).join('\n');
    const large = await plan(`\n${puts}\n\n\n`);
    expect(large).toMatchObject({ consequences: ['BeyondLimits'], figures: { operations: 129 } });
    expect(await run(large)).toMatchObject({ done: 0, failure: { code: 'TooManyOps' } });
    expect(await contents()).toEqual({});
  });

  it('more values than are held', async () => {
    const value = new Uint8Array(1_400_000);
    for (const name of ['1', '2', '3', '4', '5', '6']) await put(client, { key: bytes(`big/${name}`), value });
    const gets = ['a', 'b', 'c', 'd', 'e', 'f', 'g', 'h', 'i'].map((end) => `get big/ big/${end}`).join('\n');
    await expect(plan(`\n${gets}\n\n\n`)).rejects.toMatchObject({ code: 'PlanTooLarge' });
  });

  it('a larger request than it takes', async () => {
    const operation = { kind: 'put', key: bytes('k'), value: new Uint8Array(1_572_864), lease: null } as const;
    const huge = await plan({ compare: [], success: [operation], failure: [] }, false);
    expect(huge.consequences).toContain('BeyondLimits');
    expect(await run(huge)).toMatchObject({ done: 0, failure: { code: 'RequestTooLarge' } });
    expect(await contents()).toEqual({});
  });
});

it('previews what etcd does, for any transaction', async () => {
  const random = seeded(57);
  for (let round = 0; round < 40; round += 1) {
    await txnPuts(
      client,
      ['a', 'a/1', 'a/2', 'b']
        .filter(() => random.between(0, 3) > 0)
        .map((key) => ({ key: bytes(key), value: bytes(key) })),
    );
    const transaction = anyTransaction(random);
    const made = await plan(transaction, round % 2 === 0).catch(({ code }: { readonly code: string }) => code);
    if (typeof made === 'string') {
      expect(made).toBe('DuplicateKey');
      continue;
    }
    const report = await run(made).catch(({ code }: { readonly code: string }) => code);
    if (typeof report === 'string') expect(report).toBe(made.refused?.code);
    else if (report.outcome === 'done')
      expect(withoutRevisions(report.transaction)).toEqual(withoutRevisions(made.body.transaction));
    else expect(report.failure?.code).toBe(made.refused?.code);
  }
});

/** What an operation wrote has its revision once it is done only. */
function withoutRevisions(of: TransactionOutcome | undefined): unknown {
  const { branch, operations } = of ?? { branch: null, operations: [] };
  const bare = (entry: object | null) => (entry === null ? null : { ...entry, modRevision: 0, createRevision: 0 });
  return {
    branch,
    operations: operations.map((one) =>
      one.kind === 'put' ? { ...one, previous: bare(one.previous) } : { ...one, entries: one.entries.map(bare) },
    ),
  };
}

function anyTransaction({ between, oneOf }: Random): Transaction {
  const key = (): Uint8Array => bytes(oneOf(['a', 'a/1', 'a/2', 'b', 'c']));
  const keys = (): NamedKeys =>
    oneOf<NamedKeys>([
      { kind: 'key', key: key() },
      { kind: 'prefix', key: bytes(oneOf(['', 'a', 'a/'])) },
      { kind: 'from', key: bytes('a/2') },
      { kind: 'range', key: bytes('a'), end: bytes('b') },
    ]);
  const result = (): '=' | '!=' | '<' | '>' => oneOf(['=', '!=', '<', '>']);
  const many = <T>(make: () => T): readonly T[] => Array.from({ length: between(0, 3) }, make);
  const operations = () =>
    many(() =>
      oneOf<Transaction['success'][number]>([
        { kind: 'get', keys: keys(), limit: oneOf([0, 1, 2]), answers: oneOf(['values', 'keys', 'count']) },
        { kind: 'put', key: key(), value: oneOf([null, bytes('v')]), lease: oneOf([null, 'keep']) },
        { kind: 'delete', keys: keys() },
      ]),
    );
  return {
    compare: many(() =>
      oneOf<Transaction['compare'][number]>([
        { target: 'value', key: key(), result: result(), value: bytes(oneOf(['', 'a/1', 'v'])) },
        {
          target: oneOf(['version', 'createRevision', 'modRevision']),
          key: key(),
          result: result(),
          number: between(0, 3),
        },
        { target: 'lease', key: key(), result: result(), lease: null },
      ]),
    ),
    success: operations(),
    failure: operations(),
  };
}
