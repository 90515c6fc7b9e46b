import type { ListedKey } from '../../../contract/listed-key.ts';
import { compareBytes } from '../../bytes/bytes.ts';
import type { ObjectPlace } from '../../kubernetes-storage/layout/object-key.ts';

/** An object to be written, with what decides its order. */
export interface OrderedObject {
  readonly listed: ListedKey;
  readonly rank: number;
  /** Empty where it cannot be read. */
  readonly uid: string;
  /** The uids of its owners. */
  readonly owners: readonly string[];
}

/** Resources that others refer to by name, and that need no owner to be of use. */
const referredTo: ReadonlySet<string> = new Set([
  ...['configmaps', 'secrets', 'serviceaccounts', 'roles', 'rolebindings', 'clusterroles', 'clusterrolebindings'],
  ...['limitranges', 'resourcequotas', 'persistentvolumes', 'persistentvolumeclaims', 'priorityclasses'],
  ...['storageclasses', 'runtimeclasses'],
]);

/**
 * Returns when objects of a resource are written: Namespaces first, the definitions of custom resources, what others
 * refer to, everything else, and Pods last.
 */
export function rankOf(place: Pick<ObjectPlace, 'group' | 'resource'> | null): number {
  if (place === null) return 3;
  const { group, resource } = place;
  if (group !== null) return resource === 'customresourcedefinitions' ? 1 : 3;
  if (resource === 'namespaces') return 0;
  if (referredTo.has(resource)) return 2;
  return resource === 'pods' ? 4 : 3;
}

/**
 * Returns objects in the order to write them: by rank and key, and each owner before what it owns. The garbage
 * collector deletes an object at once whose owner does not exist.
 */
export function inWriteOrder(objects: readonly OrderedObject[]): readonly OrderedObject[] {
  const byUid = new Map(objects.map((object) => [object.uid, object]));
  const sorted = [...objects].sort(
    (one, other) => one.rank - other.rank || compareBytes(one.listed.key, other.listed.key),
  );
  const written = new Set<OrderedObject>();
  const begun = new Set<OrderedObject>();
  for (const first of sorted) {
    // An explicit stack instead of recursion: the objects decide the depth. Owners in a circle are begun once.
    const waiting = [first];
    for (let object = waiting.at(-1); object !== undefined; object = waiting.at(-1)) {
      const owners = begun.has(object) ? [] : ownersIn(object, byUid).filter((owner) => !begun.has(owner));
      begun.add(object);
      if (owners.length > 0) {
        waiting.push(...owners);
        continue;
      }
      written.add(object);
      waiting.pop();
    }
  }
  return [...written];
}

function ownersIn({ owners }: OrderedObject, byUid: ReadonlyMap<string, OrderedObject>): readonly OrderedObject[] {
  return owners.flatMap((uid) => (uid === '' ? [] : (byUid.get(uid) ?? [])));
}
