import { createHash } from 'node:crypto';
import { namespaces, nodes, secrets, type Workload, workloads } from './sample-world.ts';

/** A key to write, with its value. */
export interface SampleEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

type Json = Readonly<Record<string, unknown>>;

interface SampleObject {
  /** The key without `/registry/`. */
  readonly path: string;
  readonly object: Json;
}

/**
 * A small Kubernetes cluster as its API server would lay it out beneath `/registry/`, with JSON for values: about 200
 * keys of a shop, its monitoring and the system. Always the same but for its times, which lie before `now`.
 */
export function sampleKeyspace(now: number): readonly SampleEntry[] {
  const text = new TextEncoder();
  const objects = [
    ...namespaces.flatMap((namespace) => namespaceObjects(namespace, now)),
    ...nodes.flatMap((node) => nodeObjects(node, now)),
    ...workloads.flatMap((workload) => workloadObjects(workload, now)),
    ...secrets.map((secret) =>
      namespaced('secrets', 'v1', 'Secret', secret.namespace, secret.name, now, {
        type: secret.type,
        data: Object.fromEntries(Object.entries(secret.data).map(([key, value]) => [key, btoa(value)])),
      }),
    ),
  ];
  return objects.map(({ path, object }) => ({
    key: text.encode(`/registry/${path}`),
    value: text.encode(JSON.stringify(object)),
  }));
}

function namespaceObjects(name: string, now: number): readonly SampleObject[] {
  const labels = { 'kubernetes.io/metadata.name': name };
  return [
    {
      path: `namespaces/${name}`,
      object: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { ...metadata('namespaces', name, now), labels },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Active' },
      },
    },
    namespaced('serviceaccounts', 'v1', 'ServiceAccount', name, 'default', now, {}),
    namespaced('configmaps', 'v1', 'ConfigMap', name, 'kube-root-ca.crt', now, {
      data: { 'ca.crt': '-----BEGIN CERTIFICATE-----\n(a sandbox has none)\n-----END CERTIFICATE-----\n' },
    }),
  ];
}

function nodeObjects(node: (typeof nodes)[number], now: number): readonly SampleObject[] {
  const lease = {
    holderIdentity: node.name,
    leaseDurationSeconds: 40,
    renewTime: new Date(now).toISOString().replace('Z', '000Z'),
  };
  return [
    {
      path: `minions/${node.name}`,
      object: {
        apiVersion: 'v1',
        kind: 'Node',
        metadata: {
          ...metadata('minions', node.name, now),
          labels: {
            'kubernetes.io/hostname': node.name,
            'kubernetes.io/os': 'linux',
            ...(node.isControlPlane ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
          },
        },
        spec: { podCIDR: `10.244.${node.index}.0/24`, providerID: `sandbox://${node.name}` },
        status: {
          addresses: [{ type: 'InternalIP', address: `10.0.0.${10 + node.index}` }],
          capacity: { cpu: '4', memory: '16384000Ki', pods: '110' },
          conditions: [{ type: 'Ready', status: 'True', reason: 'KubeletReady' }],
          nodeInfo: { kubeletVersion: 'v1.33.4', containerRuntimeVersion: 'containerd://2.0.5' },
        },
      },
    },
    namespaced('leases', 'coordination.k8s.io/v1', 'Lease', 'kube-node-lease', node.name, now, { spec: lease }),
  ];
}

function workloadObjects(workload: Workload, now: number): readonly SampleObject[] {
  const { namespace, name, kind, image, port } = workload;
  const labels = { app: name };
  const container = { name, image, ...(port === null ? {} : { ports: [{ containerPort: port }] }) };
  const template = { metadata: { labels }, spec: { serviceAccountName: name, containers: [container] } };
  const objects: SampleObject[] = [namespaced('serviceaccounts', 'v1', 'ServiceAccount', namespace, name, now, {})];

  const replicaSet = `${name}-${hash(`${namespace}/${name}/${image}`, 9)}`;
  const pods = workload.on.map((node, index) => ({
    name:
      kind === 'Deployment' ? `${replicaSet}-${hash(`${replicaSet}/${index}`, 5)}` : podNameOf(workload, node, index),
    ip: `10.244.${node.index}.${10 + (Number.parseInt(hash(`${namespace}/${name}/${index}`, 2), 36) % 200)}`,
    node,
  }));

  if (kind === 'Deployment') {
    const spec = { replicas: pods.length, selector: { matchLabels: labels }, template };
    const status = { replicas: pods.length, readyReplicas: pods.length };
    objects.push(namespaced('deployments', 'apps/v1', 'Deployment', namespace, name, now, { spec, status }));
    objects.push(namespaced('replicasets', 'apps/v1', 'ReplicaSet', namespace, replicaSet, now, { spec, status }));
  } else if (kind !== 'StaticPod') {
    const resource = kind === 'DaemonSet' ? 'daemonsets' : 'statefulsets';
    const spec = { selector: { matchLabels: labels }, template };
    objects.push(namespaced(resource, 'apps/v1', kind, namespace, name, now, { spec }));
  }
  for (const pod of pods) {
    objects.push(
      namespaced('pods', 'v1', 'Pod', namespace, pod.name, now, {
        spec: { nodeName: pod.node.name, serviceAccountName: name, containers: [container] },
        status: { phase: 'Running', podIP: pod.ip, conditions: [{ type: 'Ready', status: 'True' }] },
      }),
    );
  }
  if (port !== null) {
    const ports = [{ name: 'main', port, protocol: 'TCP' }];
    const clusterIP = `10.96.0.${Number.parseInt(hash(`${namespace}/${name}`, 2), 36) % 250}`;
    objects.push(
      namespaced('services/specs', 'v1', 'Service', namespace, name, now, {
        spec: { clusterIP, selector: labels, ports },
      }),
      namespaced('services/endpoints', 'v1', 'Endpoints', namespace, name, now, {
        subsets: [{ addresses: pods.map((pod) => ({ ip: pod.ip, nodeName: pod.node.name })), ports }],
      }),
    );
  }
  if (workload.config !== undefined) {
    objects.push(
      namespaced('configmaps', 'v1', 'ConfigMap', namespace, `${name}-config`, now, { data: workload.config }),
    );
  }
  return objects;
}

function podNameOf(workload: Workload, node: { readonly name: string }, index: number): string {
  if (workload.kind === 'StaticPod') return `${workload.name}-${node.name}`;
  return `${workload.name}-${workload.kind === 'StatefulSet' ? index : hash(`${workload.name}/${node.name}`, 5)}`;
}

function namespaced(
  resource: string,
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  now: number,
  rest: Json,
): SampleObject {
  const path = `${resource}/${namespace}/${name}`;
  const object = { apiVersion, kind, metadata: { ...metadata(resource, name, now, namespace), namespace }, ...rest };
  return { path, object };
}

function metadata(resource: string, name: string, now: number, namespace = ''): Json {
  const digest = createHash('sha256').update(`${resource}/${namespace}/${name}`).digest();
  const hex = digest.toString('hex');
  const uid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
  const ageSeconds = 3_600 + (digest.readUInt32BE(28) % (30 * 86_400));
  return { name, uid, creationTimestamp: `${new Date(now - ageSeconds * 1000).toISOString().slice(0, 19)}Z` };
}

/** A suffix as Kubernetes makes them: without vowels, so that it never spells a word. */
function hash(of: string, length: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const digest = createHash('sha256').update(of).digest();
  return Array.from({ length }, (_, index) => letters[(digest[index] ?? 0) % letters.length]).join('');
}
