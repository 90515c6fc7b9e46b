import { copyFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bundleKeys, type KeySource, liveKeys, snapshotKeys } from '../../contract/key-source.ts';
import type { KeyChildrenPage } from '../../contract/keys.ts';
import { all } from '../../testing/all.ts';
import { seedRegistry } from '../../testing/kubernetes/seed-registry.ts';
import { executed, type OpenedApp, openApp, planned } from '../../testing/opened-app.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { range, txnPuts } from '../etcd/kv.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { sampleKeyspace } from '../sandbox/sample-keyspace.ts';
import { descriptionFileOf } from '../snapshot-files/description.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const everything = { kind: 'prefix', prefix: new Uint8Array() } as const;
const registry = bytes('/registry/');
const slash = bytes('/');

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;
let live: KeySource;
let bundle: KeySource;
let snapshot: KeySource;
/** The file that is asked beside the cluster. */
let file: KeySource;
const holding = new AbortController();
/** What a Lease is stale by. */
const savedAt = Date.now();

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  const schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  await seedRegistry(client, sampleKeyspace(schema, Date.now()));
  await txnPuts(client, [
    { key: bytes('/app/a/one'), value: bytes('first') },
    { key: bytes('/app/a/two'), value: Uint8Array.of(0, 255) },
    { key: bytes('/app/b'), value: bytes('needle in text') },
    { key: Uint8Array.of(0xff, 0xfe), value: new Uint8Array() },
  ]);
  app = await openApp(cluster.draft({ name: 'the cluster' }));
  const { api, connection, folder } = app;
  await api.connections.unlock({ connection, typedName: 'the cluster' });
  const exported = join(folder, 'all.json');
  const request = { source: liveKeys(connection), keys: everything, format: 'json', file: exported } as const;
  for await (const notice of api.bundles.export({ ...request, reveal: true }))
    if (notice.kind === 'exported') live = liveKeys(connection, notice.revision);
  bundle = bundleKeys(exported);
  snapshot = snapshotKeys(await saveSnapshot('all.db'));
  const first = async (source: KeySource) => {
    const opening = api.sources.open({ source }, { signal: holding.signal })[Symbol.asyncIterator]();
    const kinds: string[] = [];
    for (;;) {
      const { value } = await opening.next();
      kinds.push(value?.kind);
      if (value?.kind === 'opened') return { kinds, origin: value.origin };
    }
  };
  const never = { canWrite: false, canWatch: false };
  expect((await first(bundle)).origin).toMatchObject({ name: 'all.json', hasHistory: false, ...never });
  const { kinds, origin } = await first(snapshot);
  expect(kinds[0]).toBe('reading');
  const clusterId = (await api.cluster.status({ connection })).clusterId;
  expect(origin).toMatchObject({ name: 'all.db', hasHistory: true, ...never, dataTime: savedAt, clusterId });
});

/** Saves a snapshot, with the description that stands beside one. */
async function saveSnapshot(name: string): Promise<string> {
  const { api, connection, folder } = app;
  const [saved, path] = [join(folder, `saved-${name}`), join(folder, name)];
  for await (const notice of api.snapshots.save({ connection, file: saved, member: null })) {
    if (notice.kind !== 'saved') continue;
    const { sha256, member, endpoint } = notice.snapshot;
    const { clusterId } = await api.cluster.status({ connection });
    const { revision } = await api.keys.count({ source: liveKeys(connection), prefix: new Uint8Array() });
    const known = { sha256, member, endpoint, clusterId, revision, etcdVersion: null, connection: 'the cluster' };
    await writeFile(descriptionFileOf(path), JSON.stringify({ ...known, at: savedAt }));
  }
  // What was checked when it was saved opens without being read.
  await copyFile(saved, path);
  return path;
}

afterAll(async () => {
  holding.abort();
  await app?.close();
  client?.close();
  await cluster?.close();
});

/** What both sources answer, which has to be the same. */
async function both<T>(ask: (source: KeySource) => Promise<T>): Promise<T> {
  const [one, other] = [await ask(live), await ask(file)];
  expect(other).toEqual(one);
  return one;
}

describe.each(['bundle', 'snapshot'])('a %s answers as the cluster that it is of', (kind) => {
  beforeAll(() => {
    file = kind === 'bundle' ? bundle : snapshot;
  });

  it('about keys', async () => {
    for (const prefix of ['', '/', '/app/', '/registry/', '/registry/pods/shop/']) {
      const request = { prefix: bytes(prefix), delimiter: slash };
      const read = async (source: KeySource) => {
        const pages = await all(app.api.keys.children({ source, ...request, after: null, limit: 1_000 }));
        const last = pages.at(-1);
        return { children: pages.flatMap(({ children }) => children), revision: last?.revision, next: last?.next };
      };
      expect((await both(read)).children.length).toBeGreaterThan(0);
      const rows = async (source: KeySource) =>
        (
          await all(app.api.keys.list({ source, prefix: bytes(prefix), after: null, limit: 10_000, readsValues: true }))
        ).flatMap((page) => page.rows);
      await both(rows);
      await both(async (source) => (await app.api.keys.count({ source, prefix: bytes(prefix) })).count);
    }
    await both((source) => app.api.keys.get({ source, key: bytes('/app/a/two'), reveal: true }));
    await both((source) => app.api.keys.get({ source, key: bytes('/none'), reveal: true }));
  });

  it('in parts that follow each other', async () => {
    const parts = async (source: KeySource) => {
      const names: string[] = [];
      for (let after: Uint8Array | null = null, isFirst = true; isFirst || after !== null; isFirst = false) {
        const request = { source, prefix: bytes('/registry/pods/'), delimiter: new Uint8Array(), after, limit: 3 };
        const pages: readonly KeyChildrenPage[] = await all(app.api.keys.children(request));
        names.push(...pages.flatMap(({ children }) => children.map(({ name }) => Buffer.from(name).toString())));
        after = pages.at(-1)?.next ?? null;
      }
      return names;
    };
    expect((await both(parts)).length).toBeGreaterThan(6);
    const request = { source: file, prefix: bytes('/app/'), delimiter: slash, after: bytes('/z'), limit: 3 };
    await expect(all(app.api.keys.children(request))).rejects.toMatchObject({ code: 'BadRequest' });
  });

  it('when it is searched', async () => {
    const none = { name: null, value: null, lease: null, modRevision: null, createRevision: null };
    const substring = (text: string) => ({ kind: 'substring', text, ignoresCase: true }) as const;
    const found = async (source: KeySource, conditions: Partial<typeof none> | object) => {
      const request = { source, prefix: new Uint8Array(), after: null, limit: 1_000 };
      const notices = await all(app.api.keys.search({ ...request, conditions: { ...none, ...conditions } }));
      return {
        hits: notices.flatMap((notice) => (notice.kind === 'hits' ? notice.hits : [])),
        end: notices.at(-1),
      };
    };
    expect((await both((source) => found(source, { value: substring('needle') }))).hits).toHaveLength(1);
    expect((await both((source) => found(source, { name: substring('coredns') }))).hits.length).toBeGreaterThan(0);
    await both((source) => found(source, { modRevision: { from: 3, to: 4 } }));
  });

  it('about Kubernetes’ objects', async () => {
    const { kubernetes } = app.api;
    await both((source) => kubernetes.registries({ source, prefix: null }));
    // Resources of a group come once its own level is read.
    const byPrefix = <T extends { readonly prefix: Uint8Array }>(some: readonly T[]) =>
      some.toSorted((a, b) => Buffer.compare(a.prefix, b.prefix));
    await both(async (source) => byPrefix((await all(kubernetes.resources({ source, registry }))).flat()));
    const resource = bytes('/registry/pods/');
    const list = async (source: KeySource) =>
      (
        await all(kubernetes.objects({ source, registry, resource, namespace: 'shop', after: null, limit: 100 }))
      ).flatMap(({ objects }) => objects);
    const [first] = await both(list);
    const key = first?.key.key ?? slash;
    const object = await both((source) => kubernetes.object({ source, key, showsManagedFields: true, reveal: false }));
    expect(object.object?.name?.kind).toBe('Pod');
    const glance = async (source: KeySource) => {
      const notices = await all(kubernetes.glance({ source, text: 'shop/', limit: 100 }));
      const objects = notices.flatMap((notice) => (notice.kind === 'objects' ? notice.objects : []));
      return { objects: objects.toSorted((a, b) => Buffer.compare(a.key, b.key)), end: notices.at(-1) };
    };
    await both(glance);
    const report = async (source: KeySource) => {
      const notices = await all(kubernetes.report({ source, registry }));
      const last = notices.at(-1);
      return last?.kind === 'report' ? { ...last.report, dataTime: null } : null;
    };
    expect((await both(report))?.objects).toBeGreaterThan(50);
    const figure = { kind: 'resource', resource: 'pods' } as const;
    await both(async (source) =>
      (await all(kubernetes.reportRows({ source, registry, figure, after: null, limit: 100 }))).flatMap((notice) =>
        notice.kind === 'rows' ? notice.rows : [],
      ),
    );
  });

  it('so that the two compare as equal, and it exports as it is', async () => {
    const [left, right] = [live, file].map((source) => ({ source, prefix: new Uint8Array() }));
    if (left === undefined || right === undefined) throw new Error('there are two');
    const notices = await all(app.api.compare.compare({ left, right, after: null, limit: 100 }));
    expect(notices.at(-1)).toMatchObject({ counts: { added: 0, removed: 0, changed: 0, rewritten: 0 }, next: null });
    const text = async (source: KeySource) => {
      const request = { source, keys: { kind: 'prefix', prefix: bytes('/app/') }, format: 'json', file: null } as const;
      const last = (await all(app.api.bundles.export({ ...request, reveal: true }))).at(-1);
      const { dataTime: _, ...rest } = JSON.parse((last?.kind === 'exported' && last.text) || '{}');
      return rest;
    };
    expect(await both(text)).toMatchObject({ entries: [{ key: '/app/a/one' }, {}, {}] });
  });

  it('when it is copied into a connection', async () => {
    const request = { from: { source: file, prefix: bytes('/app/') }, names: null, connection: app.connection };
    const plan = await planned(
      app.api.plans.planCopy({
        ...request,
        to: bytes(`/copy/${kind}/`),
        isMove: false,
        onExisting: 'refuse',
        deletesExtra: false,
      }),
    );
    expect(plan.body.counts).toMatchObject({ create: 3 });
    expect(plan.etcdctl.every((line) => line.startsWith('# '))).toBe(true);
    expect(await executed(app.api, plan)).toMatchObject({ outcome: 'done', done: 3 });
    const { kvs } = await range(client, { key: bytes(`/copy/${kind}/a/two`) });
    expect(kvs[0]?.value).toEqual(Uint8Array.of(0, 255));
    const move = { to: bytes('/gone/'), isMove: true, onExisting: 'refuse', deletesExtra: false } as const;
    await expect(planned(app.api.plans.planCopy({ ...request, ...move }))).rejects.toMatchObject({
      code: 'BadRequest',
    });
  });
});

describe('a bundle that is held', () => {
  const openAt = (file: string) => app.api.sources.open({ source: bundleKeys(file) })[Symbol.asyncIterator]();
  const count = (file: string) => app.api.keys.count({ source: bundleKeys(file), prefix: new Uint8Array() });

  it('is read once, and closed with its last holder', async () => {
    const file = join(app.folder, 'held.json');
    const entries = [{ key: '/a', value: '1' }];
    await writeFile(file, JSON.stringify({ format: 'etcdeck-bundle', version: 1, entries }));
    await expect(count(file)).rejects.toMatchObject({ code: 'SourceNotOpen' });
    const [one, other] = [openAt(file), openAt(file)];
    await Promise.all([one.next(), other.next()]);
    await writeFile(file, 'changed since');
    await one.return?.();
    expect(await count(file)).toMatchObject({ count: 1, revision: 0 });
    await other.return?.();
    await expect(count(file)).rejects.toMatchObject({ code: 'SourceNotOpen' });
    await expect(openAt(file).next()).rejects.toMatchObject({ code: 'BundleInvalid' });
    await expect(openAt(join(app.folder, 'none.json')).next()).rejects.toMatchObject({ code: 'FileNotFound' });
    await expect(openAt('relative.json').next()).rejects.toMatchObject({ code: 'FileNotReadable' });
  });

  it('is opened with an EncryptionConfiguration of its own, which is gone with it', async () => {
    const file = join(app.folder, 'sealed.json');
    const secret = Buffer.alloc(32, 7);
    const configuration = `kind: EncryptionConfiguration
resources: [{resources: [secrets], providers: [{secretbox: {keys: [{name: k1, secret: ${secret.toString('base64')}}]}}]}]`;
    const { ciphers } = await import('../values/encryption/ciphers.ts');
    const key = bytes('/registry/configmaps/shop/sealed');
    const clear = bytes('{"kind":"ConfigMap","apiVersion":"v1","metadata":{"name":"sealed","namespace":"shop"}}');
    const sealed = Buffer.concat([
      bytes('k8s:enc:secretbox:v1:k1:'),
      ciphers.secretbox.seal(secret, clear, key),
    ]).toString('base64');
    const entries = [{ key: Buffer.from(key).toString(), valueBase64: sealed }];
    await writeFile(file, JSON.stringify({ format: 'etcdeck-bundle', version: 1, entries }));
    const source = bundleKeys(file);
    const codec = async () => {
      const asked = { source, key, showsManagedFields: false, reveal: false };
      return (await app.api.kubernetes.object(asked)).object?.decoded.codec;
    };
    const holder = openAt(file);
    await holder.next();
    expect(await codec()).toBe('encrypted');
    await app.api.kubernetes.setEncryption({ source, configuration });
    expect(await codec()).not.toBe('encrypted');
    await holder.return?.();
    await expect(app.api.kubernetes.setEncryption({ source, configuration })).rejects.toMatchObject({
      code: 'SourceNotOpen',
    });
    const again = openAt(file);
    await again.next();
    expect(await codec()).toBe('encrypted');
    await again.return?.();
  });
});
