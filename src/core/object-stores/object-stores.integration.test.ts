import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { createServer as createTlsServer } from 'node:tls';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, afterEach, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { EtcdeckError } from '../../contract/failure.ts';
import type { ObjectStoreDraft, ObjectStoreSecrets, TransferNotice } from '../../contract/object-stores.ts';
import { makeAuthority } from '../../testing/certificates.ts';
import { serveLocally } from '../../testing/local-server.ts';
import { testPorts } from '../../testing/ports.ts';
import { startProxy, type TestProxy } from '../../testing/proxy.ts';
import { hasS3, startS3, type TestS3, withoutS3 } from '../../testing/s3-server.ts';
import { storeBetween } from '../../testing/store-between.ts';
import { createObjectStores } from './create-object-stores.ts';

if (!hasS3) console.warn(withoutS3);

const bucket = 'etcd';
let server: TestS3;
let proxy: TestProxy;
/** Beside what is tested. */
let direct: S3;
let folder: string;
let content: Buffer;

beforeAll(async () => {
  if (!hasS3) return;
  server = await startS3();
  proxy = await startProxy(server.endpoint);
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-stores-'));
  const { endpoint, key: credentials } = server;
  direct = new S3({ endpoint, region: 'us-east-1', forcePathStyle: true, credentials });
  await direct.createBucket({ Bucket: bucket });
  // Two parts, the last of which is shorter.
  const database = randomBytes(9 * 1024 * 1024);
  content = Buffer.concat([database, createHash('sha256').update(database).digest()]);
});

afterEach(() => {
  if (hasS3) proxy.accept();
});

afterAll(async () => {
  if (!hasS3) return;
  direct.destroy();
  await proxy.close();
  await server.close();
  await rm(folder, { recursive: true });
});

let files = 0;

/** A snapshot of a name that no other test has. */
async function aSnapshot(bytes: Buffer = content): Promise<string> {
  const file = join(folder, `snapshot-${files++}.db`);
  await writeFile(file, bytes);
  return file;
}

const objectOf = (file: string): string => `saved/here/${basename(file)}`;

const aDraft = (endpoint: string): ObjectStoreDraft => ({
  ...{ id: null, name: 'away', endpoint, region: '', bucket, prefix: '/saved/here/', isPathStyle: true, caFile: null },
  credentials: 'keychain',
});

/** Stores of settings of their own, with one that is reached at `endpoint`. */
async function aStore(endpoint: string = proxy.endpoint, secrets: ObjectStoreSecrets = server.key) {
  const settings = await mkdtemp(join(folder, 'settings-'));
  const ports = testPorts(settings);
  const copies: string[] = [];
  const api = createObjectStores(ports, {
    proofOf: async () => null,
    didDeleteCopy: async () => undefined,
    async didCopy(file, copy) {
      copies.push(`${file} ${copy.object}`);
    },
  });
  const store = await api.save({ draft: aDraft(endpoint), secrets });
  return { api, store: store.id, copies, ports };
}

async function all(notices: AsyncIterable<TransferNotice>): Promise<readonly TransferNotice[]> {
  const seen: TransferNotice[] = [];
  for await (const notice of notices) seen.push(notice);
  return seen;
}

async function failureOf(work: AsyncIterable<TransferNotice> | Promise<unknown>): Promise<EtcdeckError> {
  try {
    await (work instanceof Promise ? work : all(work));
  } catch (error) {
    if (error instanceof EtcdeckError) return error;
    throw error;
  }
  throw new Error('it did not fail');
}

/** Returns whether there is an object of this file, after making sure that it is whole and that nothing else is left. */
async function isStored(file: string): Promise<boolean> {
  const place = { Bucket: bucket, Prefix: objectOf(file) };
  expect((await direct.listMultipartUploads(place)).Uploads ?? []).toEqual([]);
  const { Contents = [] } = await direct.listObjectsV2(place);
  if (Contents.length === 0) return false;
  const { Body, Metadata } = await direct.getObject({ Bucket: bucket, Key: objectOf(file) });
  expect(content.equals((await Body?.transformToByteArray()) ?? Buffer.alloc(0))).toBe(true);
  expect(Metadata?.['etcdeck-sha256']).toBe(createHash('sha256').update(content).digest('hex'));
  return true;
}

const between = (...ways: Parameters<typeof storeBetween> extends [string, ...infer Ways] ? Ways : never) =>
  storeBetween(server.endpoint, ...ways);

describe.skipIf(!hasS3)('an object store', () => {
  it('takes a snapshot with its description, lists it, and gives it back', async () => {
    const { api, store, copies } = await aStore();
    const file = await aSnapshot();
    const sha256 = createHash('sha256').update(content).digest('hex');
    const description = {
      ...{ endpoint: 'http://10.0.0.1:2379', member: '8e9e05c52164694d', clusterId: 'cdf818194e3a8c32', at: 1 },
      ...{ etcdVersion: '3.5.16', sha256, revision: 7, connection: 'production' },
    };
    await writeFile(`${file}.json`, JSON.stringify(description));
    await api.test({ draft: aDraft(server.endpoint), secrets: server.key });
    const object = objectOf(file);
    const uploaded = await all(api.upload({ store, file }));
    expect(uploaded[0]).toEqual({ kind: 'moving', doneBytes: 0, totalBytes: content.length });
    expect(uploaded.at(-1)).toEqual({ kind: 'moved', object, file, sha256 });
    expect(copies).toEqual([`${file} ${object}`]);
    const listed = await api.objects({ store });
    expect(listed.isCut).toBe(false);
    expect(listed.objects).toEqual([{ object, bytes: content.length, at: expect.any(Number), sha256, proof: null }]);
    const back = join(folder, 'back.db');
    expect((await all(api.download({ store, object, file: back }))).at(-1)).toMatchObject({ kind: 'moved', sha256 });
    expect(content.equals(await readFile(back))).toBe(true);
    expect(JSON.parse(await readFile(`${back}.json`, 'utf8'))).toEqual(description);
    expect((await failureOf(api.download({ store, object, file: back }))).code).toBe('FileExists');
  });

  it('says why it did not answer, and what it refused', async () => {
    const { api, store, ports } = await aStore();
    const wrong = { ...server.key, secretAccessKey: 'wrong' };
    await server.whileChecking(async () => {
      const refused = await failureOf(api.test({ draft: aDraft(server.endpoint), secrets: wrong }));
      expect(refused).toMatchObject({ code: 'StoreRefused', detail: { status: 403 } });
    });
    const elsewhere = { ...aDraft(server.endpoint), bucket: 'another' };
    expect(await failureOf(api.test({ draft: elsewhere, secrets: server.key }))).toMatchObject({
      ...{ code: 'StoreRefused', detail: { status: 404 } },
    });
    const nobody = await failureOf(api.test({ draft: aDraft('http://127.0.0.1:1'), secrets: server.key }));
    expect(nobody.code).toBe('StoreUnreachable');
    await ports.secrets.set(`objectStore/${store}/accessKey`, null);
    expect((await failureOf(api.objects({ store }))).code).toBe('StoreSecretMissing');
  });

  it('is trusted by its CA file, and by no other', async () => {
    const authority = await makeAuthority('a CA');
    const issued = await authority.issue({ commonName: 'store', names: ['127.0.0.1'], usage: 'server' });
    const { hostname, port } = new URL(server.endpoint);
    const { port: own, close } = await serveLocally(
      createTlsServer({ cert: issued.certPem, key: issued.keyPem }, (client) => {
        const onward = connect({ host: hostname, port: Number(port) });
        for (const end of [client, onward]) end.on('error', () => undefined).on('close', () => onward.destroy());
        client.pipe(onward).pipe(client);
      }),
    );
    onTestFinished(close);
    const caFile = join(folder, 'ca.crt');
    const otherFile = join(folder, 'other.crt');
    await writeFile(caFile, authority.certPem);
    await writeFile(otherFile, (await makeAuthority('another CA')).certPem);
    const { api } = await aStore();
    const draft = { ...aDraft(`https://127.0.0.1:${own}`), caFile };
    await api.test({ draft, secrets: server.key });
    const file = await aSnapshot();
    const { id: store } = await api.save({ draft: { ...draft, name: 'by TLS' }, secrets: server.key });
    await all(api.upload({ store, file }));
    expect(await isStored(file)).toBe(true);
    for (const other of [otherFile, null]) {
      const refused = await failureOf(api.test({ draft: { ...draft, caFile: other }, secrets: server.key }));
      expect(refused.code).toBe('StoreUnreachable');
      expect(refused.message).toContain('certificate');
    }
  });

  it('never overwrites an object', async () => {
    const { api, store } = await aStore();
    const file = await aSnapshot();
    await direct.putObject({ Bucket: bucket, Key: objectOf(file), Body: 'mine' });
    expect(await failureOf(api.upload({ store, file }))).toMatchObject({
      ...{ code: 'FileExists', detail: { file: objectOf(file) } },
    });
    const { Body } = await direct.getObject({ Bucket: bucket, Key: objectOf(file) });
    expect(await Body?.transformToString()).toBe('mine');
  });

  it('has a whole object or nothing, wherever the line is cut', async () => {
    const { api, store } = await aStore();
    const first = await aSnapshot();
    const before = proxy.bytesToClient();
    await all(api.upload({ store, file: first }));
    const answered = proxy.bytesToClient() - before;
    const outcomes: string[] = [];
    for (let point = 0; point < 10; point++) {
      const file = await aSnapshot();
      // All attempts of one request fail, and the next request gets through.
      proxy.cutAfter(Math.ceil(((point + 0.5) / 10) * answered), 2);
      const outcome = await all(api.upload({ store, file })).then(
        () => 'moved',
        (error: unknown) => (error instanceof EtcdeckError ? error.code : String(error)),
      );
      expect(await isStored(file)).toBe(outcome === 'moved');
      outcomes.push(outcome);
    }
    // A completion whose answer was lost is found.
    expect(new Set(outcomes)).toEqual(new Set(['StoreUnreachable', 'moved']));
  });

  it('has nothing of what was cancelled', async () => {
    const { api, store, copies } = await aStore();
    for (const parts of [0, 1]) {
      const file = await aSnapshot();
      const leaving = new AbortController();
      let sent = 0;
      const slow = await between(({ method, url }) => {
        if (method === 'PUT' && url?.includes('partNumber=') && sent++ === parts) leaving.abort();
        return false;
      });
      const through = await aStore(slow);
      const failure = await failureOf(through.api.upload({ store: through.store, file }, { signal: leaving.signal }));
      expect(failure.code).toBe('Cancelled');
      expect(await isStored(file)).toBe(false);
    }
    const file = await aSnapshot();
    for await (const _ of api.upload({ store, file })) break;
    expect(await isStored(file)).toBe(false);
    expect(copies).toEqual([]);
  });

  it('takes no snapshot that is damaged, and no part that came differently', async () => {
    const { api, store } = await aStore();
    const damaged = Buffer.from(content);
    damaged.writeUInt8(damaged.readUInt8(4_711) ^ 1, 4_711);
    const file = await aSnapshot(damaged);
    expect((await failureOf(api.upload({ store, file }))).code).toBe('SnapshotDamaged');
    const altered = await between(
      () => false,
      ({ url }, headers) => (url?.includes('partNumber=2') ? { ...headers, 'x-amz-checksum-sha256': 'AAAA' } : headers),
    );
    const through = await aStore(altered);
    const other = await aSnapshot();
    expect((await failureOf(through.api.upload({ store: through.store, file: other }))).code).toBe('StoreHashMismatch');
    expect(await isStored(other)).toBe(false);
  });

  it('may know no conditions', async () => {
    const plain = await between(({ headers }, response) => {
      if (headers['if-none-match'] === undefined) return false;
      response.writeHead(501).end('<Error><Code>NotImplemented</Code></Error>');
      return true;
    });
    const { api, store } = await aStore(plain);
    const file = await aSnapshot();
    await all(api.upload({ store, file }));
    expect(await isStored(file)).toBe(true);
  });

  it('gives no file that is cut, changed, or not the one that was recorded', async () => {
    const { api, store } = await aStore();
    const file = await aSnapshot();
    await all(api.upload({ store, file }));
    const to = join(await mkdtemp(join(folder, 'to-')), 'got.db');
    proxy.cutAfter(content.length / 2);
    expect((await failureOf(api.download({ store, object: objectOf(file), file: to }))).code).toBe('StoreUnreachable');
    const Metadata = { 'etcdeck-sha256': '0'.repeat(64) };
    const damaged = Buffer.from(content);
    damaged.writeUInt8(damaged.readUInt8(4_711) ^ 1, 4_711);
    await direct.putObject({ Bucket: bucket, Key: 'other.db', Body: content, Metadata });
    await direct.putObject({ Bucket: bucket, Key: 'damaged.db', Body: damaged });
    for (const object of ['other.db', 'damaged.db']) {
      expect((await failureOf(api.download({ store, object, file: to }))).code).toBe('StoreHashMismatch');
    }
    expect(await failureOf(api.download({ store, object: 'none.db', file: to }))).toMatchObject({
      ...{ code: 'StoreRefused', detail: { status: 404 } },
    });
    expect(await readdir(join(to, '..'))).toEqual([]);
  });

  it('may answer without end, or with anything', async () => {
    const endless = await between(({ url }, response) => {
      if (!url?.includes('list-type=2')) return false;
      const more = (): void => {
        while (response.write(' '.repeat(65_536)));
      };
      response.writeHead(200).on('drain', more);
      more();
      return true;
    });
    const first = await aStore(endless);
    expect((await failureOf(first.api.objects({ store: first.store }))).message).toContain('longer than');
    const page = (contents: string) =>
      `<ListBucketResult>${contents}<IsTruncated>false</IsTruncated></ListBucketResult>`;
    const object = (name: string, size: string) =>
      `<Contents><Key>${name}</Key><Size>${size}</Size><LastModified>2026-01-01T00:00:00Z</LastModified></Contents>`;
    const odd = await between(({ url }, response) => {
      if (!url?.includes('list-type=2')) return false;
      const names = [object('saved/here/a.db', '7'), object('saved/here/&#10;b.db', '7'), object('elsewhere.db', '7')];
      response.writeHead(200).end(page([...names, object('saved/here/c.db', 'many')].join('')));
      return true;
    });
    const second = await aStore(odd);
    const { objects } = await second.api.objects({ store: second.store });
    expect(objects.map((each) => each.object)).toEqual(['saved/here/a.db']);
    const garbage = await between((_asked, response) => {
      response.writeHead(200).end('\0<a><b>');
      return true;
    });
    const third = await aStore(garbage);
    expect((await failureOf(third.api.objects({ store: third.store }))).code).toBe('StoreRefused');
  });
});
