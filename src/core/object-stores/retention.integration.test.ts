import { createHash } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { S3 } from '@aws-sdk/client-s3';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ObjectStoreDraft, StoredSnapshot } from '../../contract/object-stores.ts';
import { testPorts } from '../../testing/ports.ts';
import { startProxy } from '../../testing/proxy.ts';
import { hasS3, startS3, type TestS3, withoutS3 } from '../../testing/s3-server.ts';
import { storeBetween } from '../../testing/store-between.ts';
import { createObjectStores } from './create-object-stores.ts';

if (!hasS3) console.warn(withoutS3);

const [ours, others] = ['cdf818194e3a8c32', 'aa'];
const day = 86_400_000;
const start = Date.UTC(2026, 10, 1, 8);
let server: TestS3;
let direct: S3;
let folder: string;
let stores = 0;

beforeAll(async () => {
  if (!hasS3) return;
  server = await startS3();
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-retention-'));
  direct = new S3({
    ...{ endpoint: server.endpoint, region: 'us-east-1', forcePathStyle: true, credentials: server.key },
  });
  await direct.createBucket({ Bucket: 'etcd' });
});
afterAll(async () => {
  if (!hasS3) return;
  direct.destroy();
  await server.close();
  await rm(folder, { recursive: true });
});

/** A snapshot of a day, how it is called, and what is known of it. */
interface Taken {
  readonly day: number;
  readonly proof?: StoredSnapshot['proof'];
  readonly name?: string;
  readonly clusterId?: string;
  readonly isDescribed?: boolean;
}

/** A store with a prefix of its own, and copies in it. */
async function aStore(taken: readonly Taken[]) {
  stores += 1;
  const prefix = `p${stores}`;
  const own = await mkdtemp(join(folder, 'settings-'));
  const ports = testPorts(own, { clock: { now: () => start + 1_000 * day } });
  const proofs = new Map<string, StoredSnapshot['proof']>();
  const forgotten: string[] = [];
  const api = createObjectStores(ports, {
    proofOf: async (file) => proofs.get(file) ?? null,
    didCopy: async () => undefined,
    didDeleteCopy: async ({ object }) => void forgotten.push(object),
  });
  const add = async (endpoint: string): Promise<string> => {
    const place = { endpoint, region: '', bucket: 'etcd', prefix, isPathStyle: true, caFile: null };
    const draft: ObjectStoreDraft = { id: null, name: endpoint, ...place, credentials: 'keychain' };
    return (await api.save({ draft, secrets: server.key })).id;
  };
  const store = await add(server.endpoint);
  for (const each of taken) {
    const file = join(own, each.name ?? nameOf(each.day));
    await writeFile(file, `${each.day} ${each.clusterId}`);
    const sha256 = createHash('sha256').update(`${each.day} ${each.clusterId}`).digest('hex');
    const description = {
      ...{
        endpoint: 'http://10.0.0.1:2379',
        member: 'a',
        clusterId: each.clusterId ?? ours,
        at: start + each.day * day,
      },
      ...{ etcdVersion: '3.5.16', sha256, revision: 7, connection: 'Prod (west)' },
    };
    if (each.isDescribed !== false) await writeFile(`${file}.json`, JSON.stringify(description));
    proofs.set(file, each.proof ?? null);
    for await (const _ of api.upload({ store, file }));
  }
  const request = {
    store,
    clusterId: null,
    nameTemplate: '{name}-{time}.db',
    retention: { last: 1, days: 0 },
  } as const;
  const names = async (): Promise<readonly string[]> => {
    const { Contents = [] } = await direct.listObjectsV2({ Bucket: 'etcd', Prefix: `${prefix}/` });
    return Contents.map(({ Key = '' }) => Key.slice(prefix.length + 1));
  };
  const object = (at: number): string => `${prefix}/${nameOf(at)}`;
  return { api, ports, add, request, names, object, forgotten };
}

const nameOf = (at: number): string =>
  `prod-west-${new Date(start + at * day).toISOString().slice(0, 10)}T08-00-00Z.db`;
const withDescription = (...days: readonly number[]): readonly string[] =>
  days.flatMap((at) => [nameOf(at), `${nameOf(at)}.json`]);

describe.skipIf(!hasS3)('retention in a store', () => {
  it('deletes what no rule keeps, and nothing that etcdeck did not name, record and describe', async () => {
    const { api, request, names, object, forgotten, ports } = await aStore([
      { day: 0, proof: 'served' },
      { day: 1, proof: 'verified' },
      { day: 2, proof: 'verified' },
      { day: 3 },
      { day: 4 },
      { day: -1, name: 'before-the-upgrade.db', proof: 'verified' },
      { day: -2, isDescribed: false },
      { day: -3, clusterId: others, proof: 'verified' },
    ]);
    await direct.putObject({ Bucket: 'etcd', Key: object(-4), Body: 'mine' });
    const plan = await api.planRetention(request);
    expect(plan).toMatchObject({
      due: [{ object: object(3) }, { object: object(1), savedAt: start + day, clusterId: ours, proof: 'verified' }],
      ...{ kept: 4, others: 3, unproved: [], isCut: false },
    });
    const before = await names();
    const everything = before.map((name) => `${object(0).split('/')[0]}/${name}`);
    const done = await api.deleteCopies({ ...request, objects: everything });
    expect(done).toEqual({ deleted: [object(1), object(3)], left: [] });
    expect(await names()).toEqual(before.filter((name) => !withDescription(1, 3).includes(name)));
    expect(forgotten).toEqual([object(1), object(3)]);
    expect(ports.said.filter((line) => line.includes('was deleted from an object store'))).toHaveLength(2);
    expect((await api.planRetention(request)).due).toEqual([]);
  });

  it('deletes only what was shown, and what is due still', async () => {
    const { api, request, names, object } = await aStore([
      { day: 0 },
      { day: 1, proof: 'verified' },
      { day: 2 },
      { day: 3 },
    ]);
    const objects = [object(0), object(1)];
    expect(await api.deleteCopies({ ...request, objects })).toEqual({ deleted: [object(0)], left: [] });
    expect(await names()).toEqual(withDescription(1, 2, 3));
    const kept = { ...request, retention: { last: 3, days: 0 } };
    expect(await api.deleteCopies({ ...kept, objects: [object(2)] })).toEqual({ deleted: [], left: [] });
  });

  it('deletes nothing of a cluster of which no copy is proved, and looks at one cluster where it is to', async () => {
    const { api, request, object } = await aStore([
      ...[{ day: 0 }, { day: 1 }],
      ...[2, 3].map((at) => ({ day: at, clusterId: others, proof: 'verified' as const })),
    ]);
    expect(await api.planRetention(request)).toMatchObject({ due: [{ object: object(2) }], unproved: [ours] });
    // The id is one that the copies have.
    const one = (await api.planRetention(request)).unproved[0] ?? null;
    expect(await api.planRetention({ ...request, clusterId: one })).toMatchObject({ due: [], kept: 2, others: 2 });
  });

  it('says of each one that is left why, and deletes the others', async () => {
    const { api, request, names, object, add } = await aStore(
      [0, 1, 2, 3, 4].map((at) => ({ day: at, proof: 'verified' })),
    );
    const heads = new Map<string, number>();
    const endpoint = await storeBetween(server.endpoint, ({ method, url = '' }, response) => {
      if (method === 'DELETE' && url.includes(nameOf(0))) {
        response.writeHead(403).end('<Error><Code>AccessDenied</Code><Message>locked</Message></Error>');
        return true;
      }
      if (method !== 'HEAD' || !url.includes(nameOf(1))) return false;
      heads.set(url, (heads.get(url) ?? 0) + 1);
      // It has been replaced since it was listed.
      if (heads.get(url) !== 2) return false;
      response.writeHead(200, { 'content-length': 1, 'x-amz-meta-etcdeck-sha256': '0'.repeat(64) }).end();
      return true;
    });
    const store = await add(endpoint);
    const objects = [0, 1, 2, 3].map(object);
    const done = await api.deleteCopies({ ...request, store, objects });
    expect(done.deleted).toEqual([object(2), object(3)]);
    expect(done.left).toMatchObject([
      { object: object(0), failure: { code: 'StoreRefused', message: 'AccessDenied: locked (HTTP 403)' } },
      { object: object(1), failure: { code: 'SnapshotChanged' } },
    ]);
    expect(await names()).toEqual(withDescription(0, 1, 4));
  });

  it('leaves the rest once the store does not answer, and all where it cannot list', async () => {
    const { api, request, names, object, add } = await aStore(
      [0, 1, 2, 3].map((at) => ({ day: at, proof: 'verified' })),
    );
    const proxy = await startProxy(server.endpoint);
    const endpoint = await storeBetween(proxy.endpoint, ({ method, url = '' }, response) => {
      if (method !== 'DELETE' || !url.includes(nameOf(1))) return false;
      response.destroy();
      return true;
    });
    const store = await add(endpoint);
    const { deleted, left } = await api.deleteCopies({ ...request, store, objects: [0, 1, 2].map(object) });
    expect(deleted).toEqual([object(0)]);
    expect(left.map((each) => [each.object, each.failure.code])).toEqual(
      [1, 2].map((at) => [object(at), 'StoreUnreachable']),
    );
    expect(await names()).toEqual(withDescription(1, 2, 3));
    await proxy.close();
    await expect(api.deleteCopies({ ...request, store, objects: [object(1)] })).rejects.toMatchObject({
      code: 'StoreUnreachable',
    });
  });
});
