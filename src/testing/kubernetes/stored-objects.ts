import { fileURLToPath } from 'node:url';
import { encodeObject } from '../../core/kubernetes-storage/codec/encode.ts';
import { loadKubernetesSchema } from '../../core/kubernetes-storage/codec/load-schema.ts';
import type { KubernetesSchema } from '../../core/kubernetes-storage/codec/schema.ts';
import { magic } from '../../core/kubernetes-storage/codec/type-meta.ts';
import { WireWriter } from '../../core/kubernetes-storage/codec/wire-writer.ts';

/** The schema that ships. */
export function shippedSchema(): Promise<KubernetesSchema> {
  return loadKubernetesSchema(fileURLToPath(new URL('../../../resources', import.meta.url)));
}

/** The bytes that `write` makes. */
export function wired(write: (writer: WireWriter) => void): Uint8Array {
  const writer = new WireWriter();
  write(writer);
  return writer.finish();
}

/** Returns the bytes that a registry stores for an object whose message is `raw`. */
export function storedAs(apiVersion: string, kind: string, raw: Uint8Array): Uint8Array {
  const names = wired((writer) => {
    writer.field(1, apiVersion);
    writer.field(2, kind);
  });
  return Buffer.concat([
    magic,
    wired((writer) => {
      writer.field(1, names);
      writer.field(2, raw);
      writer.field(3, '');
      writer.field(4, '');
    }),
  ]);
}

/** A few objects with every shape of field, for use without golden objects. */
export function objectsByHand(schema: KubernetesSchema): readonly Uint8Array[] {
  const metadata = {
    name: 'web',
    namespace: 'shop',
    uid: '6f0c2a52-5e7a-4d2b-9c39-0f7e3d1c2b1a',
    creationTimestamp: '2026-11-21T04:00:00Z',
    labels: { 'app.kubernetes.io/name': 'web', 10: 'ten', 9: 'nine' },
    managedFields: [
      {
        manager: 'kubectl',
        operation: 'Update',
        apiVersion: 'v1',
        time: '2026-11-21T04:00:01Z',
        fieldsType: 'FieldsV1',
        fieldsV1: { 'f:metadata': { 'f:labels': { 10: {}, 9: {} } } },
      },
    ],
  };
  return [
    {
      apiVersion: 'v1',
      kind: 'Pod',
      metadata,
      spec: {
        containers: [
          { name: 'web', image: 'web:1', resources: { limits: { memory: '1Gi', cpu: '500m' } } },
          { name: 'log', image: 'log:1', livenessProbe: { httpGet: { port: 'health' }, periodSeconds: 5 } },
        ],
        volumes: [{ name: 'cache', emptyDir: {} }],
      },
    },
    {
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata,
      data: { text: 'a <b> & "c"\n' },
      binaryData: { bytes: 'AAEC/w==' },
    },
    {
      apiVersion: 'coordination.k8s.io/v1',
      kind: 'Lease',
      metadata,
      spec: { holderIdentity: 'node', leaseDurationSeconds: 40, renewTime: '2026-11-21T04:00:00.123456Z' },
    },
    { apiVersion: 'apps/v1', kind: 'ControllerRevision', metadata, revision: 7, data: { 10: 1, 9: [2, { x: null }] } },
  ].map((object) => encodeObject(schema, JSON.stringify(object), null));
}
