import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { BundleFormat, BundlesApi, ExportNotice } from '../../contract/bundles.ts';
import { bundleKeys, liveKeys } from '../../contract/key-source.ts';
import { executed, type OpenedApp, openApp, planned } from '../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { deleteKey, put } from '../../testing/unguarded-writes.ts';
import { EtcdClient } from '../etcd/client.ts';
import { prefixEnd, range, txnPuts } from '../etcd/kv.ts';
import { parseBundle } from './parse-bundle.ts';

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  app = await openApp(cluster.draft());
  await txnPuts(client, [
    { key: bytes('/x/text'), value: bytes('a\nb\n') },
    { key: bytes('/x/empty'), value: new Uint8Array() },
    { key: Uint8Array.from([...bytes('/x/'), 0, 255]), value: Uint8Array.of(0, 1, 254) },
    { key: bytes('/y'), value: bytes('beside') },
  ]);
  await put(client, { key: bytes('/x/large'), value: Uint8Array.from({ length: 1_400_000 }, (_, n) => n & 0xff) });
});
afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

type Exported = Extract<ExportNotice, { kind: 'exported' }>;

async function exported(more: Partial<Parameters<BundlesApi['export']>[0]>): Promise<Exported> {
  const request = {
    source: liveKeys(app.connection),
    keys: { kind: 'prefix', prefix: bytes('/x/') },
    format: 'json',
    file: null,
    reveal: false,
    ...more,
  } as const;
  for await (const notice of app.api.bundles.export(request)) if (notice.kind === 'exported') return notice;
  throw new Error('an export ended without a word');
}

const beneath = async (prefix: string) =>
  (await range(client, { key: bytes(prefix), rangeEnd: prefixEnd(bytes(prefix)) })).kvs;

describe.each(['json', 'yaml'] as const satisfies readonly BundleFormat[])('an export in %s', (format) => {
  it('goes into a file and is put back exactly, elsewhere', async () => {
    const file = join(app.folder, `x.${format}`);
    const done = await exported({ format, file });
    expect(done).toMatchObject({ keys: 4, leftOut: 0, file, text: null, bytes: (await readFile(file)).length });
    const plan = await planned(
      app.api.plans.planImport({
        connection: app.connection,
        bundle: { kind: 'file', file },
        to: bytes(`/${format}/`),
        onExisting: 'refuse',
      }),
    );
    expect(await executed(app.api, plan)).toMatchObject({ outcome: 'done', done: 4 });
    const [from, to] = [await beneath('/x/'), await beneath(`/${format}/`)];
    expect(to.map(({ key }) => Buffer.from(key.subarray(format.length + 2)).toString('hex'))).toEqual(
      from.map(({ key }) => Buffer.from(key.subarray(3)).toString('hex')),
    );
    for (const [place, { value }] of from.entries()) {
      expect(Buffer.compare(to[place]?.value ?? bytes('?'), value)).toBe(0);
    }
  });

  it('is of one revision, the past one that is asked for', async () => {
    const { revision } = await put(client, { key: bytes('/t/a'), value: bytes('before') });
    await put(client, { key: bytes('/t/a'), value: bytes('after') });
    const source = liveKeys(app.connection, revision);
    const { text } = await exported({ format, source, keys: { kind: 'prefix', prefix: bytes('/t/') } });
    expect(text).toContain('before');
    expect(text).not.toContain('after');
    await deleteKey(client, { key: bytes('/t/a') });
  });
});

it('says what it covers: less than its source only where it leaves something out', async () => {
  const coverageOf = async (more: Parameters<typeof exported>[0]) => {
    const { text } = await exported(more);
    return parseBundle(text ?? '').coverage;
  };
  const below = { kind: 'prefix', prefix: bytes('/x/') } as const;
  expect(await coverageOf({})).toEqual({ keys: below, secrets: 'leftOut' });
  expect(await coverageOf({ reveal: true })).toEqual({ keys: below, secrets: 'held' });
  expect(await coverageOf({ keys: { kind: 'keys', keys: [bytes('/y')] } })).toMatchObject({ keys: { kind: 'chosen' } });
  const file = join(app.folder, 'covered.json');
  await exported({ file });
  const source = bundleKeys(file);
  const opened = app.api.sources.open({ source })[Symbol.asyncIterator]();
  const origin = { coverage: { keys: below, secrets: 'leftOut' }, revision: expect.any(Number) };
  expect(await opened.next()).toMatchObject({ value: { origin } });
  // Of what is exported of a file, the file itself is the cluster.
  const everything = { kind: 'prefix', prefix: new Uint8Array() } as const;
  expect(await coverageOf({ source, keys: everything, reveal: true })).toEqual({ keys: below, secrets: 'leftOut' });
  await opened.return?.();
});

it('takes keys one by one, in order, and leaves out what is not there', async () => {
  const keys = ['/y', '/none', '/x/text'].map(bytes);
  const { text, keys: count } = await exported({ keys: { kind: 'keys', keys } });
  expect(count).toBe(2);
  const parsed = JSON.parse(text ?? '') as { readonly entries: readonly { readonly key: string }[] };
  expect(parsed.entries.map(({ key }) => key)).toEqual(['/x/text', '/y']);
  expect(parsed).not.toHaveProperty('prefix');
});

it('is whole without any key', async () => {
  const { text, keys } = await exported({ keys: { kind: 'keys', keys: [] } });
  expect(keys).toBe(0);
  expect(JSON.parse(text ?? '')).toMatchObject({ format: 'etcdeck-bundle', entries: [] });
});

it('leaves nothing where it cannot finish, and never writes over a file', async () => {
  const file = join(app.folder, 'there.json');
  await writeFile(file, 'mine');
  await expect(exported({ file })).rejects.toMatchObject({ code: 'FileExists', operation: 'export' });
  expect(await readFile(file, 'utf8')).toBe('mine');
  await expect(exported({ file: 'relative.json' })).rejects.toMatchObject({ code: 'BadRequest' });
  const left = app.api.bundles.export({
    source: liveKeys(app.connection),
    keys: { kind: 'prefix', prefix: bytes('/x/') },
    format: 'json',
    file: join(app.folder, 'left.json'),
    reveal: false,
  });
  for await (const _ of left) break;
  expect((await readdir(app.folder)).filter((name) => name.startsWith('left'))).toEqual([]);
});

it('gives no text of more than can cross', async () => {
  const value = new Uint8Array(1_400_000).fill(255);
  for (let n = 0; n < 10; n++) await put(client, { key: bytes(`/huge/${n}`), value });
  const keys = { kind: 'prefix', prefix: bytes('/huge/') } as const;
  await expect(exported({ keys })).rejects.toMatchObject({ code: 'RequestTooLarge' });
});
