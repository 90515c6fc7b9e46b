/** The releases with the versions that they no longer read, for all kinds or the listed ones. */
const removed: readonly (readonly [release: string, apiVersion: string, kinds: readonly string[] | 'all'])[] = [
  ['1.16', 'apps/v1beta1', 'all'],
  ['1.16', 'apps/v1beta2', 'all'],
  ['1.16', 'extensions/v1beta1', ['DaemonSet', 'Deployment', 'NetworkPolicy', 'PodSecurityPolicy', 'ReplicaSet']],
  ['1.22', 'admissionregistration.k8s.io/v1beta1', ['MutatingWebhookConfiguration', 'ValidatingWebhookConfiguration']],
  ['1.22', 'apiextensions.k8s.io/v1beta1', 'all'],
  ['1.22', 'apiregistration.k8s.io/v1beta1', 'all'],
  ['1.22', 'certificates.k8s.io/v1beta1', ['CertificateSigningRequest']],
  ['1.22', 'coordination.k8s.io/v1beta1', ['Lease']],
  ['1.22', 'extensions/v1beta1', ['Ingress']],
  ['1.22', 'networking.k8s.io/v1beta1', ['Ingress', 'IngressClass']],
  ['1.22', 'rbac.authorization.k8s.io/v1beta1', 'all'],
  ['1.22', 'scheduling.k8s.io/v1beta1', ['PriorityClass']],
  ['1.22', 'storage.k8s.io/v1beta1', ['CSIDriver', 'CSINode', 'StorageClass', 'VolumeAttachment']],
  ['1.23', 'rbac.authorization.k8s.io/v1alpha1', 'all'],
  ['1.23', 'scheduling.k8s.io/v1alpha1', ['PriorityClass']],
  ['1.25', 'autoscaling/v2beta1', 'all'],
  ['1.25', 'batch/v1beta1', ['CronJob']],
  ['1.25', 'discovery.k8s.io/v1beta1', ['EndpointSlice']],
  ['1.25', 'events.k8s.io/v1beta1', ['Event']],
  ['1.25', 'node.k8s.io/v1beta1', ['RuntimeClass']],
  ['1.25', 'policy/v1beta1', ['PodDisruptionBudget', 'PodSecurityPolicy']],
  ['1.26', 'autoscaling/v2beta2', 'all'],
  ['1.26', 'flowcontrol.apiserver.k8s.io/v1beta1', 'all'],
  ['1.27', 'storage.k8s.io/v1beta1', ['CSIStorageCapacity']],
  ['1.29', 'flowcontrol.apiserver.k8s.io/v1beta2', 'all'],
  ['1.32', 'flowcontrol.apiserver.k8s.io/v1beta3', 'all'],
];

/** Returns the Kubernetes release that no longer reads a version, `1.25`; `null` where none is known. */
export function removedIn(apiVersion: string, kind: string): string | null {
  const found = removed.find(
    ([, version, kinds]) => version === apiVersion && (kinds === 'all' || kinds.includes(kind)),
  );
  return found?.[0] ?? null;
}
