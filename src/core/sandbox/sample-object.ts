import { createHash } from 'node:crypto';

/** A JSON object. */
export type Json = Readonly<Record<string, unknown>>;

/** An object, and where it is stored. */
export interface SampleObject {
  /** The key without `/registry/`. */
  readonly path: string;
  readonly object: Json;
}

/** Returns an object in a namespace; `more` joins its metadata, `rest` the object itself. */
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

/** Returns the metadata that makes an object a part of its controller. */
export function ownedBy(resource: string, apiVersion: string, kind: string, namespace: string, name: string): Json {
  const uid = uidOf(resource, name, namespace);
  return { ownerReferences: [{ apiVersion, kind, name, uid, controller: true, blockOwnerDeletion: true }] };
}

/** As the API server records who wrote which fields. */
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

/** Returns the UID of an object: the same for the same name, in the form of a UUID. */
export function uidOf(resource: string, name: string, namespace: string): string {
  const hex = digestOf(resource, name, namespace).toString('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

/** Returns an object's name, UID and age: an hour to a month. */
export function metadata(resource: string, name: string, now: number, namespace = ''): Json {
  const ageSeconds = 3_600 + (digestOf(resource, name, namespace).readUInt32BE(28) % (30 * 86_400));
  return {
    name,
    uid: uidOf(resource, name, namespace),
    creationTimestamp: `${new Date(now - ageSeconds * 1000).toISOString().slice(0, 19)}Z`,
  };
}

/** A suffix as Kubernetes makes them: without vowels, so that it never spells a word. */
export function hash(of: string, length: number): string {
  const letters = 'bcdfghjklmnpqrstvwxz2456789';
  const digest = createHash('sha256').update(of).digest();
  return Array.from({ length }, (_, index) => letters[(digest[index] ?? 0) % letters.length]).join('');
}
