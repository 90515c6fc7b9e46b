import { beforeAll, describe, expect, it } from 'vitest';
import type { KeyValue } from '../../../contract/keys.ts';
import type { KubernetesReport, ReportFinding } from '../../../contract/kubernetes-reports.ts';
import { goldenObjects, kubernetesSources } from '../../../testing/kubernetes/golden-objects.ts';
import { registryEntries } from '../../../testing/kubernetes/registry-mix.ts';
import { testPorts } from '../../../testing/ports.ts';
import { encodeObject } from '../../kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../kubernetes-storage/codec/schema.ts';
import { packEntries } from '../../sources/packed-entries.ts';
import { startReport } from './report-job.ts';

let schema: KubernetesSchema;
beforeAll(async () => {
  schema = await loadKubernetesSchema(testPorts('unused').resourcesFolder);
});

interface Stored {
  readonly key: string;
  /**
   * An object is stored as protobuf where the schema has it in `protobuf`, else as JSON; bytes are stored as they are.
   */
  readonly value: object | Uint8Array | string;
  readonly version?: number;
  readonly lease?: string;
}

const now = Date.parse('2026-06-01T12:00:00Z');
const registry = new Uint8Array(Buffer.from('/registry/'));

function toEntry({ key, value, version = 1, lease }: Stored): KeyValue {
  const bytes =
    typeof value === 'string' || value instanceof Uint8Array
      ? Buffer.from(value)
      : Buffer.from(isProtobuf(key) ? encodeObject(schema, JSON.stringify(value), null) : JSON.stringify(value));
  const meta = { createRevision: 1, modRevision: version, version, lease: (lease ?? null) as KeyValue['lease'] }; // made up
  return { key: new Uint8Array(Buffer.from(`/registry/${key}`)), value: new Uint8Array(bytes), ...meta };
}

const isProtobuf = (key: string) => !/^[^/]*\./.test(key);

async function reportOn(
  stored: readonly Stored[],
  namespaces: readonly string[] | null = ['shop', 'kube-system'],
  dataTime: number | null = now,
): Promise<Omit<KubernetesReport, 'revision'>> {
  const job = await startReport({ registry, namespaces, times: { dataTime, now } });
  // Two at a time, so that owners and what they own come in different parts.
  for (let at = 0; at < stored.length; at += 2) await job.take(packEntries(stored.slice(at, at + 2).map(toEntry)));
  return await job.finish();
}

const meta = (name: string, more: object = {}) => ({
  metadata: { name, namespace: 'shop', uid: `uid-${name}`, ...more },
});
const pod = (name: string, more: object = {}) => ({ apiVersion: 'v1', kind: 'Pod', ...meta(name, more) });
const ownedBy = (kind: string, name: string, apiVersion = 'apps/v1') => ({
  ownerReferences: [{ apiVersion, kind, name, uid: `uid-${name}` }],
});
const found = (report: Pick<KubernetesReport, 'findings'>, kind: ReportFinding['kind']) =>
  report.findings.filter((one) => one.kind === kind).map(({ name, detail }) => `${name}: ${detail}`);

describe('a report', () => {
  it('adds up what each resource takes in each namespace', async () => {
    const managed = { managedFields: [{ manager: 'kubectl', operation: 'Apply' }] };
    const applied = { annotations: { 'kubectl.kubernetes.io/last-applied-configuration': '{}' } };
    const report = await reportOn([
      { key: 'health', value: 'true' },
      { key: 'pods/shop/a', value: pod('a', managed), version: 3 },
      { key: 'pods/shop/b', value: pod('b', applied), version: 4 },
      { key: 'pods/kube-system/c', value: pod('c') },
      { key: 'velero.io/backups/shop/d', value: { apiVersion: 'velero.io/v1', kind: 'Backup', ...meta('d') } },
    ]);
    const row = (resource: string, namespace: string) =>
      report.use.find((one) => one.resource === resource && one.namespace === namespace);
    expect(report.objects).toBe(4);
    expect(row('pods', 'shop')).toMatchObject({ objects: 2, writes: 7, lastAppliedBytes: 2 });
    expect(row('pods', 'shop')?.managedFieldsBytes).toBeGreaterThan(15);
    expect(row('pods', 'kube-system')).toMatchObject({ objects: 1, writes: 1, managedFieldsBytes: 0 });
    expect(row('backups.velero.io', 'shop')).toMatchObject({ objects: 1 });
    expect(report.use.reduce((sum, { bytes }) => sum + bytes, 0)).toBe(report.bytes);
    expect(report.storedVersions).toContainEqual({
      apiVersion: 'velero.io/v1',
      kind: 'Backup',
      resource: 'backups.velero.io',
      objects: 1,
      removedIn: null,
    });
  });

  it('ranks the hundred largest and the hundred that were written most', async () => {
    const stored = Array.from({ length: 150 }, (_, index) => ({
      key: `configmaps/shop/c${index}`,
      value: { apiVersion: 'v1', kind: 'ConfigMap', ...meta(`c${index}`), data: { a: 'x'.repeat(index * 10) } },
      version: 1 + ((index * 7) % 150),
    }));
    const { largest, busiest } = await reportOn(stored);
    expect(largest.map(({ name }) => name)).toEqual(Array.from({ length: 100 }, (_, index) => `c${149 - index}`));
    expect(busiest.map(({ amount }) => amount)).toEqual(Array.from({ length: 100 }, (_, index) => 150 - index));
    expect(Buffer.from(largest[0]?.key ?? []).toString()).toBe('/registry/configmaps/shop/c149');
  });

  it('finds deletions that finalizers hold', async () => {
    const deletionTimestamp = '2026-05-30T10:00:00Z';
    const report = await reportOn([
      { key: 'pods/shop/held', value: pod('held', { deletionTimestamp, finalizers: ['example.com/hook'] }) },
      { key: 'pods/shop/leaving', value: pod('leaving', { deletionTimestamp }) },
      { key: 'pods/shop/living', value: pod('living', { finalizers: ['example.com/hook'] }) },
      {
        key: 'namespaces/shop',
        value: {
          apiVersion: 'v1',
          kind: 'Namespace',
          metadata: { name: 'shop', deletionTimestamp },
          spec: { finalizers: ['kubernetes'] },
        },
      },
    ]);
    expect(found(report, 'stuckDelete')).toEqual([
      `held: example.com/hook since ${deletionTimestamp}`,
      `shop: kubernetes since ${deletionTimestamp}`,
    ]);
  });

  it('finds objects none of whose owners exists', async () => {
    const set = (name: string, more: object = {}) => ({
      apiVersion: 'apps/v1',
      kind: 'ReplicaSet',
      ...meta(name, more),
    });
    const report = await reportOn([
      { key: 'deployments/shop/web', value: { apiVersion: 'apps/v1', kind: 'Deployment', ...meta('web') } },
      { key: 'pods/shop/kept', value: pod('kept', ownedBy('ReplicaSet', 'set')) },
      { key: 'pods/shop/lost', value: pod('lost', ownedBy('ReplicaSet', 'gone')) },
      {
        key: 'pods/shop/shared',
        value: pod('shared', {
          ownerReferences: [
            ...ownedBy('ReplicaSet', 'gone').ownerReferences,
            ...ownedBy('ReplicaSet', 'set').ownerReferences,
          ],
        }),
      },
      { key: 'pods/shop/of-secret', value: pod('of-secret', ownedBy('Secret', 'sealed', 'v1')) },
      { key: 'pods/shop/of-cr', value: pod('of-cr', ownedBy('Thing', 'odd', 'odd.io/v1')) },
      { key: 'replicasets/shop/set', value: set('set', ownedBy('Deployment', 'web')) },
      { key: 'secrets/shop/sealed', value: 'k8s:enc:aesgcm:v1:key1:...' },
    ]);
    expect(found(report, 'danglingOwner')).toEqual(['lost: ReplicaSet gone', 'of-cr: Thing odd']);
  });

  it('finds objects in namespaces that do not exist, where it knows any', async () => {
    const stored = [
      { key: 'pods/gone/a', value: pod('a') },
      { key: 'pods/shop/b', value: pod('b') },
      { key: 'minions/n', value: { apiVersion: 'v1', kind: 'Node', metadata: { name: 'n' } } },
    ];
    expect(found(await reportOn(stored), 'missingNamespace')).toEqual(['a: gone']);
    expect(found(await reportOn(stored, null), 'missingNamespace')).toEqual([]);
  });

  it('finds leases that nobody renewed in twice their duration', async () => {
    const lease = (holderIdentity: string, renewTime: string) => ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      ...meta('l'),
      spec: { holderIdentity, leaseDurationSeconds: 40, renewTime },
    });
    const report = await reportOn([
      { key: 'leases/kube-system/fresh', value: lease('a', '2026-06-01T11:59:30.000000Z') },
      { key: 'leases/kube-system/late', value: lease('b', '2026-06-01T11:58:50.000000Z') },
      { key: 'leases/kube-system/stale', value: lease('c', '2026-06-01T11:58:30.000000Z') },
      { key: 'leases/kube-system/released', value: lease('', '2026-01-01T00:00:00.000000Z') },
    ]);
    expect(found(report, 'staleLease')).toEqual(['stale: c, renewed 2026-06-01T11:58:30.000Z']);
    expect(report.dataTime).toBe(now);
  });

  it('judges leases by their own newest renewal where nobody knows when the data was so', async () => {
    const lease = (renewTime: string) => ({
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      ...meta('l'),
      spec: { holderIdentity: 'a', leaseDurationSeconds: 40, renewTime },
    });
    const stored = [
      { key: 'leases/kube-system/ahead', value: lease('2027-01-01T00:00:00.000000Z') },
      { key: 'leases/kube-system/dead', value: lease('2020-01-01T00:00:00.000000Z') },
      { key: 'leases/kube-system/live', value: lease('2020-02-01T00:00:00.000000Z') },
    ];
    const report = await reportOn(stored, null, null);
    expect(found(report, 'staleLease')).toEqual(['dead: a, renewed 2020-01-01T00:00:00.000Z']);
    expect(report.dataTime).toBe(Date.parse('2020-02-01T00:00:00Z'));
    // What was renewed later than now tells no time.
    const untold = await reportOn(stored.slice(0, 1), null, null);
    expect([found(untold, 'staleLease'), untold.dataTime]).toEqual([[], null]);
  });

  it('counts events by their leases, and finds those without', async () => {
    const event = { apiVersion: 'v1', kind: 'Event', ...meta('e'), involvedObject: {} };
    const report = await reportOn([
      { key: 'events/shop/a', value: event, lease: '0000000000000001' },
      { key: 'events/shop/b', value: event, lease: '0000000000000001' },
      { key: 'events/shop/c', value: event },
    ]);
    expect(report.events).toMatchObject({ objects: 3, leases: 1 });
    expect(report.findings.map(({ kind, name }) => `${kind} ${name}`)).toEqual(['eventWithoutLease c']);
  });

  it('tells who encrypted what, by the key’s name or by the KMS’s id of it', async () => {
    const kms = Buffer.concat([Buffer.from('k8s:enc:kms:v2:vault:\x0a\x01x\x12\x06'), Buffer.from('key-42')]);
    const secret = { apiVersion: 'v1', kind: 'Secret', ...meta('s') };
    const report = await reportOn([
      { key: 'secrets/shop/a', value: secret },
      { key: 'secrets/shop/b', value: 'k8s:enc:aescbc:v1:key1:...' },
      { key: 'secrets/shop/c', value: 'k8s:enc:aescbc:v1:key1:...' },
      { key: 'secrets/shop/d', value: kms },
      { key: 'secrets/shop/e', value: Buffer.from('k8s:enc:kms:v2:vault:\xff', 'latin1') },
    ]);
    expect(report.encryption.map(({ provider, keyName, objects }) => [provider, keyName, objects])).toEqual([
      [null, null, 1],
      ['aescbc', 'key1', 2],
      ['kms', 'key-42', 1],
      ['kms', 'vault', 1],
    ]);
    expect(report.findingCounts.damaged).toBe(0);
  });

  it('tells Helm’s releases by the Secrets that keep them', async () => {
    const revision = (status: string) => ({
      apiVersion: 'v1',
      kind: 'Secret',
      ...meta('r', { labels: { owner: 'helm', status } }),
      type: 'helm.sh/release.v1',
    });
    const report = await reportOn([
      { key: 'secrets/shop/sh.helm.release.v1.web.store.v1', value: revision('superseded') },
      { key: 'secrets/shop/sh.helm.release.v1.web.store.v10', value: revision('failed') },
      { key: 'secrets/shop/sh.helm.release.v1.web.store.v2', value: revision('superseded') },
      { key: 'secrets/shop/sh.helm.release.v1.sealed.v1', value: 'k8s:enc:aescbc:v1:key1:...' },
    ]);
    expect(report.helmReleases).toMatchObject([
      { namespace: 'shop', name: 'web.store', revisions: 3, latest: 10, status: 'failed' },
      { namespace: 'shop', name: 'sealed', revisions: 1, latest: 1, status: null },
    ]);
  });

  it('says of a damaged Secret nothing that it holds', async () => {
    const value = '{"apiVersion":"v1","kind":"Secret","data":{"password":aHVudGVyMg==}}';
    const report = await reportOn([{ key: 'secrets/shop/cut', value }]);
    expect(found(report, 'damaged')).toEqual(['cut: No JSON, at byte 0 of the value']);
  });

  it('names what is damaged, and goes on', async () => {
    const report = await reportOn([
      { key: 'pods/shop/cut', value: 'k8s\0\x0a\xff' },
      { key: 'pods/shop/empty', value: '' },
      { key: 'pods/shop/fine', value: pod('fine') },
    ]);
    expect(found(report, 'damaged').map((line) => line.split(':')[0])).toEqual(['cut', 'empty']);
    expect(report.objects).toBe(3);
  });

  it('names the first thousand of each finding and counts them all', async () => {
    const stored = Array.from({ length: 1_200 }, (_, index) => ({ key: `pods/gone/p${index}`, value: '' }));
    const { findings, findingCounts } = await reportOn(stored);
    expect(findings).toHaveLength(2_000);
    expect(findingCounts).toMatchObject({ damaged: 1_200, missingNamespace: 1_200 });
  });

  it('says which release stopped to read a stored version', async () => {
    const { storedVersions } = await reportOn([
      { key: 'cronjobs/shop/a', value: { apiVersion: 'batch/v1beta1', kind: 'CronJob', ...meta('a') } },
      { key: 'cronjobs/shop/b', value: { apiVersion: 'batch/v1', kind: 'CronJob', ...meta('b') } },
      {
        key: 'ipaddresses/c',
        value: { apiVersion: 'networking.k8s.io/v1beta1', kind: 'IPAddress', metadata: { name: 'c' } },
      },
    ]);
    expect(storedVersions.map(({ apiVersion, removedIn }) => [apiVersion, removedIn])).toEqual([
      ['batch/v1beta1', '1.25'],
      ['batch/v1', null],
      ['networking.k8s.io/v1beta1', null],
    ]);
  });
});

describe.skipIf(kubernetesSources() === null)('a report on golden objects', () => {
  it('reads every one of them, fast', async () => {
    const job = await startReport({ registry, namespaces: null, times: { dataTime: now, now } });
    const entries = [...registryEntries(goldenObjects(), 20_000)].map(({ key, value }) => ({
      ...{ key, value, version: 1, createRevision: 1, modRevision: 1, lease: null },
    }));
    const parts = Array.from({ length: 40 }, (_, at) => packEntries(entries.slice(at * 500, (at + 1) * 500)));
    const since = performance.now();
    for (const part of parts) await job.take(part);
    const report = await job.finish();
    expect(report.objects).toBe(20_000);
    expect(report.findingCounts.damaged).toBe(0);
    // A machine with much else to do takes several times as long as an idle one: 0.3 s.
    expect(performance.now() - since).toBeLessThan(10_000);
  });
});
