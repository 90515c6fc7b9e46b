import { posix } from 'node:path';
import { kubeadmManifest } from '../../../contract/connections/profile.ts';
import { readJson } from '../../kubernetes-storage/codec/json-tree.ts';
import { printYaml } from '../../values/yaml/print-yaml.ts';
import { flagsAsOneWord } from './flag-spellings.ts';
import type { StartFlag, StartSettings } from './start-settings.ts';

/** Where the kubelet asks how the member is: without TLS, which it has no client certificate for. kubeadm's port. */
const probed = { host: '127.0.0.1', port: 2381 };

/** Says that the version has to be put in by hand, in a form that no registry has. */
const unknownVersion = 'VERSION';

/**
 * Returns a static pod's manifest, laid out and printed as kubeadm does, for the kubelet's folder. It has one
 * flag more than the start's other spellings: the URL for its probes. None of them asks for quorum or for a vote: a
 * learner refuses linearizable reads, and restarting a member helps no cluster without quorum.
 */
export function staticPod(
  { name, dataDir, clientURLs, version }: Pick<StartSettings, 'name' | 'dataDir' | 'clientURLs' | 'version'>,
  flags: readonly StartFlag[],
  files: readonly string[],
): string {
  const folders = [...new Set(files.map((file) => posix.dirname(file)))].filter((folder) => folder !== dataDir);
  const metrics = { name: 'listen-metrics-urls', value: `http://${probed.host}:${probed.port}` };
  const volumes = [
    { name: 'etcd-data', path: dataDir },
    ...folders.map((path, at) => ({ name: at === 0 ? 'etcd-certs' : `etcd-certs-${at + 1}`, path })),
  ];
  const container = {
    name: 'etcd',
    // etcd's own releases, which exist for every version; those with kubeadm's suffix do not.
    image: `registry.k8s.io/etcd:${version === null ? unknownVersion : `v${version}`}`,
    imagePullPolicy: 'IfNotPresent',
    // The kubelet takes `$(NAME)` for a variable, and `$$` for a `$`.
    command: ['etcd', ...flagsAsOneWord([...flags, metrics]).map((word) => word.replaceAll('$', '$$$$'))],
    livenessProbe: probe(8),
    startupProbe: probe(24),
    resources: { requests: { cpu: '100m', memory: '100Mi' } },
    volumeMounts: volumes.map((volume) => ({ name: volume.name, mountPath: volume.path })),
  };
  const pod = {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: 'etcd',
      namespace: 'kube-system',
      // kubeadm finds the members' endpoints by it.
      annotations: { 'kubeadm.kubernetes.io/etcd.advertise-client-urls': clientURLs.join(',') },
      labels: { component: 'etcd', tier: 'control-plane' },
    },
    spec: {
      hostNetwork: true,
      priority: 2_000_001_000,
      priorityClassName: 'system-node-critical',
      securityContext: { seccompProfile: { type: 'RuntimeDefault' } },
      containers: [container],
      volumes: volumes.map((volume) => ({
        name: volume.name,
        hostPath: { path: volume.path, type: 'DirectoryOrCreate' },
      })),
    },
  };
  return `# ${kubeadmManifest}, member ${name}\n${printYaml(readJson(JSON.stringify(pod)))}`;
}

function probe(failureThreshold: number): object {
  const path = '/health?exclude=NOSPACE&serializable=true';
  return {
    httpGet: { ...probed, path, scheme: 'HTTP' },
    initialDelaySeconds: 10,
    periodSeconds: 10,
    timeoutSeconds: 15,
    failureThreshold,
  };
}
