import { formatSeconds, zeroTime } from '../codec/time.ts';
import type { TypeMeta } from '../codec/type-meta.ts';
import { type HeldLease, lastApplied, type ObjectHead } from './object-head.ts';
import { ProtoFields } from './proto-fields.ts';

/** The field numbers that Kubernetes' own objects share. */
export const objectField = { metadata: 1, spec: 2 } as const;
/** The field numbers of `meta.v1.ObjectMeta`. None was ever reused. */
export const metaField = {
  name: 1,
  namespace: 3,
  uid: 5,
  deletionTimestamp: 9,
  labels: 11,
  annotations: 12,
  ownerReferences: 13,
  finalizers: 14,
  managedFields: 17,
} as const;
const ownerField = { kind: 1, name: 3, uid: 4, apiVersion: 5 } as const;
const timeField = { seconds: 1, nanos: 2 } as const;
const leaseField = { holderIdentity: 1, leaseDurationSeconds: 2, renewTime: 4 } as const;
const namespaceField = { finalizers: 1 } as const;

/**
 * Returns the head of a protobuf object. Reads only the metadata, and the few bytes of a Lease. Fails with
 * `ValueMalformed`.
 */
export function protobufHead({ apiVersion, kind, raw }: TypeMeta): ObjectHead {
  const object = new ProtoFields(raw);
  const meta = object.message(objectField.metadata);
  const namespace = meta.text(metaField.namespace);
  const spec = apiVersion === 'v1' && kind === 'Namespace' ? object.message(objectField.spec) : null;
  return {
    apiVersion,
    kind,
    name: meta.text(metaField.name),
    namespace: namespace === '' ? null : namespace,
    uid: meta.text(metaField.uid),
    deletionTimestamp: meta.has(metaField.deletionTimestamp)
      ? rfc3339(meta.message(metaField.deletionTimestamp))
      : null,
    finalizers: meta.texts(metaField.finalizers),
    namespaceFinalizers: spec?.texts(namespaceField.finalizers) ?? [],
    owners: meta.all(metaField.ownerReferences).map((bytes) => {
      const owner = new ProtoFields(bytes);
      return {
        apiVersion: owner.text(ownerField.apiVersion),
        kind: owner.text(ownerField.kind),
        name: owner.text(ownerField.name),
        uid: owner.text(ownerField.uid),
      };
    }),
    labels: meta.textMap(metaField.labels),
    managedFieldsBytes: meta.size(metaField.managedFields),
    lastAppliedBytes: lastAppliedBytes(meta),
    lease:
      kind === 'Lease' && apiVersion.startsWith('coordination.k8s.io/')
        ? heldLease(object.message(objectField.spec))
        : null,
  };
}

/** Returns a `meta.v1.Time` as RFC 3339; `null` for Go's zero time, and for an empty one. */
export function rfc3339(time: ProtoFields): string | null {
  const seconds = time.has(timeField.seconds) ? time.number(timeField.seconds) : zeroTime;
  return seconds === zeroTime ? null : `${formatSeconds(seconds)}Z`;
}

function lastAppliedBytes(meta: ProtoFields): number {
  for (const bytes of meta.all(metaField.annotations)) {
    const pair = new ProtoFields(bytes);
    if (pair.text(1) === lastApplied) return pair.bytes(2).length;
  }
  return 0;
}

function heldLease(spec: ProtoFields): HeldLease | null {
  const holder = spec.text(leaseField.holderIdentity);
  if (holder === '' || !spec.has(leaseField.renewTime)) return null;
  const renewed = spec.message(leaseField.renewTime);
  const milliseconds = Math.floor(renewed.number(timeField.nanos) / 1_000_000);
  return {
    holder,
    renewedAt: renewed.number(timeField.seconds) * 1_000 + milliseconds,
    durationMs: spec.number(leaseField.leaseDurationSeconds) * 1_000,
  };
}
