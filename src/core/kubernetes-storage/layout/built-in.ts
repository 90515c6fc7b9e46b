/** A built-in kind, whose group is not in its keys. */
export interface BuiltIn {
  /** As kubectl names it. */
  readonly resource: string;
  readonly kind: string;
  readonly isNamespaced: boolean;
  /** Its path in a key. */
  readonly path: string;
}

const namespaced = `
compositepodgroups CompositePodGroup · configmaps ConfigMap · controllerrevisions ControllerRevision
cronjobs CronJob · csistoragecapacities CSIStorageCapacity · daemonsets DaemonSet · deployments Deployment
endpoints Endpoints services/endpoints · endpointslices EndpointSlice · events Event
evictionrequests EvictionRequest · evictions Eviction · horizontalpodautoscalers HorizontalPodAutoscaler
ingresses Ingress ingress · jobs Job
leasecandidates LeaseCandidate · leases Lease · limitranges LimitRange · networkpolicies NetworkPolicy
persistentvolumeclaims PersistentVolumeClaim · podcertificaterequests PodCertificateRequest
poddisruptionbudgets PodDisruptionBudget · podgroups PodGroup · podpresets PodPreset · pods Pod
podtemplates PodTemplate · replicasets ReplicaSet · replicationcontrollers ReplicationController controllers
resourceclaims ResourceClaim · resourceclaimtemplates ResourceClaimTemplate · resourcequotas ResourceQuota
rolebindings RoleBinding · roles Role · secrets Secret · serviceaccounts ServiceAccount
services Service services/specs · statefulsets StatefulSet · workloads Workload`;

const clusterScoped = `
certificatesigningrequests CertificateSigningRequest · clusterrolebindings ClusterRoleBinding
clusterroles ClusterRole · clustertrustbundles ClusterTrustBundle · csidrivers CSIDriver · csinodes CSINode
deviceclasses DeviceClass · devicetaintrules DeviceTaintRule · flowschemas FlowSchema · ingressclasses IngressClass
ipaddresses IPAddress · mutatingadmissionpolicies MutatingAdmissionPolicy
mutatingadmissionpolicybindings MutatingAdmissionPolicyBinding
mutatingwebhookconfigurations MutatingWebhookConfiguration · namespaces Namespace · nodes Node minions
persistentvolumes PersistentVolume · podsecuritypolicies PodSecurityPolicy podsecuritypolicy
priorityclasses PriorityClass · prioritylevelconfigurations PriorityLevelConfiguration
resourcepoolstatusrequests ResourcePoolStatusRequest · resourceslices ResourceSlice · runtimeclasses RuntimeClass
servicecidrs ServiceCIDR · storageclasses StorageClass · storageversionmigrations StorageVersionMigration
storageversions StorageVersion · validatingadmissionpolicies ValidatingAdmissionPolicy
validatingadmissionpolicybindings ValidatingAdmissionPolicyBinding
validatingwebhookconfigurations ValidatingWebhookConfiguration · volumeattachments VolumeAttachment
volumeattributesclasses VolumeAttributesClass`;

const builtIns: readonly BuiltIn[] = [...read(namespaced, true), ...read(clusterScoped, false)];
const byPath = new Map(builtIns.map((one) => [one.path, one]));
const byKind = new Map(builtIns.map((one) => [one.kind, one]));

/** Returns the kind whose keys continue so after the registry's prefix: `pods`, `minions`, `services/specs`. */
export function builtInAt(path: string): BuiltIn | undefined {
  return byPath.get(path);
}

/** Returns the kind of this name in a built-in group. */
export function builtInKind(apiVersion: string, kind: string): BuiltIn | undefined {
  return groups.has(groupOf(apiVersion)) ? byKind.get(kind) : undefined;
}

/** Returns the group of an apiVersion: `apps` of `apps/v1`; empty for `v1`. */
export function groupOf(apiVersion: string): string {
  const slash = apiVersion.indexOf('/');
  return slash < 0 ? '' : apiVersion.slice(0, slash);
}

/**
 * Groups whose names are not in keys. Not all groups of `k8s.io` are such: `gateway.networking.k8s.io` is a custom
 * resource's, and `apiextensions.k8s.io` and `apiregistration.k8s.io` are stored like one.
 */
const groups: ReadonlySet<string> = new Set([
  ...['', 'apps', 'autoscaling', 'batch', 'extensions', 'policy', 'admissionregistration.k8s.io'],
  ...[
    'certificates.k8s.io',
    'coordination.k8s.io',
    'discovery.k8s.io',
    'events.k8s.io',
    'flowcontrol.apiserver.k8s.io',
  ],
  ...[
    'internal.apiserver.k8s.io',
    'lifecycle.k8s.io',
    'networking.k8s.io',
    'node.k8s.io',
    'rbac.authorization.k8s.io',
    'resource.k8s.io',
  ],
  ...['scheduling.k8s.io', 'settings.k8s.io', 'storage.k8s.io', 'storagemigration.k8s.io'],
]);

function read(table: string, isNamespaced: boolean): readonly BuiltIn[] {
  return table
    .trim()
    .split(/ · |\n/)
    .map((row) => {
      const [resource = '', kind = '', path = resource] = row.split(' ');
      return { resource, kind, isNamespaced, path };
    });
}
