import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ExecutionReport, KeysReport } from '../../contract/execution.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { Plan, PlansApi } from '../../contract/plans.ts';
import { executed, type KeysPlan, type OpenedApp, openApp, planned } from '../../testing/opened-app.ts';
import { seeded } from '../../testing/random.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { head, prefixEnd, range, txnPuts } from '../etcd/kv.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const text = (of: Uint8Array): string => Buffer.from(of).toString();

let cluster: TestCluster;
/** How a line of etcdctl to a cluster begins. */
const lineTo = (to: TestCluster = cluster): string => `etcdctl --endpoints=${to.endpoints.join(',')}`;
let client: EtcdClient;
let app: OpenedApp;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  app = await openApp(cluster.draft());
});
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});
beforeEach(async () => {
  await cluster.etcdctl('del', '--prefix', '');
});

async function write(entries: Readonly<Record<string, string>>): Promise<number> {
  const all = Object.entries(entries).map(([key, value]) => ({ key: bytes(key), value: bytes(value) }));
  for (let at = 0; at < all.length; at += 128) await txnPuts(client, all.slice(at, at + 128));
  return (await head(client)).revision;
}

async function contents(): Promise<Record<string, string>> {
  const { kvs } = await range(client, { key: new Uint8Array(), rangeEnd: prefixEnd(new Uint8Array()) });
  return Object.fromEntries(kvs.map(({ key, value }) => [text(key), text(value)]));
}

const numbered = (prefix: string, count: number): Record<string, string> =>
  Object.fromEntries(Array.from({ length: count }, (_, n) => [`${prefix}${String(n).padStart(5, '0')}`, `v${n}`]));
const prefixed = (prefix: string) => ({ kind: 'prefix', prefix: bytes(prefix) }) as const;
const run = (plan: Plan): Promise<KeysReport> => executed(app.api, plan);
const planDelete = (keys: Parameters<PlansApi['planDelete']>[0]['keys']): Promise<KeysPlan> =>
  planned(app.api.plans.planDelete({ connection: app.connection, keys }));
const planUndo = (journalEntry: string | null): Promise<KeysPlan> =>
  planned(app.api.plans.planUndo({ connection: app.connection, journalEntry: journalEntry ?? '' }));

function planCopy(
  from: string,
  to: string,
  more: Partial<Parameters<PlansApi['planCopy']>[0]> & { readonly revision?: number } = {},
): Promise<KeysPlan> {
  const { revision = null, ...rest } = more;
  return planned(
    app.api.plans.planCopy({
      from: { source: liveKeys(app.connection, revision), prefix: bytes(from) },
      names: null,
      connection: app.connection,
      to: bytes(to),
      isMove: false,
      onExisting: 'overwrite',
      deletesExtra: false,
      ...rest,
    }),
  );
}

describe('deleting', () => {
  it('deletes a prefix and nothing beside it, in guarded transactions, and undoes it', async () => {
    const kept = { '/app': 'beside', '/app0': 'after' };
    const before = { ...numbered('/app/', 300), ...kept };
    await write(before);
    const plan = await planDelete(prefixed('/app/'));
    expect(plan).toMatchObject({
      act: 'delete',
      confirmation: '/app/',
      consequences: ['NotAtomic'],
      etcdctl: [expect.stringMatching(/^etcdctl --endpoints=\S+ del --prefix \/app\/$/)],
      body: {
        counts: { create: 0, overwrite: 0, delete: 300, skip: 0 },
        transactions: 3,
      },
    });
    expect(plan.body.samples).toHaveLength(100);
    expect(await contents()).toEqual(before);
    const report = await run(plan);
    expect(report).toMatchObject({
      outcome: 'done',
      done: 300,
      notDone: 0,
      unknown: 0,
      failure: null,
      stoppedAt: null,
    });
    expect(await contents()).toEqual(kept);

    const undo = await planUndo(report.journalEntry);
    expect(undo).toMatchObject({ act: 'undo', body: { counts: { create: 300, overwrite: 0, delete: 0, skip: 0 } } });
    expect(await run(undo)).toMatchObject({ outcome: 'done', done: 300 });
    expect(await contents()).toEqual(before);
    const { entries } = await app.api.journal.list({ connection: app.connection, before: null, limit: 1 });
    expect(entries).toMatchObject([{ act: 'undo', undoes: report.journalEntry }]);
  });

  it('deletes the keys named, each once, whatever bytes they are, and asks nothing for a few', async () => {
    const binary = Uint8Array.of(0, 255, 10, 128);
    await put(client, { key: binary, value: bytes('x') });
    await write({ a: '1', b: '2' });
    const plan = await planDelete({ kind: 'keys', keys: [bytes('b'), binary, bytes('b'), bytes('missing')] });
    expect(plan).toMatchObject({
      confirmation: null,
      consequences: [],
      body: { counts: { delete: 2 }, transactions: 1 },
    });
    expect(plan.etcdctl).toEqual(['# no argument can hold the zero byte of 0x00ff0a80', `${lineTo()} del b`]);
    await run(plan);
    expect(await contents()).toEqual({ a: '1' });
  });

  it('plans nothing where there is nothing', async () => {
    const plan = await planDelete(prefixed('/none/'));
    expect(plan).toMatchObject({ consequences: ['ChangesNothing'], confirmation: null, body: { transactions: 0 } });
    expect(await run(plan)).toMatchObject({ outcome: 'done', done: 0, journalEntry: null });
  });

  it('stops at a key that another client has written since, with nothing of its transaction done', async () => {
    await write(numbered('/k/', 400));
    const plan = await planDelete(prefixed('/k/'));
    await put(client, { key: bytes('/k/00200'), value: bytes('mine') });
    const report = await run(plan);
    expect(report).toMatchObject({
      outcome: 'stopped',
      done: 128,
      notDone: 272,
      unknown: 0,
      failure: { code: 'Conflict', detail: { key: '/k/00200' } },
    });
    expect(report.stoppedAt).toEqual(bytes('/k/00128'));
    const left = await contents();
    expect(Object.keys(left)).toHaveLength(272);
    expect(left['/k/00200']).toBe('mine');
    const undo = await planUndo(report.journalEntry);
    expect(undo.body.counts).toMatchObject({ create: 128, skip: 0 });
  });

  it('says what it bypasses, and stops between transactions when it is told to', async () => {
    await write(numbered('/registry/pods/', 600));
    const plan = await planDelete(prefixed('/registry/pods/'));
    expect(plan.consequences).toEqual(['BypassesKubernetes', 'NotAtomic']);
    let report: ExecutionReport | null = null;
    for await (const notice of app.api.plans.execute({ token: plan.token, confirmation: plan.confirmation })) {
      if (notice.kind === 'progress') await app.api.plans.discard({ token: plan.token });
      if (notice.kind === 'ended') report = notice.report;
    }
    expect(report).toMatchObject({ outcome: 'stopped', failure: { code: 'Cancelled' } });
    const left = Object.keys(await contents()).length;
    expect(left).toBeGreaterThan(0);
    expect(report).toMatchObject({ done: 600 - left, notDone: left });
  });
});

describe('copying', () => {
  it('copies a prefix, tells what is the same, what differs and what exists', async () => {
    await write({ '/a/1': 'one', '/a/2': 'two', '/a/sub/3': 'three', '/b/1': 'one', '/b/2': 'other', '/b/9': 'nine' });
    const plan = await planCopy('/a/', '/b/');
    expect(plan).toMatchObject({
      act: 'copy',
      body: { counts: { create: 1, overwrite: 1, delete: 0, skip: 1 }, bytes: 8 },
    });
    expect(plan.body.conflicts.map(({ key }) => text(key))).toEqual(['/b/2']);
    expect(plan.etcdctl).toEqual([
      `${lineTo()} get -w json /a/2 | jq -r '.kvs[0].value' | base64 -d | ${lineTo()} put /b/2`,
      `${lineTo()} get -w json /a/sub/3 | jq -r '.kvs[0].value' | base64 -d | ${lineTo()} put /b/sub/3`,
    ]);
    await run(plan);
    expect(await contents()).toMatchObject({ '/b/1': 'one', '/b/2': 'two', '/b/sub/3': 'three', '/b/9': 'nine' });
  });

  it('leaves alone what exists, or refuses to go on, as it is asked to', async () => {
    await write({ '/a/1': 'one', '/a/2': 'two', '/b/2': 'other' });
    const skipping = await planCopy('/a/', '/b/', { onExisting: 'skip' });
    expect(skipping.body.counts).toEqual({ create: 1, overwrite: 0, delete: 0, skip: 1 });
    const refusing = await planCopy('/a/', '/b/', { onExisting: 'refuse' });
    expect(refusing.body.conflicts).toHaveLength(1);
    await expect(run(refusing)).rejects.toMatchObject({ code: 'Conflict', detail: { key: '/b/2' } });
    await run(skipping);
    expect(await contents()).toEqual({ '/a/1': 'one', '/a/2': 'two', '/b/1': 'one', '/b/2': 'other' });
  });

  it('keeps values exact, and says that a lease is not copied', async () => {
    const lease = /lease (\w+) granted/.exec(await cluster.etcdctl('lease', 'grant', '600'))?.[1] ?? '';
    await cluster.etcdctl('put', '/a/leased', '1', `--lease=${lease}`);
    const value = Uint8Array.from({ length: 1_400_000 }, (_, n) => (n * 7919) & 0xff);
    await put(client, { key: bytes('/a/large'), value });
    await put(client, { key: bytes('/a/empty'), value: new Uint8Array() });
    const plan = await planCopy('/a/', '/z/');
    expect(plan.consequences).toEqual(['LosesLeases']);
    await run(plan);
    const { kvs } = await range(client, { key: bytes('/z/'), rangeEnd: prefixEnd(bytes('/z/')) });
    expect(kvs.map(({ key, lease }) => [text(key), lease])).toEqual([
      ['/z/empty', null],
      ['/z/large', null],
      ['/z/leased', null],
    ]);
    expect(Buffer.compare(kvs[1]?.value ?? bytes(''), value)).toBe(0);
  });

  it('moves keys, in pairs that no transaction parts, and a single one to a longer name', async () => {
    const before = numbered('/old/', 200);
    await write(before);
    const plan = await planCopy('/old/', '/new/', { isMove: true });
    expect(plan).toMatchObject({ act: 'move', body: { counts: { create: 200, delete: 200 }, transactions: 4 } });
    const report = await run(plan);
    expect(await contents()).toEqual(numbered('/new/', 200));
    await run(await planUndo(report.journalEntry));
    expect(await contents()).toEqual(before);

    await run(await planCopy('/old/00000', '/old/000001', { isMove: true, names: [new Uint8Array()] }));
    expect(await contents()).toMatchObject({ '/old/000001': 'v0' });
    expect(Object.keys(await contents())).not.toContain('/old/00000');
  });

  it('leaves the old place of a value only while it stands at the new one', async () => {
    await write({ '/old/x': 'same', '/new/x': 'same' });
    const plan = await planCopy('/old/', '/new/', { isMove: true });
    await deleteKey(client, { key: bytes('/new/x') });
    expect(await run(plan)).toMatchObject({ outcome: 'stopped', done: 0, failure: { code: 'Conflict' } });
    expect(await contents()).toEqual({ '/old/x': 'same' });
  });

  it('refuses a move that would move a key onto one that is moved, or from the past', async () => {
    await write({ '/a/x': '1', '/a/b/x': '2' });
    const failed = { code: 'BadRequest' };
    await expect(planCopy('/a/', '/a/b/', { isMove: true })).rejects.toMatchObject(failed);
    await expect(planCopy('/a/', '/b/', { isMove: true, revision: 2 })).rejects.toMatchObject(failed);
  });

  it('puts a prefix back to what it was, reading the values only of what has changed', async () => {
    const before = { ...numbered('/p/', 150), '/p/binary': '\u0000' };
    const revision = await write(before);
    await write({ '/p/00001': 'changed', '/p/extra': 'new' });
    await deleteKey(client, { key: bytes('/p/00002') });
    const plan = await planCopy('/p/', '/p/', { revision, deletesExtra: true });
    expect(plan.body.counts).toEqual({ create: 1, overwrite: 1, delete: 1, skip: 0 });
    expect(plan.etcdctl[0]).toContain(`${lineTo()} get --rev=${revision} -w json /p/00001`);
    const report = await run(plan);
    expect(await contents()).toEqual(before);
    const undo = await planUndo(report.journalEntry);
    expect(undo.body.counts).toEqual({ create: 1, overwrite: 1, delete: 1, skip: 0 });
    await run(undo);
    expect(await contents()).toMatchObject({ '/p/00001': 'changed', '/p/extra': 'new' });
  });

  it('puts back names chosen of the past, and takes away those that were not there', async () => {
    const revision = await write({ '/p/a': '1', '/p/b': '1', '/p/c': '1' });
    await write({ '/p/a': '2', '/p/b': '2', '/p/new': '2' });
    const names = ['new', 'a', 'never'].map(bytes);
    const plan = await planCopy('/p/', '/p/', { revision, names, deletesExtra: true });
    expect(plan.body.counts).toEqual({ create: 0, overwrite: 1, delete: 1, skip: 0 });
    await run(plan);
    expect(await contents()).toEqual({ '/p/a': '1', '/p/b': '2', '/p/c': '1' });
  });

  it('makes another place alike, what only it has included', async () => {
    await write({ '/a/1': 'one', '/a/3': 'three', '/b/0': 'zero', '/b/1': 'one', '/b/2': 'two', '/b/4': 'four' });
    await run(await planCopy('/a/', '/b/', { deletesExtra: true }));
    expect(await contents()).toEqual({ '/a/1': 'one', '/a/3': 'three', '/b/1': 'one', '/b/3': 'three' });
  });
});

it.each([1, 2, 3, 4])('makes a place like any other, whatever both hold (%i)', async (seed) => {
  const random = seeded(seed);
  const side = (prefix: string, least: number) => {
    const names = new Map<string, Uint8Array>();
    for (let n = random.between(least, least + 60); n > 0; n--) {
      const name = Uint8Array.from({ length: random.between(0, 3) }, () => random.oneOf([0, 47, 97, 98, 255]));
      names.set(Buffer.from(name).toString('hex'), name);
    }
    return [...names.values()].map((name) => ({
      key: Buffer.concat([bytes(prefix), name]),
      value: bytes(random.oneOf(['', 'a', 'b'])),
    }));
  };
  // The last has more keys than come in one page.
  const many = Object.entries(seed === 4 ? numbered('/a/', 4_500) : {});
  for (const entries of [
    side('/a/', 1),
    side('/b/', 0),
    many.map(([key, value]) => ({ key: bytes(key), value: bytes(value) })),
  ]) {
    for (let at = 0; at < entries.length; at += 100) await txnPuts(client, entries.slice(at, at + 100));
  }
  await run(await planCopy('/a/', '/b/', { deletesExtra: true }));
  const beneath = async (prefix: string) => {
    const { kvs } = await range(client, { key: bytes(prefix), rangeEnd: prefixEnd(bytes(prefix)) });
    return kvs.map(({ key, value }) => [Buffer.from(key.subarray(3)).toString('hex'), text(value)]);
  };
  expect(await beneath('/b/')).toEqual(await beneath('/a/'));
});

it('copies to another connection, and shows where it is read', async () => {
  const other = await startCluster();
  const there = await app.open(other.draft({ name: 'another' }));
  await write({ '/a/1': 'one', '/a/2': 'two' });
  const plan = await planCopy('/a/', '/c/', { connection: there });
  expect(plan.etcdctl[0]).toMatch(new RegExp(`^${lineTo()} get -w json /a/1 .* [|] ${lineTo(other)} put /c/1$`));
  await run(plan);
  expect(await other.etcdctl('get', '--prefix', '')).toBe('/c/1\none\n/c/2\ntwo\n');
  expect(await contents()).toEqual({ '/a/1': 'one', '/a/2': 'two' });
  await app.leave(there);
  await other.close();
});

describe('undoing', () => {
  it('undoes a save and a deletion, and leaves alone what was changed since', async () => {
    const { connection, api } = app;
    const key = bytes('/u');
    const first = await api.keys.put({ connection, key, value: bytes('1'), expectedModRevision: 0, lease: null });
    const second = await api.keys.put({
      connection,
      key,
      value: bytes('2'),
      expectedModRevision: first.revision,
      lease: 'keep',
    });
    expect((await planUndo(first.journalEntry)).body.counts).toEqual({ create: 0, overwrite: 0, delete: 0, skip: 1 });
    const undo = await planUndo(second.journalEntry);
    expect(undo).toMatchObject({
      confirmation: null,
      etcdctl: ['# etcdctl put /u, with its 1 bytes'],
      // It holds exactly what is undone.
      body: { counts: { overwrite: 1 }, conflicts: [] },
    });
    const { revision } = await run(undo);
    expect(await contents()).toEqual({ '/u': '1' });
    const gone = await api.keys.delete({ connection, key, expectedModRevision: revision ?? 0 });
    await run(await planUndo(gone.journalEntry));
    expect(await contents()).toEqual({ '/u': '1' });
  });

  it('fails for an entry that is not there', async () => {
    await expect(planUndo('nothing')).rejects.toMatchObject({ code: 'JournalEntryUnknown' });
  });
});

describe('importing', () => {
  const bundle = (entries: readonly object[], more: object = {}): string =>
    JSON.stringify({ format: 'etcdeck-bundle', version: 1, prefix: '/a/', entries, ...more });
  const planImport = (given: string, to: string | null = null): Promise<KeysPlan> =>
    planned(
      app.api.plans.planImport({
        connection: app.connection,
        bundle: { kind: 'text', text: given },
        to: to === null ? null : bytes(to),
        onExisting: 'overwrite',
      }),
    );

  it('writes a bundle where it was, or in the place of its prefix', async () => {
    await write({ '/a/2': 'two' });
    const given = bundle([
      { key: '/a/2', value: 'two' },
      { key: '/a/1', valueBase64: 'AP8=' },
    ]);
    const plan = await planImport(given);
    expect(plan).toMatchObject({ act: 'import', body: { counts: { create: 1, skip: 1 }, bytes: 2 } });
    expect(plan.etcdctl).toEqual(['# etcdctl put /a/1, with its 2 bytes']);
    await run(await planImport(given, '/elsewhere/'));
    expect(Object.keys(await contents())).toEqual(['/a/2', '/elsewhere/1', '/elsewhere/2']);
    expect((await range(client, { key: bytes('/elsewhere/1') })).kvs[0]?.value).toEqual(Uint8Array.of(0, 255));
  });

  it('reads a file, and says which one it cannot', async () => {
    const file = join(app.folder, 'bundle.yaml');
    await writeFile(file, 'format: etcdeck-bundle\nversion: 1\nentries:\n- key: y\n  value: |\n    a\n    b\n');
    const request = { connection: app.connection, to: null, onExisting: 'skip' } as const;
    await run(await planned(app.api.plans.planImport({ ...request, bundle: { kind: 'file', file } })));
    expect(await contents()).toEqual({ y: 'a\nb\n' });
    const missing = { kind: 'file', file: join(app.folder, 'missing') } as const;
    const failing = planned(app.api.plans.planImport({ ...request, bundle: missing }));
    await expect(failing).rejects.toMatchObject({ code: 'FileNotFound', detail: { file: missing.file } });
  });

  it('says what is wrong with a bundle, before anything is planned', async () => {
    await expect(planImport(bundle([{ key: '/b/1', value: '' }]))).rejects.toMatchObject({
      code: 'BundleInvalid',
      detail: { place: 'entries[0].key' },
    });
  });
});
