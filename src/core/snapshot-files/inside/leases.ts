import type { LeaseId } from '../../../contract/ids.ts';
import { viewOf } from '../bolt/integers.ts';
import { MessageFields } from '../key-value.ts';
import type { Entry } from './entry.ts';

/** A lease, without the keys that are attached to it. */
export interface StoredLease {
  readonly id: LeaseId;
  readonly grantedTTL: number;
}

/** Reads an entry of the bucket `lease`. */
export function readLease({ key, value }: Entry): StoredLease | null {
  if (key.length !== 8) return null;
  const fields = new MessageFields();
  fields.begin(viewOf(value), 0, value.length);
  let grantedTTL = 0;
  while (fields.next()) if (fields.field === 2 && !fields.isBytes) grantedTTL = fields.number;
  if (!fields.isValid || !Number.isSafeInteger(grantedTTL)) return null;
  return { id: Buffer.from(key).toString('hex') as LeaseId, grantedTTL }; // it is etcdctl's form
}
