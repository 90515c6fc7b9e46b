import { hash, namespaced, ownedBy, type SampleObject, writtenBy } from './sample-object.ts';
import type { Workload } from './sample-world.ts';

/** Returns a workload as Kubernetes has it: its controllers, pods, service account, service and configuration. */
export function workloadObjects(workload: Workload, now: number): readonly SampleObject[] {
  const { namespace, name, kind, image, port } = workload;
  const labels = { app: name };
  const container = { name, image, ...(port === null ? {} : { ports: [{ containerPort: port }] }) };
  // Every API server sets an empty one, and `kubectl debug` ends without it.
  const podSpec = { serviceAccountName: name, securityContext: {}, containers: [container] };
  const template = { metadata: { labels }, spec: podSpec };
  const count = workload.on.length;
  const objects: SampleObject[] = [namespaced('serviceaccounts', 'v1', 'ServiceAccount', namespace, name, now, {})];

  const replicaSet = `${name}-${hash(`${namespace}/${name}/${image}`, 9)}`;
  const pods = workload.on.map((node, index) => ({
    name:
      kind === 'Deployment' ? `${replicaSet}-${hash(`${replicaSet}/${index}`, 5)}` : podNameOf(workload, node, index),
    ip: `10.244.${node.index}.${10 + (Number.parseInt(hash(`${namespace}/${name}/${index}`, 2), 36) % 200)}`,
    node,
  }));

  if (kind === 'Deployment') {
    const spec = { replicas: count, selector: { matchLabels: labels }, template };
    const status = { replicas: count, readyReplicas: count, availableReplicas: count };
    const ofDeployment = { labels, annotations: { 'deployment.kubernetes.io/revision': '1' } };
    const updated = { ...status, updatedReplicas: count };
    objects.push(
      namespaced('deployments', 'apps/v1', 'Deployment', namespace, name, now, { spec, status: updated }, ofDeployment),
    );
    const owned = { ...ofDeployment, ...ownedBy('deployments', 'apps/v1', 'Deployment', namespace, name) };
    objects.push(
      namespaced('replicasets', 'apps/v1', 'ReplicaSet', namespace, replicaSet, now, { spec, status }, owned),
    );
  } else if (kind !== 'StaticPod') {
    const resource = kind === 'DaemonSet' ? 'daemonsets' : 'statefulsets';
    const spec = { selector: { matchLabels: labels }, template };
    objects.push(
      namespaced(
        resource,
        'apps/v1',
        kind,
        namespace,
        name,
        now,
        kind === 'DaemonSet'
          ? { spec, status: daemonStatus(count) }
          : { spec: { ...spec, replicas: count }, status: { replicas: count, readyReplicas: count } },
        { labels },
      ),
    );
  }
  const podOwner = {
    Deployment: ownedBy('replicasets', 'apps/v1', 'ReplicaSet', namespace, replicaSet),
    StatefulSet: ownedBy('statefulsets', 'apps/v1', 'StatefulSet', namespace, name),
    DaemonSet: ownedBy('daemonsets', 'apps/v1', 'DaemonSet', namespace, name),
    StaticPod: {},
  }[kind];
  const running = { running: { startedAt: `${new Date(now - 3_600_000).toISOString().slice(0, 19)}Z` } };
  for (const pod of pods) {
    const state = {
      spec: { ...podSpec, nodeName: pod.node.name },
      status: {
        phase: 'Running',
        podIP: pod.ip,
        podIPs: [{ ip: pod.ip }],
        conditions: [{ type: 'Ready', status: 'True' }],
        containerStatuses: [{ name, image, ready: true, started: true, restartCount: 0, state: running }],
      },
    };
    const about = { labels, ...podOwner, ...writtenBy(now) };
    objects.push(namespaced('pods', 'v1', 'Pod', namespace, pod.name, now, state, about));
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

const daemonStatus = (count: number) => ({
  desiredNumberScheduled: count,
  currentNumberScheduled: count,
  numberReady: count,
  updatedNumberScheduled: count,
  numberAvailable: count,
});

function podNameOf(workload: Workload, node: { readonly name: string }, index: number): string {
  if (workload.kind === 'StaticPod') return `${workload.name}-${node.name}`;
  return `${workload.name}-${workload.kind === 'StatefulSet' ? index : hash(`${workload.name}/${node.name}`, 5)}`;
}
