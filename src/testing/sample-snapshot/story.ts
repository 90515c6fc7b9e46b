import { namespaceObjects, sampleObjects } from '../../core/sandbox/sample-keyspace.ts';
import { type Json, namespaced, type SampleObject, uidOf } from '../../core/sandbox/sample-object.ts';
import { workloadObjects } from '../../core/sandbox/sample-workload.ts';
import { nodes, type Workload, workloads } from '../../core/sandbox/sample-world.ts';

/** One write: an object of the registry, a key of another program, or a deletion. Each is a revision of its own. */
export type StoryWrite =
  | { readonly object: SampleObject; readonly isEvent?: boolean }
  | { readonly key: string; readonly value: string | Uint8Array; readonly isLocked?: boolean }
  | { readonly deleted: string };

/** A part of the story: what was written from a time on, in milliseconds since 1970. */
export interface StoryStep {
  readonly at: number;
  readonly writes: readonly StoryWrite[];
  /** The history before this step is given up after it, as an API server does every five minutes. */
  readonly isCompacted?: boolean;
}

/** When the story begins: a Monday morning. */
const morning = Date.UTC(2026, 10, 16, 8, 0, 0);
const minute = 60_000;
/** How often the nodes renew their leases here; kubelets do so every ten seconds, which would fill the file. */
const renewalMinutes = 10;
const lastMinute = 180;

/**
 * Returns what happened to a shop's Kubernetes cluster in three hours: a release, a mistake in a configuration, a
 * namespace deleted with all that it held, a ConfigMap deleted by accident, and a namespace that does not end.
 */
export function sampleStory(): readonly StoryStep[] {
  const happened = [...chapters(), ...renewals()].toSorted((a, b) => a.at - b.at);
  return [{ at: morning, writes: beginning() }, ...happened];
}

const time = (after: number): number => morning + after * minute;
const stamp = (after: number): string => `${new Date(time(after)).toISOString().slice(0, 19)}Z`;

function beginning(): readonly StoryWrite[] {
  return [
    ...sampleObjects(morning).map((object) => ({ object })),
    ...reports().map((object) => ({ object })),
    { key: '/config/shop/feature-flags', value: '{"newCheckout":false,"winterSale":false}' },
    { key: '/config/shop/limits/cart', value: '100' },
    { key: '/config/shop/limits/search', value: '48' },
    { key: '/config/shop/owner', value: 'shop-team@shop.example' },
    { key: '/config/shop/logo', value: Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 0xff) },
    { key: '/locks/reindex/694d9a3b5c1e7f02', value: 'search-reindex-0', isLocked: true },
    { key: 'compact_rev_key', value: '0' },
  ];
}

function chapters(): readonly StoryStep[] {
  const frontend = workload('shop', 'frontend');
  const newFrontend = { ...frontend, image: frontend.image.replace('1.8.2', '1.8.3') };
  const orderWorker = workload('shop', 'order-worker');
  const more = { ...orderWorker, on: [...orderWorker.on, ...orderWorker.on.slice(0, 2)] };
  return [
    { at: time(5), writes: flags('{"newCheckout":false,"winterSale":true}'), isCompacted: true },
    { at: time(18), writes: rollout(frontend, newFrontend, 18) },
    { at: time(33), writes: [configMap('checkout', { 'checkout.yaml': 'currency: EUR\nretries: 5\n' })] },
    { at: time(47), writes: [configMap('checkout', { 'checkout.yaml': 'currency: EU\nretries: 5\n' })] },
    { at: time(52), writes: [event(52, 'checkout', 'Warning', 'Unhealthy', 'Readiness probe failed: HTTP 500')] },
    { at: time(55), writes: [configMap('checkout', { 'checkout.yaml': 'currency: EUR\nretries: 5\n' })] },
    { at: time(66), writes: [rotatedToken()] },
    { at: time(81), writes: deletionOfReports(81) },
    { at: time(97), writes: growth(orderWorker, more) },
    { at: time(112), writes: flags('{"newCheckout":true,"winterSale":true}') },
    { at: time(128), writes: [{ deleted: 'configmaps/shop/catalogue-config' }] },
    { at: time(129), writes: [event(129, 'catalogue', 'Warning', 'FailedMount', notFound)] },
    { at: time(144), writes: [{ key: '/config/shop/limits/search', value: '96' }] },
    { at: time(151), writes: [backupRun('nightly', 151)] },
    { at: time(165), writes: [event(165, 'frontend', 'Normal', 'Pulled', 'Container image is present on the node')] },
    {
      at: time(171),
      writes: [{ deleted: '/config/shop/owner' }, { key: '/config/shop/owner', value: 'platform@shop.example' }],
    },
  ];
}

const notFound = 'MountVolume.SetUp failed for volume "config": configmap "catalogue-config" not found';

function renewals(): readonly StoryStep[] {
  const leases = sampleObjects(morning).filter(({ path }) => path.startsWith('leases/kube-node-lease/'));
  const steps: StoryStep[] = [];
  for (let after = renewalMinutes; after <= lastMinute; after += renewalMinutes) {
    const renewTime = new Date(time(after)).toISOString().replace('Z', '000Z');
    const writes = leases.map((lease) => ({ object: withPart(lease, 'spec', { renewTime }) }));
    steps.push({ at: time(after), writes });
  }
  return steps;
}

/** The namespace that is deleted: a Deployment with what it owns, its configuration, and a Secret of nonsense. */
function reports(): readonly SampleObject[] {
  return [
    ...namespaceObjects('reports', morning),
    ...workloadObjects(reporter, morning),
    namespaced('secrets', 'v1', 'Secret', 'reports', 'warehouse', morning, {
      type: 'Opaque',
      data: { user: btoa('reports'), password: btoa('made-up-and-good-for-nothing') },
    }),
  ];
}

const reporter: Workload = {
  namespace: 'reports',
  name: 'report-builder',
  kind: 'Deployment',
  image: 'registry.example/shop/report-builder:2.1.0',
  port: 8080,
  on: nodes.slice(3, 5),
  config: { 'reports.yaml': 'warehouse: warehouse.example\nevery: 6h\n' },
};

/** Returns the writes of a deletion: the namespace is marked, then everything in it goes, then the namespace. */
function deletionOfReports(after: number): readonly StoryWrite[] {
  const objects = reports();
  const [namespace, ...held] = objects;
  if (namespace === undefined) return [];
  const marked = withPart(withPart(namespace, 'metadata', { deletionTimestamp: stamp(after) }), 'status', {
    phase: 'Terminating',
  });
  const ended = withPart(marked, 'spec', { finalizers: [] });
  return [
    { object: marked },
    ...held.map(({ path }) => ({ deleted: path })),
    { object: ended },
    { deleted: namespace.path },
  ];
}

/** Returns the writes of a release: a new ReplicaSet and its pods, one for one of the old, which is scaled to nothing. */
function rollout(before: Workload, afterwards: Workload, after: number): readonly StoryWrite[] {
  const old = workloadObjects(before, morning);
  const fresh = workloadObjects(afterwards, time(after));
  const of = (objects: readonly SampleObject[], resource: string): readonly SampleObject[] =>
    objects.filter(({ path }) => path.startsWith(`${resource}/`));
  const oldPods = of(old, 'pods');
  return [
    ...of(fresh, 'deployments').map((object) => ({ object: withOldMetadata(object, old) })),
    ...of(fresh, 'replicasets').map((object) => ({ object })),
    ...of(fresh, 'pods').flatMap((object, index) => [{ object }, ...deletions(oldPods.slice(index, index + 1))]),
    ...of(old, 'replicasets').map((object) => ({
      object: withPart(withPart(object, 'spec', { replicas: 0 }), 'status', { replicas: 0, readyReplicas: 0 }),
    })),
    event(after + 1, before.name, 'Normal', 'ScalingReplicaSet', 'Scaled up replica set to 3'),
  ];
}

const deletions = (objects: readonly SampleObject[]): readonly StoryWrite[] =>
  objects.map(({ path }) => ({ deleted: path }));

function growth(before: Workload, afterwards: Workload): readonly StoryWrite[] {
  const known = new Map(workloadObjects(before, morning).map((one) => [one.path, JSON.stringify(one.object)]));
  return workloadObjects(afterwards, morning)
    .filter(({ path, object }) => known.get(path) !== JSON.stringify(object))
    .map((object) => ({ object }));
}

function rotatedToken(): StoryWrite {
  const [secret] = sampleObjects(morning).filter(({ path }) => path === 'secrets/shop/payments-api');
  if (secret === undefined) throw new Error('the shop has no such secret');
  return { object: withPart(secret, 'data', { token: btoa('another-made-up-token') }) };
}

function configMap(name: string, data: Readonly<Record<string, string>>): StoryWrite {
  return { object: namespaced('configmaps', 'v1', 'ConfigMap', 'shop', `${name}-config`, morning, { data }) };
}

function backupRun(name: string, after: number): StoryWrite {
  const [schedule] = sampleObjects(morning).filter(({ path }) => path === `backup.example/schedules/shop/${name}`);
  if (schedule === undefined) throw new Error('the shop has no such schedule');
  return { object: withPart(schedule, 'status', { lastRun: stamp(after), result: 'Completed' }) };
}

const flags = (value: string): readonly StoryWrite[] => [{ key: '/config/shop/feature-flags', value }];

/** Returns an event about a Deployment of the shop; an API server attaches each to a lease of an hour. */
function event(after: number, about: string, type: string, reason: string, message: string): StoryWrite {
  const name = `${about}.${time(after).toString(16)}`;
  const involvedObject = {
    apiVersion: 'apps/v1',
    kind: 'Deployment',
    namespace: 'shop',
    name: about,
    uid: uidOf('deployments', about, 'shop'),
  };
  const at = { firstTimestamp: stamp(after), lastTimestamp: stamp(after), count: 1 };
  const object = namespaced('events', 'v1', 'Event', 'shop', name, time(after), {
    ...{ involvedObject, reason, message, type, ...at },
    source: { component: 'kubelet' },
  });
  return { object, isEvent: true };
}

function workload(namespace: string, name: string): Workload {
  const found = workloads.find((one) => one.namespace === namespace && one.name === name);
  if (found === undefined) throw new Error(`the sample has no ${namespace}/${name}`);
  return found;
}

/** Returns an object with other values in one of its parts. */
function withPart({ path, object }: SampleObject, part: string, values: Json): SampleObject {
  // Parts of an object are objects.
  return { path, object: { ...object, [part]: { ...(object[part] as Json | undefined), ...values } } };
}

/** Returns an object with the metadata that it had before: a change leaves uid and creation as they are. */
function withOldMetadata(changed: SampleObject, before: readonly SampleObject[]): SampleObject {
  const old = before.find(({ path }) => path === changed.path);
  return old === undefined ? changed : { ...changed, object: { ...changed.object, metadata: old.object.metadata } };
}
