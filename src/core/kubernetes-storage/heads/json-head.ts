import { JsonMembers, jsonBytes } from './json-members.ts';
import { type HeldLease, lastApplied, type ObjectHead } from './object-head.ts';

/** Returns the head of a parsed object; `null` where it has no kind, as every Kubernetes object has. */
export function jsonHead(value: unknown): ObjectHead | null {
  const object = new JsonMembers(value);
  const [apiVersion, kind] = [object.text('apiVersion'), object.text('kind')];
  if (apiVersion === '' || kind === '') return null;
  const meta = object.of('metadata');
  const namespace = meta.text('namespace');
  const isNamespace = apiVersion === 'v1' && kind === 'Namespace';
  return {
    apiVersion,
    kind,
    name: meta.text('name'),
    namespace: namespace === '' ? null : namespace,
    uid: meta.text('uid'),
    deletionTimestamp: meta.text('deletionTimestamp') || null,
    finalizers: meta.texts('finalizers'),
    namespaceFinalizers: isNamespace ? object.of('spec').texts('finalizers') : [],
    owners: meta.list('ownerReferences').map((one) => {
      const owner = new JsonMembers(one);
      return {
        apiVersion: owner.text('apiVersion'),
        kind: owner.text('kind'),
        name: owner.text('name'),
        uid: owner.text('uid'),
      };
    }),
    labels: meta.of('labels').textMap(),
    managedFieldsBytes: jsonBytes(meta.raw('managedFields')),
    lastAppliedBytes: Buffer.byteLength(meta.of('annotations').text(lastApplied)),
    lease: kind === 'Lease' && apiVersion.startsWith('coordination.k8s.io/') ? heldLease(object.of('spec')) : null,
  };
}

function heldLease(spec: JsonMembers): HeldLease | null {
  const holder = spec.text('holderIdentity');
  const renewedAt = Date.parse(spec.text('renewTime'));
  if (holder === '' || Number.isNaN(renewedAt)) return null;
  return { holder, renewedAt, durationMs: spec.number('leaseDurationSeconds') * 1_000 };
}
