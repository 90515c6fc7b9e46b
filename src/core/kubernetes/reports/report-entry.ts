import type { LeaseId } from '../../../contract/ids.ts';
import type { KeyValue } from '../../../contract/keys.ts';
import type { ReportedObject } from '../../../contract/kubernetes-reports.ts';
import type { ObjectHead } from '../../kubernetes-storage/heads/object-head.ts';
import { readHead } from '../../kubernetes-storage/heads/read-head.ts';
import { type StoredAs, storedAs } from '../../kubernetes-storage/heads/stored-as.ts';
import { type ObjectPlace, readObjectKey } from '../../kubernetes-storage/layout/object-key.ts';
import { qualified } from '../../kubernetes-storage/layout/qualified.ts';
import { brief } from './brief.ts';

/** One object of a registry, as every part of a report reads it. */
export interface ReportEntry {
  readonly key: Uint8Array;
  readonly place: ObjectPlace;
  /** The resource as kubectl names it, with its group where the key contains it. */
  readonly resource: string;
  readonly value: Uint8Array;
  /** How often the object was written since its creation. */
  readonly writes: number;
  readonly lease: LeaseId | null;
  /** `damaged`: the bytes are no object. */
  readonly storedAs: StoredAs | 'damaged';
  /** The head of the object; `null` where it cannot be read. */
  readonly head: ObjectHead | null;
  /** Why it is damaged; else `null`. */
  readonly damage: string | null;
}

/** Returns the entry of a key; `null` for keys that are no objects. */
export function reportEntry(registry: Uint8Array, { key, value, version, lease }: KeyValue): ReportEntry | null {
  const place = readObjectKey(registry, key);
  if (place === null) return null;
  return { key, place, resource: qualified(place), value, writes: version, lease, ...readable(value) };
}

/**
 * Returns the object as reports name it, its texts shortened. Copies the key: a view would keep alive the whole part's
 * bytes.
 */
export function reported({ key, place, resource }: Pick<ReportEntry, 'key' | 'place' | 'resource'>): ReportedObject {
  const { namespace, name } = place;
  return {
    key: new Uint8Array(key),
    resource: brief(resource),
    namespace: namespace && brief(namespace),
    name: brief(name),
  };
}

function readable(value: Uint8Array): Pick<ReportEntry, 'storedAs' | 'head' | 'damage'> {
  try {
    return { storedAs: storedAs(value), head: readHead(value), damage: null };
  } catch (error) {
    return { storedAs: 'damaged', head: null, damage: error instanceof Error ? error.message : String(error) };
  }
}
