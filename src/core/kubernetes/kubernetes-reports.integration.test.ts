import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RequestOf } from '../../contract/api.ts';
import { liveKeys } from '../../contract/key-source.ts';
import type { KubernetesReport, ReportFigure, ReportRow } from '../../contract/kubernetes-reports.ts';
import { goldenObjects, kubernetesSources } from '../../testing/kubernetes/golden-objects.ts';
import {
  all,
  bytes,
  type RegistryWorld,
  registry,
  startRegistryWorld,
  text,
} from '../../testing/kubernetes/registry-world.ts';
import { goldenEntries, seedRegistry } from '../../testing/kubernetes/seed-registry.ts';
import { openApp } from '../../testing/opened-app.ts';
import { range } from '../etcd/kv.ts';

let world: RegistryWorld;
beforeAll(async () => {
  world = await startRegistryWorld();
});
afterAll(() => world?.close());

async function report(
  prefix: Uint8Array,
): Promise<{ readonly scanned: readonly number[]; readonly report: KubernetesReport }> {
  const scanned: number[] = [];
  for await (const notice of world.app.api.kubernetes.report({ source: world.source(), registry: prefix })) {
    if (notice.kind === 'report') return { scanned, report: notice.report };
    expect(notice.scanned).toBeLessThanOrEqual(notice.total ?? 0);
    scanned.push(notice.scanned);
  }
  throw new Error('a walk ended without a report');
}

describe('the report on a registry', () => {
  it('counts every key and every byte of it', async () => {
    const { report: told, scanned } = await report(registry);
    const { kvs } = await range(world.client, { key: registry, rangeEnd: bytes('/registry0') });
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
    await world.cluster.etcdctl('put', '/registry/configmaps/shop/later', '{"apiVersion":"v1","kind":"ConfigMap"}');
    const now = (await report(registry)).report;
    expect(now.objects).toBe(before.objects + 1);
    const past = liveKeys(world.app.connection, before.revision);
    for await (const notice of world.app.api.kubernetes.report({ source: past, registry })) {
      if (notice.kind === 'report') expect(notice.report).toEqual({ ...before, dataTime: expect.any(Number) });
    }
    await world.cluster.etcdctl('del', '/registry/configmaps/shop/later');
  });

  it('judges the Leases of a past revision by the time that it was, not by today’s', async () => {
    let ahead = 0;
    const later = await openApp(world.cluster.draft(), { clock: { now: () => Date.now() + ahead } });
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
      await world.cluster.etcdctl('put', '/registry/configmaps/shop/later', '{"apiVersion":"v1","kind":"ConfigMap"}');
      ahead = 3_600_000;
      expect((await stale(then.revision)).names).toEqual(then.names);
      expect((await stale(null)).names.length).toBeGreaterThan(then.names.length);
    } finally {
      await world.cluster.etcdctl('del', '/registry/configmaps/shop/later');
      await later.close();
    }
  });

  it('ends when it is cancelled', async () => {
    const stopping = new AbortController();
    const notices = world.app.api.kubernetes.report({ source: world.source(), registry }, { signal: stopping.signal });
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
      const asked: RequestOf<'kubernetes.reportRows'> = { source: world.source(), registry, figure, after, limit };
      parts += 1;
      for await (const notice of world.app.api.kubernetes.reportRows(asked)) {
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
    await world.cluster.etcdctl('put', '/registry/secrets/shop/sealed', 'k8s:enc:aescbc:v1:key1:0123456789abcdef');
    const clear = await rowsOf({ kind: 'encryption', resource: 'secrets', provider: null, keyName: null });
    const sealed = await rowsOf({ kind: 'encryption', resource: 'secrets', provider: 'aescbc', keyName: 'key1' });
    await world.cluster.etcdctl('del', '/registry/secrets/shop/sealed');
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
      world.client,
      entries.map((entry) => ({ ...entry, key: moved(entry) })),
    );
    const { report: told } = await report(prefix);
    expect(told.objects).toBe(entries.length);
    expect(entries.length).toBeGreaterThan(90);
    expect(told.findingCounts).toMatchObject({ damaged: 0, stuckDelete: entries.length });
    const resources = await all(world.app.api.kubernetes.resources({ source: world.source(), registry: prefix }));
    expect(new Set(told.use.map(({ resource }) => resource))).toEqual(
      new Set(resources.map(({ group, resource }) => (group === null ? resource : `${resource}.${group}`))),
    );
  });
});
