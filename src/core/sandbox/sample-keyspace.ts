import { encodeObject } from '../kubernetes-storage/codec/encode.ts';
import { canDecode, type KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';
import { metadata, namespaced, type SampleObject } from './sample-object.ts';
import { customObjects, helmRelease, troubles } from './sample-troubles.ts';
import { workloadObjects } from './sample-workload.ts';
import { namespaces, nodes, secrets, workloads } from './sample-world.ts';

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
  return sampleObjects(now).map((object) => storedObject(schema, object));
}

/** Returns an object as an API server stores it. */
export function storedObject(schema: KubernetesSchema, { path, object }: SampleObject): SampleEntry {
  const text = new TextEncoder();
  const json = JSON.stringify(object);
  // A resource with its group in its key is stored as JSON, whatever its kind.
  const hasGroup = path.slice(0, path.indexOf('/')).includes('.');
  const isKnown = !hasGroup && canDecode(schema, String(object.apiVersion), String(object.kind));
  return {
    key: text.encode(`/registry/${path}`),
    value: isKnown ? encodeObject(schema, json, null) : text.encode(json),
  };
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

/** Returns a namespace, and what controllers make in every one. */
export function namespaceObjects(name: string, now: number): readonly SampleObject[] {
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
