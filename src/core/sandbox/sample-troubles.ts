import { gzipSync } from 'node:zlib';
import { type Json, metadata, namespaced, type SampleObject } from './sample-object.ts';

/** A namespace that stays Terminating, a claim with a finalizer that stays, and a Lease that is no longer renewed. */
export function troubles(now: number): readonly SampleObject[] {
  const deleted = `${new Date(now - 2 * 86_400_000).toISOString().slice(0, 19)}Z`;
  const claim = namespaced('persistentvolumeclaims', 'v1', 'PersistentVolumeClaim', 'staging', 'uploads', now, {
    spec: {
      accessModes: ['ReadWriteOnce'],
      resources: { requests: { storage: '20Gi' } },
      volumeName: 'pv-uploads',
    },
    status: { phase: 'Bound' },
  });
  const stuck = {
    deletionTimestamp: deleted,
    deletionGracePeriodSeconds: 0,
    finalizers: ['kubernetes.io/pvc-protection'],
  };
  return [
    {
      path: 'namespaces/staging',
      object: {
        apiVersion: 'v1',
        kind: 'Namespace',
        metadata: { ...metadata('namespaces', 'staging', now), deletionTimestamp: deleted },
        spec: { finalizers: ['kubernetes'] },
        status: { phase: 'Terminating' },
      },
    },
    { ...claim, object: { ...claim.object, metadata: { ...asJson(claim.object.metadata), ...stuck } } },
    namespaced('leases', 'coordination.k8s.io/v1', 'Lease', 'kube-system', 'backup-operator', now, {
      spec: {
        holderIdentity: 'backup-operator-0',
        leaseDurationSeconds: 15,
        renewTime: new Date(now - 9 * 86_400_000).toISOString().replace('Z', '000Z'),
      },
    }),
  ];
}

/** Returns objects of a custom resource, behind its definition. */
export function customObjects(now: number): readonly SampleObject[] {
  const objects = ['nightly', 'weekly'].map((name) =>
    namespaced('backup.example/schedules', 'backup.example/v1', 'Schedule', 'shop', name, now, {
      spec: { schedule: name === 'nightly' ? '0 3 * * *' : '0 4 * * 0', keep: 14 },
    }),
  );
  return [scheduleDefinition(now), ...objects];
}

/** API servers store definitions as `v1beta1`, later ones as well: it is shorter. */
function scheduleDefinition(now: number): SampleObject {
  const name = 'schedules.backup.example';
  const path = 'apiextensions.k8s.io/customresourcedefinitions';
  const names = {
    plural: 'schedules',
    singular: 'schedule',
    shortNames: ['sched'],
    kind: 'Schedule',
    listKind: 'ScheduleList',
  };
  const made = metadata(path, name, now);
  const column = (title: string, type: string, JSONPath: string): Json => ({ name: title, type, JSONPath });
  const condition = (type: string, reason: string): Json => ({
    ...{ type, status: 'True', lastTransitionTime: made.creationTimestamp, reason },
    message: reason === 'NoConflicts' ? 'no conflicts found' : 'the initial names have been accepted',
  });
  const spec = { type: 'object', properties: { schedule: { type: 'string' }, keep: { type: 'integer', minimum: 1 } } };
  return {
    path: `${path}/${name}`,
    object: {
      apiVersion: 'apiextensions.k8s.io/v1beta1',
      kind: 'CustomResourceDefinition',
      metadata: { ...made, generation: 1 },
      spec: {
        group: 'backup.example',
        version: 'v1',
        names,
        scope: 'Namespaced',
        validation: { openAPIV3Schema: { type: 'object', properties: { spec } } },
        versions: [{ name: 'v1', served: true, storage: true }],
        additionalPrinterColumns: [
          column('Schedule', 'string', '.spec.schedule'),
          column('Keep', 'integer', '.spec.keep'),
          column('Age', 'date', '.metadata.creationTimestamp'),
        ],
        conversion: { strategy: 'None' },
        preserveUnknownFields: false,
      },
      status: {
        conditions: [condition('NamesAccepted', 'NoConflicts'), condition('Established', 'InitialNamesAccepted')],
        acceptedNames: names,
        storedVersions: ['v1'],
      },
    },
  };
}

/** Returns a Secret with a release as Helm stores it: JSON, gzipped, in base64. */
export function helmRelease(namespace: string, name: string, version: number, now: number): SampleObject {
  const release = {
    name,
    namespace,
    version,
    info: { status: 'deployed' },
    chart: { metadata: { name, version: '1.8.2' } },
  };
  const packed = gzipSync(JSON.stringify(release)).toString('base64');
  const secret = namespaced('secrets', 'v1', 'Secret', namespace, `sh.helm.release.v1.${name}.v${version}`, now, {
    type: 'helm.sh/release.v1',
    data: { release: Buffer.from(packed).toString('base64') },
  });
  const labels = { name, owner: 'helm', status: 'deployed', version: String(version) };
  return { ...secret, object: { ...secret.object, metadata: { ...asJson(secret.object.metadata), labels } } };
}

// Made here, a few lines above.
const asJson = (metadata: unknown): Json => metadata as Json;
