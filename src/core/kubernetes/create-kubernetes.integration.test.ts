import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestOf } from '../../contract/api.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { RegistryObjectsPage } from '../../contract/kubernetes.ts';
import type { KubernetesReport, ReportFigure, ReportRow } from '../../contract/kubernetes-reports.ts';
import { goldenObjects, kubernetesSources } from '../../testing/kubernetes/golden-objects.ts';
import { goldenEntries, seedRegistry } from '../../testing/kubernetes/seed-registry.ts';
import { type OpenedApp, openApp } from '../../testing/opened-app.ts';
import { testPorts } from '../../testing/ports.ts';
import { startCluster, type TestCluster } from '../../testing/test-cluster.ts';
import { EtcdClient } from '../etcd/client.ts';
import { range } from '../etcd/kv.ts';
import { loadKubernetesSchema } from '../kubernetes-storage/codec/load-schema.ts';
import { sampleKeyspace } from '../sandbox/sample-keyspace.ts';

const bytes = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const text = (some: Uint8Array): string => Buffer.from(some).toString();
const registry = bytes('/registry/');

let cluster: TestCluster;
let client: EtcdClient;
let app: OpenedApp;

beforeAll(async () => {
  cluster = await startCluster();
  client = new EtcdClient(cluster.target());
  const schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
  await seedRegistry(client, sampleKeyspace(schema, Date.now()));
  await seedRegistry(client, [
    { key: bytes('/openshift.io/oauth/clients/console'), value: bytes('{}') },
    { key: bytes('/openshift.io/routes/shop/web'), value: bytes('{}') },
    { key: bytes('/tenants/a/pods/shop/web'), value: bytes('{}') },
    { key: bytes('/registry/health'), value: bytes('true') },
  ]);
  app = await openApp(cluster.draft());
});

afterAll(async () => {
  await app?.close();
  client?.close();
  await cluster?.close();
});

async function all<T>(pages: AsyncIterable<readonly T[]>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const page of pages) found.push(...page);
  return found;
}

const source = () => liveKeys(app.connection);

async function objects(request: {
  readonly resource: string;
  readonly namespace?: string;
  readonly after?: Uint8Array;
  readonly limit?: number;
}): Promise<readonly RegistryObjectsPage[]> {
  const { namespace = null, after = null, limit = 10_000, resource } = request;
  const pages: RegistryObjectsPage[] = [];
  const asked = { source: source(), registry, resource: bytes(resource), namespace, after, limit };
  for await (const page of app.api.kubernetes.objects(asked)) pages.push(page);
  return pages;
}

describe('the registries of a keyspace', () => {
  it('are the known ones that have keys, and the one that is named', async () => {
    const found = async (prefix: string | null) =>
      (await app.api.kubernetes.registries({ source: source(), prefix: prefix === null ? null : bytes(prefix) })).map(
        (one) => [text(one.prefix), one.isKine],
      );
    const known = [
      ['/registry/', false],
      ['/openshift.io/', false],
    ];
    expect(await found(null)).toEqual(known);
    expect(await found('/tenants/a')).toEqual([...known, ['/tenants/a/', false]]);
    expect(await found('/tenants/b/')).toEqual(known);
    expect(await found('/registry')).toEqual(known);
  });
});

describe('the resources of a registry', () => {
  it('are told by kubectl’s names, with their groups and prefixes', async () => {
    const resources = await all(app.api.kubernetes.resources({ source: source(), registry }));
    const told = resources.map(({ group, resource, prefix, isNamespaced }) => [
      resource,
      group,
      text(prefix),
      isNamespaced,
    ]);
    expect(told).toContainEqual(['nodes', null, '/registry/minions/', false]);
    expect(told).toContainEqual(['services', null, '/registry/services/specs/', true]);
    expect(told).toContainEqual(['pods', null, '/registry/pods/', true]);
    expect(told).toContainEqual(['schedules', 'backup.example', '/registry/backup.example/schedules/', null]);
    expect(new Set(told.map(([, , prefix]) => prefix)).size).toBe(told.length);
    expect(told.flatMap(([resource]) => resource)).not.toContain('health');
  });

  it('are told beneath OpenShift’s prefix', async () => {
    const resources = await all(app.api.kubernetes.resources({ source: source(), registry: bytes('/openshift.io/') }));
    expect(resources.map(({ resource }) => resource)).toEqual(['oauthclients', 'routes']);
  });
});

describe('the objects of a resource', () => {
  it('are listed with namespace and name, of one namespace or of all', async () => {
    const namespaces = await all(
      app.api.kubernetes.namespaces({ source: source(), resource: bytes('/registry/pods/') }),
    );
    expect(namespaces).toContain('shop');
    const everywhere = (await objects({ resource: '/registry/pods/' })).flatMap((page) => page.objects);
    const inShop = (await objects({ resource: '/registry/pods/', namespace: 'shop' })).flatMap((page) => page.objects);
    expect(inShop).toEqual(everywhere.filter(({ namespace }) => namespace === 'shop'));
    expect(inShop.length).toBeGreaterThan(3);
    expect(inShop.length).toBeLessThan(everywhere.length);
    const [first] = inShop;
    expect(text(first?.key.key ?? bytes(''))).toBe(`/registry/pods/shop/${first?.name}`);
  });

  it('come in parts that follow each other', async () => {
    const whole = (await objects({ resource: '/registry/pods/' })).flatMap((page) => page.objects);
    const parts: string[] = [];
    for (let after: Uint8Array | null | undefined; after !== null; ) {
      const pages = await objects({ resource: '/registry/pods/', limit: 7, ...(after ? { after } : {}) });
      parts.push(...pages.flatMap((page) => page.objects.map(({ name }) => name)));
      after = pages.at(-1)?.next ?? null;
    }
    expect(parts).toEqual(whole.map(({ name }) => name));
  });
});

describe('objects by their names', () => {
  const find = async (request: { readonly text: string; readonly namespace?: string; readonly limit?: number }) => {
    const { namespace = null, limit = 1_000, text: wanted } = request;
    const asked = { source: source(), registry, resource: bytes('/registry/pods/'), namespace, limit };
    const names: string[] = [];
    let after: Uint8Array | null = null;
    let looked = 0;
    const reasons: string[] = [];
    do {
      for await (const notice of app.api.kubernetes.findObjects({ ...asked, text: wanted, after })) {
        if (notice.kind === 'objects') names.push(...notice.objects.map((one) => `${one.namespace}/${one.name}`));
        if (notice.kind !== 'ended') continue;
        looked += notice.looked;
        reasons.push(notice.reason);
        after = notice.next;
      }
    } while (after !== null);
    return { names, looked, reasons };
  };

  it('are found among all of a resource, and in parts', async () => {
    const all = (await objects({ resource: '/registry/pods/' })).flatMap((page) => page.objects);
    const like = all.map(({ namespace, name }) => `${namespace}/${name}`).filter((name) => name.includes('shop/c'));
    expect(like.length).toBeGreaterThan(2);
    expect(await find({ text: 'SHOP/c' })).toEqual({ names: like, looked: all.length, reasons: ['complete'] });
    const parts = await find({ text: 'shop/c', limit: 2 });
    expect(parts).toMatchObject({ names: like, looked: all.length });
    expect(parts.reasons.slice(0, -1).every((reason) => reason === 'limit')).toBe(true);
    expect((await find({ text: 'c', namespace: 'shop' })).looked).toBeLessThan(all.length);
  });

  const glance = async (wanted: string, limit = 8) => {
    const names: string[] = [];
    for await (const notice of app.api.kubernetes.glance({ source: source(), text: wanted, limit })) {
      if (notice.kind === 'objects') names.push(...notice.objects.map((one) => `${one.resource} ${one.name}`));
      else return { names, looked: notice.looked, isComplete: notice.isComplete };
    }
    throw new Error('a glance did not end');
  };

  it('are glanced at in all registries, by words of their resource, namespace and name', async () => {
    expect((await glance('orders-db')).names).toContain('secrets orders-db');
    expect((await glance('secret shop/orders-db')).names).toEqual(['secrets orders-db']);
    expect((await glance('console')).names).toEqual(['oauthclients console']);
    expect((await glance('shop')).names).toEqual(['namespaces shop']);
    const { names, looked, isComplete } = await glance('no such object');
    expect({ names, isComplete }).toEqual({ names: [], isComplete: true });
    expect(looked).toBeGreaterThan(150);
    expect((await glance('a', 3)).names).toHaveLength(3);
  });
});

describe('an object', () => {
  const view = async (
    key: string,
    options: { readonly reveal?: boolean; readonly showsManagedFields?: boolean } = {},
  ) => {
    const form = { showsManagedFields: false, reveal: false, ...options };
    return (await app.api.kubernetes.object({ source: source(), key: bytes(key), ...form })).object;
  };
  const firstOf = async (resource: string, namespace: string): Promise<string> => {
    const [page] = await objects({ resource, namespace, limit: 1 });
    return text(page?.objects[0]?.key.key ?? bytes(''));
  };

  it('is shown with who wrote it, what it refers to and how kubectl shows it', async () => {
    const key = await firstOf('/registry/pods/', 'shop');
    const pod = await view(key);
    const name = key.slice('/registry/pods/shop/'.length);
    expect(pod).toMatchObject({
      name: { apiVersion: 'v1', kind: 'Pod', namespace: 'shop', name },
      storedAs: 'protobuf',
      kubectl: `kubectl get pods ${name} -n shop -o yaml`,
      finalizers: [],
      deletionTimestamp: null,
      secretData: [],
    });
    expect(pod?.decoded.text).toContain(`  name: ${name}\n`);
    expect(pod?.decoded.text).not.toContain('managedFields');
    expect(pod?.managers.map(({ manager, subresource }) => [manager, subresource])).toEqual([
      ['kube-controller-manager', null],
      ['kubelet', 'status'],
    ]);
    expect(pod?.managers[0]?.fields).toEqual(['.spec.containers', '.spec.serviceAccountName']);
    const [owner, namespace] = pod?.links ?? [];
    expect(owner).toMatchObject({ relation: 'owner', kind: 'ReplicaSet' });
    expect(await view(text(owner?.key ?? bytes('')))).toMatchObject({
      name: { kind: 'ReplicaSet', name: owner?.name },
    });
    expect(namespace).toMatchObject({ relation: 'namespace', key: bytes('/registry/namespaces/shop') });
    expect((await view(key, { showsManagedFields: true }))?.decoded.text).toContain('managedFields');
  });

  it('tells why it is stuck', async () => {
    const namespace = await view('/registry/namespaces/staging');
    expect(namespace?.finalizers).toEqual(['kubernetes']);
    expect(namespace?.deletionTimestamp).toMatch(/^\d{4}-/);
    expect((await view('/registry/persistentvolumeclaims/staging/uploads'))?.finalizers).toEqual([
      'kubernetes.io/pvc-protection',
    ]);
  });

  it('covers a Secret until it is revealed', async () => {
    const key = await firstOf('/registry/secrets/', 'shop');
    const shown = await view(key, { reveal: true });
    const covered = await view(key);
    expect(shown?.secretData.length).toBeGreaterThan(0);
    expect(covered?.secretData).toEqual([]);
    expect(covered?.entry.isMasked).toBe(true);
    const crossed = JSON.stringify(covered) + Buffer.from(covered?.entry.value ?? []).toString();
    const { text: password } = shown?.secretData.find(({ name }) => name === 'password') ?? { text: null };
    expect(password).toMatch(/^.{8,}$/);
    expect(shown?.decoded.text).toContain(btoa(password ?? ''));
    expect(crossed).not.toContain(password);
    expect(crossed).not.toContain(btoa(password ?? ''));
  });

  it('is shown where it is JSON, encrypted, damaged or not there', async () => {
    expect(await view('/registry/backup.example/schedules/shop/nightly')).toMatchObject({
      storedAs: 'json',
      name: { kind: 'Schedule' },
      kubectl: 'kubectl get schedules.backup.example nightly -n shop -o yaml',
    });
    await cluster.etcdctl('put', '/registry/secrets/shop/sealed', 'k8s:enc:aescbc:v1:key1:0123456789abcdef');
    expect(await view('/registry/secrets/shop/sealed')).toMatchObject({
      storedAs: 'encrypted',
      managers: [],
      links: [{ relation: 'namespace', name: 'shop' }],
      decoded: { codec: 'encrypted' },
    });
    await cluster.etcdctl('put', '/registry/pods/shop/cut', 'no object');
    expect(await view('/registry/pods/shop/cut')).toMatchObject({ storedAs: 'other', managers: [], finalizers: [] });
    expect(await view('/registry/pods/shop/absent')).toBeNull();
    await cluster.etcdctl('del', '/registry/pods/shop/cut');
    await cluster.etcdctl('del', '/registry/secrets/shop/sealed');
  });
});

async function report(
  prefix: Uint8Array,
): Promise<{ readonly scanned: readonly number[]; readonly report: KubernetesReport }> {
  const scanned: number[] = [];
  for await (const notice of app.api.kubernetes.report({ source: source(), registry: prefix })) {
    if (notice.kind === 'report') return { scanned, report: notice.report };
    expect(notice.scanned).toBeLessThanOrEqual(notice.total ?? 0);
    scanned.push(notice.scanned);
  }
  throw new Error('a walk ended without a report');
}

describe('the report on a registry', () => {
  it('counts every key and every byte of it', async () => {
    const { report: told, scanned } = await report(registry);
    const { kvs } = await range(client, { key: registry, rangeEnd: bytes('/registry0') });
    const stored = kvs.filter(({ key }) => text(key) !== '/registry/health');
    expect(told.objects).toBe(stored.length);
    expect(told.bytes).toBe(stored.reduce((sum, { value }) => sum + value.length, 0));
    expect(told.use.reduce((sum, row) => sum + row.objects, 0)).toBe(stored.length);
    expect(scanned.at(-1)).toBe(kvs.length);
    expect(told.findingCounts.damaged).toBe(0);
  });

  it('finds the troubles that are there', async () => {
    const { findings, helmReleases, encryption } = (await report(registry)).report;
    const names = (kind: string) => findings.filter((one) => one.kind === kind).map(({ name }) => name);
    expect(names('stuckDelete')).toEqual(['staging', 'uploads']);
    expect(names('staleLease')).toContain('backup-operator');
    expect(names('missingNamespace')).toEqual([]);
    expect(names('danglingOwner')).toEqual([]);
    expect(helmReleases).toMatchObject([{ namespace: 'shop', name: 'frontend', latest: 3, status: 'deployed' }]);
    expect(encryption.every(({ provider }) => provider === null)).toBe(true);
  });

  it('is read at one revision, of the past too', async () => {
    const before = (await report(registry)).report;
    await cluster.etcdctl('put', '/registry/configmaps/shop/later', '{"apiVersion":"v1","kind":"ConfigMap"}');
    const now = (await report(registry)).report;
    expect(now.objects).toBe(before.objects + 1);
    const past = liveKeys(app.connection, before.revision);
    for await (const notice of app.api.kubernetes.report({ source: past, registry })) {
      if (notice.kind === 'report') expect(notice.report).toEqual({ ...before, dataTime: expect.any(Number) });
    }
    await cluster.etcdctl('del', '/registry/configmaps/shop/later');
  });

  it('judges the Leases of a past revision by the time that it was, not by today’s', async () => {
    let ahead = 0;
    const later = await openApp(cluster.draft(), { clock: { now: () => Date.now() + ahead } });
    try {
      const stale = async (revision: number | null) => {
        const past = liveKeys(later.connection, revision);
        for await (const notice of later.api.kubernetes.report({ source: past, registry })) {
          if (notice.kind !== 'report') continue;
          const { findings, revision } = notice.report;
          return { names: findings.filter(({ kind }) => kind === 'staleLease').map(({ name }) => name), revision };
        }
        throw new Error('a walk ended without a report');
      };
      const then = await stale(null);
      expect(then.names).toEqual(['backup-operator']);
      await cluster.etcdctl('put', '/registry/configmaps/shop/later', '{"apiVersion":"v1","kind":"ConfigMap"}');
      ahead = 3_600_000;
      expect((await stale(then.revision)).names).toEqual(then.names);
      expect((await stale(null)).names.length).toBeGreaterThan(then.names.length);
    } finally {
      await cluster.etcdctl('del', '/registry/configmaps/shop/later');
      await later.close();
    }
  });

  it('ends when it is cancelled', async () => {
    const stopping = new AbortController();
    const notices = app.api.kubernetes.report({ source: source(), registry }, { signal: stopping.signal });
    await expect(async () => {
      for await (const _ of notices) stopping.abort();
    }).rejects.toMatchObject({ code: 'Cancelled' });
  });
});

describe('the figures of a report', () => {
  const rowsOf = async (figure: ReportFigure, limit = 1_000) => {
    const rows: ReportRow[] = [];
    let parts = 0;
    let after: Uint8Array | null = null;
    do {
      const asked: RequestOf<'kubernetes.reportRows'> = { source: source(), registry, figure, after, limit };
      parts += 1;
      for await (const notice of app.api.kubernetes.reportRows(asked)) {
        if (notice.kind === 'rows') rows.push(...notice.rows);
        else if (notice.kind === 'ended') after = notice.next;
      }
    } while (after !== null);
    return { rows, parts };
  };

  it('open exactly the objects that they count', async () => {
    const { report: told } = await report(registry);
    for (const { resource, namespace, objects: count, bytes: size } of told.use) {
      const { rows } = await rowsOf({ kind: 'use', resource, namespace });
      expect([resource, rows.length, rows.reduce((sum, row) => sum + row.bytes, 0)]).toEqual([resource, count, size]);
    }
    for (const { resource, apiVersion, kind, objects: count } of told.storedVersions) {
      const figure = { kind: 'storedVersion', resource, apiVersion, objectKind: kind } as const;
      expect((await rowsOf(figure)).rows).toHaveLength(count);
    }
    for (const { objects: count, ...figure } of told.encryption) {
      expect((await rowsOf({ kind: 'encryption', ...figure })).rows).toHaveLength(count);
    }
    expect((await rowsOf({ kind: 'resource', resource: 'events' })).rows).toHaveLength(told.events.objects);
    for (const { namespace, name, revisions } of told.helmReleases) {
      expect((await rowsOf({ kind: 'helmRelease', namespace, name })).rows).toHaveLength(revisions);
    }
  });

  it('name the Secrets that lie in clear, and those that do not, and nothing that they hold', async () => {
    await cluster.etcdctl('put', '/registry/secrets/shop/sealed', 'k8s:enc:aescbc:v1:key1:0123456789abcdef');
    const clear = await rowsOf({ kind: 'encryption', resource: 'secrets', provider: null, keyName: null });
    const sealed = await rowsOf({ kind: 'encryption', resource: 'secrets', provider: 'aescbc', keyName: 'key1' });
    await cluster.etcdctl('del', '/registry/secrets/shop/sealed');
    expect(clear.rows.map(({ name }) => name)).toContain('orders-db');
    expect(clear.rows.map(({ name }) => name)).not.toContain('sealed');
    expect(sealed.rows).toMatchObject([{ name: 'sealed', namespace: 'shop', apiVersion: null, keyName: 'key1' }]);
    expect(JSON.stringify(clear.rows)).not.toContain('made-up-and-good-for-nothing');
  });

  it('come in parts that follow each other', async () => {
    const whole = await rowsOf({ kind: 'resource', resource: 'pods' });
    const parts = await rowsOf({ kind: 'resource', resource: 'pods' }, 7);
    expect(parts.rows).toEqual(whole.rows);
    expect(parts.parts).toBeGreaterThan(whole.rows.length / 7 - 1);
  });
});

describe.skipIf(kubernetesSources() === null)('a registry of golden objects', () => {
  it('is read without damage, every object with its resource', async () => {
    const entries = goldenEntries(goldenObjects());
    const prefix = bytes('/golden/');
    const moved = ({ key }: { readonly key: Uint8Array }) => bytes(text(key).replace('/registry/', '/golden/'));
    await seedRegistry(
      client,
      entries.map((entry) => ({ ...entry, key: moved(entry) })),
    );
    const { report: told } = await report(prefix);
    expect(told.objects).toBe(entries.length);
    expect(entries.length).toBeGreaterThan(90);
    expect(told.findingCounts).toMatchObject({ damaged: 0, stuckDelete: entries.length });
    const resources = await all(app.api.kubernetes.resources({ source: source(), registry: prefix }));
    expect(new Set(told.use.map(({ resource }) => resource))).toEqual(
      new Set(resources.map(({ group, resource }) => (group === null ? resource : `${resource}.${group}`))),
    );
  });
});
