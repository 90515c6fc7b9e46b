import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { liveKeys } from '../../../contract/key-source.ts';
import { buildCli, type Cli } from '../../../testing/cli-process.ts';
import { type OpenedApp, openApp } from '../../../testing/opened-app.ts';
import { startCluster, type TestCluster } from '../../../testing/test-cluster.ts';
import { put } from '../../../testing/unguarded-writes.ts';
import { EtcdClient } from '../../etcd/client.ts';
import { range } from '../../etcd/kv.ts';

const proto = `syntax = "proto3";
package shop;
message Order { string id = 1; int64 total = 2; string note = 3; }
`;
const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);
const key = bytes('/orders/1');
/** `id` "a1", `total` 2^53 + 1, and field 9, which no file has. */
const order = Buffer.from('0a0261311081808080808080104a03010203', 'hex');
/** A JSON of a Secret in `note`. */
const secret = '{"kind":"Secret","apiVersion":"v1","data":{"password":"aHVudGVyMmh1bnRlcjI="}}';
const holder = Buffer.concat([Buffer.from([0x1a, secret.length]), Buffer.from(secret)]);

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;
let cli: Cli;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  app = await openApp(cluster.draft());
  cli = await buildCli(app.folder, { hasWorker: true });
  const file = join(app.folder, 'shop.proto');
  await writeFile(file, proto);
  await app.api.decoders.save({
    draft: { id: null, name: 'Orders', keys: '/orders/*', files: [file], message: 'shop.Order' },
  });
  await put(client, { key, value: order });
  await put(client, { key: bytes('/orders/2'), value: holder });
});
afterAll(async () => {
  await app.close();
  client.close();
  await cluster.close();
});

describe('values that a decoder reads', () => {
  it('are edited and written back, with what is unknown', async () => {
    const source = liveKeys(app.connection);
    const { entry } = await app.api.keys.get({ source, key, reveal: false });
    if (entry === null) throw new Error('the key is there');
    const reading = { source, key, value: entry.value, codec: null, showsManagedFields: false, reveal: false };
    const { text, codec } = await app.api.values.decode(reading);
    expect(JSON.parse(text)).toEqual({ id: 'a1', total: '9007199254740993' });
    const { value } = await app.api.values.encode({
      ...{ source, key, base: entry.value },
      text: text.replace('a1', 'a2'),
      form: { codec, showsManagedFields: false },
    });
    const { connection } = app;
    await app.api.keys.put({ connection, key, value, expectedModRevision: entry.modRevision, lease: 'keep' });
    const [stored] = (await range(client, { key })).kvs;
    expect(Buffer.from(stored?.value ?? []).toString('hex')).toBe(order.toString('hex').replace('6131', '6132'));
  });

  it('are found by their text, and covered where they hold a Secret', async () => {
    const found: string[] = [];
    let skipped = 0;
    const request = {
      source: liveKeys(app.connection),
      ...{ prefix: bytes('/orders/'), after: null, limit: 10 },
      conditions: {
        ...{ name: null, lease: null, modRevision: null, createRevision: null },
        value: { kind: 'substring', text: '"9007199254740993"', ignoresCase: false },
      },
    } as const;
    for await (const notice of app.api.keys.search(request)) {
      if (notice.kind === 'hits') found.push(...notice.hits.map((hit) => Buffer.from(hit.key.key).toString()));
      if (notice.kind === 'ended') skipped = notice.skippedValues;
    }
    expect([found, skipped]).toEqual([['/orders/1'], 1]);
  });

  it('are read by the command line', async () => {
    const shown = await cli.run(['get', '/orders/1', '--endpoints', cluster.endpoints.join(','), '-w', 'json']);
    expect(JSON.parse(shown.stdout)).toMatchObject({ codec: 'protobuf', text: expect.stringContaining('"total"') });
    await writeFile(join(app.folder, 'shop.proto'), 'message {');
    const unread = await cli.run(['get', '/orders/1', '--endpoints', cluster.endpoints.join(',')]);
    expect(unread.stderr).toContain('the decoder Orders cannot be used');
    await writeFile(join(app.folder, 'shop.proto'), proto);
    const line = { key: Buffer.from(key).toString('base64'), value: order.toString('base64') };
    const other = { key: Buffer.from('/other').toString('base64'), value: Buffer.from('{"a": 1}').toString('base64') };
    const input = `${JSON.stringify(line)}\n${JSON.stringify(other)}\n`;
    const decoded = await cli.run(['values', 'decode', '--decoders'], { input });
    expect(decoded.stdout).toBe(
      `${JSON.stringify({ codec: 'protobuf', json: '{"id":"a1","total":"9007199254740993"}' })}\n${JSON.stringify({ codec: 'json', json: '{"a":1}' })}\n`,
    );
  });
});
