import { encodeObject } from '../kubernetes-storage/codec/encode.ts';
import { canDecode, type KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';
import { hash, metadata, namespaced, ownedBy, type SampleObject, writtenBy } from './sample-object.ts';
import { customObjects, helmRelease, troubles } from './sample-troubles.ts';
import { namespaces, nodes, secrets, type Workload, workloads } from './sample-world.ts';

/** A key to write with its value. */
export interface SampleEntry {
  readonly key: Uint8Array;
  readonly value: Uint8Array;
}

/**
 * Returns a small Kubernetes cluster as its API server would store it beneath `/registry/`: built-in kinds as protobuf,
 * custom resources as JSON.
 */
export function sampleKeyspace(schema: KubernetesSchema, now: number): readonly SampleEntry[] {
  const text = new TextEncoder();
  return sampleObjects(now).map(({ path, object }) => {
    const json = JSON.stringify(object);
    const isKnown = canDecode(schema, String(object.apiVersion), String(object.kind));
    return {
      key: text.encode(`/registry/${path}`),
      value: isKnown ? encodeObject(schema, json, null) : text.encode(json),
    };
  });
}

/**
 * Returns the objects of a shop, its monitoring and the system, about 200 of them, with some typical troubles. The same
 * each time except for their times, which are before `now`.
 */
export function sampleObjects(now: number): readonly SampleObject[] {
  return [
    ...namespaces.flatMap((namespace) => namespaceObjects(namespace, now)),
    ...nodes.flatMap((node) => nodeObjects(node, now)),
    ...workloads.flatMap((workload) => workloadObjects(workload, now)),
    ...secrets.map((secret) =>
      namespaced('secrets', 'v1', 'Secret', secret.namespace, secret.name, now, {
        type: secret.type,
        data: Object.fromEntries(Object.entries(secret.data).map(([key, value]) => [key, btoa(value)])),
      }),
    ),
    ...troubles(now),
    ...customObjects(now),
    helmRelease('shop', 'frontend', 3, now),
  ];
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
    const owner = ownedBy('deployments', 'apps/v1', 'Deployment', namespace, name);
    objects.push(
      namespaced('replicasets', 'apps/v1', 'ReplicaSet', namespace, replicaSet, now, { spec, status }, owner),
    );
  } else if (kind !== 'StaticPod') {
    const resource = kind === 'DaemonSet' ? 'daemonsets' : 'statefulsets';
    const spec = { selector: { matchLabels: labels }, template };
    objects.push(namespaced(resource, 'apps/v1', kind, namespace, name, now, { spec }));
  }
  const podOwner = {
    Deployment: ownedBy('replicasets', 'apps/v1', 'ReplicaSet', namespace, replicaSet),
    StatefulSet: ownedBy('statefulsets', 'apps/v1', 'StatefulSet', namespace, name),
    DaemonSet: ownedBy('daemonsets', 'apps/v1', 'DaemonSet', namespace, name),
    StaticPod: {},
  }[kind];
  for (const pod of pods) {
    const state = {
      spec: { nodeName: pod.node.name, serviceAccountName: name, containers: [container] },
      status: { phase: 'Running', podIP: pod.ip, conditions: [{ type: 'Ready', status: 'True' }] },
    };
    objects.push(namespaced('pods', 'v1', 'Pod', namespace, pod.name, now, state, { ...podOwner, ...writtenBy(now) }));
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
