import type { SnapshotInside, SnapshotPermission } from '../../../contract/snapshot-report.ts';
import { copyBytes } from '../../bytes/bytes.ts';
import { viewOf } from '../bolt/integers.ts';
import { MessageFields } from '../key-value.ts';
import { type Entry, mostListed, textOfEntry } from './entry.ts';

const permissionTypes: readonly SnapshotPermission['type'][] = ['read', 'write', 'readwrite'];

/** Reads an entry of the bucket `authUsers`: all but the password's hash. */
export function readUser({ key, value }: Entry): SnapshotInside['users'][number] | null {
  const roles: string[] = [];
  let hasPassword = false;
  const isMessage = eachField(value, (fields) => {
    if (fields.field === 2) hasPassword = fields.to > fields.from;
    if (fields.field === 3 && roles.length < mostListed)
      roles.push(textOfEntry(value.subarray(fields.from, fields.to)));
  });
  return isMessage ? { name: textOfEntry(key), roles, hasPassword } : null;
}

/** Reads an entry of the bucket `authRoles`. */
export function readRole({ key, value }: Entry): SnapshotInside['roles'][number] | null {
  const permissions: SnapshotPermission[] = [];
  let isWhole = true;
  const isMessage = eachField(value, (fields) => {
    if (fields.field !== 2 || permissions.length >= mostListed) return;
    const permission = readPermission(value.subarray(fields.from, fields.to));
    if (permission === null) isWhole = false;
    else permissions.push(permission);
  });
  return isMessage && isWhole ? { name: textOfEntry(key), permissions } : null;
}

function readPermission(value: Uint8Array): SnapshotPermission | null {
  let type: SnapshotPermission['type'] | undefined = 'read';
  let key: Uint8Array = new Uint8Array(0);
  let rangeEnd: Uint8Array = new Uint8Array(0);
  const isMessage = eachField(value, (fields) => {
    if (fields.field === 1) type = permissionTypes[fields.number];
    if (fields.field === 2) key = copyBytes(value, fields.from, fields.to);
    if (fields.field === 3) rangeEnd = copyBytes(value, fields.from, fields.to);
  });
  return isMessage && type !== undefined ? { type, key, rangeEnd } : null;
}

function eachField(value: Uint8Array, take: (fields: MessageFields) => void): boolean {
  const fields = new MessageFields();
  fields.begin(viewOf(value), 0, value.length);
  while (fields.next()) take(fields);
  return fields.isValid;
}
