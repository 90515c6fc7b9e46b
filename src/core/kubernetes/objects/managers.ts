import type { FieldManager } from '../../../contract/kubernetes.ts';
import { FieldPaths, type WrittenPaths } from '../../kubernetes-storage/heads/field-paths.ts';
import { JsonMembers } from '../../kubernetes-storage/heads/json-members.ts';
import { ProtoFields } from '../../kubernetes-storage/heads/proto-fields.ts';
import { metaField, objectField, rfc3339 } from '../../kubernetes-storage/heads/protobuf-head.ts';
import { parseJson, type StoredDocument } from '../../kubernetes-storage/heads/stored-document.ts';

const entryField = { manager: 1, operation: 2, time: 4, fieldsV1: 7, subresource: 8 } as const;
const rawField = 1;

/** API servers merge updaters beyond ten; appliers are as many as the controllers and people that apply. */
const mostManagers = 1_000;

/** The writers of an object's parts, from its managedFields, as far as shown. */
export interface Managers {
  readonly managers: readonly FieldManager[];
  /** How many more managers there are. */
  readonly managersLeftOut: number;
}

/** Reads the writers of an object's parts: the first thousand managers, and as many paths as `FieldPaths` writes. */
export function readManagers(document: StoredDocument): Managers {
  const paths = new FieldPaths();
  return document.form === 'json'
    ? firstOf(ofJson(document.object), (entry) => jsonManager(entry, paths))
    : firstOf(ofProtobuf(document.meta.raw), (entry) => protobufManager(entry, paths));
}

function firstOf<T>(entries: readonly T[], read: (entry: T) => FieldManager): Managers {
  const managers = entries.slice(0, mostManagers).map(read);
  return { managers, managersLeftOut: entries.length - managers.length };
}

function ofProtobuf(raw: Uint8Array): readonly Uint8Array[] {
  return new ProtoFields(raw).message(objectField.metadata).all(metaField.managedFields);
}

function protobufManager(bytes: Uint8Array, paths: FieldPaths): FieldManager {
  const entry = new ProtoFields(bytes);
  return {
    manager: entry.text(entryField.manager),
    operation: entry.text(entryField.operation),
    subresource: entry.text(entryField.subresource) || null,
    time: entry.has(entryField.time) ? rfc3339(entry.message(entryField.time)) : null,
    ...pathsOf(entry.message(entryField.fieldsV1).bytes(rawField), paths),
  };
}

function ofJson(object: unknown): readonly unknown[] {
  return new JsonMembers(object).of('metadata').list('managedFields');
}

function jsonManager(one: unknown, paths: FieldPaths): FieldManager {
  const entry = new JsonMembers(one);
  return {
    manager: entry.text('manager'),
    operation: entry.text('operation'),
    subresource: entry.text('subresource') || null,
    time: entry.text('time') || null,
    ...paths.of(entry.raw('fieldsV1')),
  };
}

/** Returns no paths where they are not JSON: servers can be set to write CBOR. */
function pathsOf(json: Uint8Array, paths: FieldPaths): WrittenPaths {
  let fieldsV1: unknown;
  try {
    fieldsV1 = parseJson(json);
  } catch {
    return { fields: [], fieldsLeftOut: 0 };
  }
  return paths.of(fieldsV1);
}
