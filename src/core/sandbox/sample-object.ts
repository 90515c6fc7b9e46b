import { createHash } from 'node:crypto';

/** A part of an object. */
export type Json = Readonly<Record<string, unknown>>;

/** An object, and where it is stored. */
export interface SampleObject {
  /** The key without `/registry/`. */
  readonly path: string;
  readonly object: Json;
}

/** Returns an object of a namespace, under the key that an API server gives it. */
export function namespaced(
  resource: string,
  apiVersion: string,
  kind: string,
  namespace: string,
  name: string,
  now: number,
  rest: Json,
  more: Json = {},
): SampleObject {
  const path = `${resource}/${namespace}/${name}`;
  const own = { ...metadata(resource, name, now, namespace), namespace, ...more };
  return { path, object: { apiVersion, kind, metadata: own, ...rest } };
}

/** Returns the metadata of an object that a controller owns. */
export function ownedBy(resource: string, apiVersion: string, kind: string, namespace: string, name: string): Json {
  const uid = uidOf(resource, name, namespace);
  return { ownerReferences: [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }] };
}

/** Returns managedFields, in which the API server records who wrote which fields. */
export function writtenBy(now: number): Json {
  const time = `${new Date(now - 3_600_000).toISOString().slice(0, 19)}Z`;
  const record = (manager: string, fieldsV1: Json, subresource: Json = {}): Json => ({
    manager,
    operation: 'Update',
    apiVersion: 'v1',
    time,
    fieldsType: 'FieldsV1',
    fieldsV1,
    ...subresource,
  });
  return {
    managedFields: [
      record('kube-controller-manager', { 'f:spec': { 'f:containers': {}, 'f:serviceAccountName': {} } }),
      record(
        'kubelet',
        { 'f:status': { 'f:conditions': {}, 'f:phase': {}, 'f:podIP': {} } },
        { subresource: 'status' },
      ),
    ],
  };
}

const digestOf = (resource: string, name: string, namespace: string): Buffer =>
  createHash('sha256').update(`${resource}/${namespace}/${name}`).digest();

/** Returns the same uid for the same object every time. */
export function uidOf(resource: string, name: string, namespace: string): string {
  const hex = digestOf(resource, name, namespace).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Returns the metadata of an object that was made between an hour and 30 days before `now`. */
export function metadata(resource: string, name: string, now: number, namespace = ''): Json {
  const ageSeconds = 3_600 + (digestOf(resource, name, namespace).readUInt32BE(28) % (30 * 86_400));
  return {
    name,
    uid: uidOf(resource, name, namespace),
    creationTimestamp: `${new Date(now - ageSeconds * 1000).toISOString().slice(0, 19)}Z`,
  };
}

/** Returns a name suffix as Kubernetes makes them: without vowels, so that it never spells a word. */
export function hash(of: string, length: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const digest = createHash('sha256').update(of).digest();
  return Array.from({ length }, (_, index) => letters[(digest[index] ?? 0) % letters.length]).join('');
}
