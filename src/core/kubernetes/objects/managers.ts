import type { FieldManager } from '../../../contract/kubernetes.ts';
import { fieldPaths } from './field-paths.ts';
import { JsonMembers } from './json-members.ts';
import { ProtoFields } from './proto-fields.ts';
import { metaField, objectField, rfc3339 } from './protobuf-head.ts';
import { parseJson, type StoredDocument } from './stored-document.ts';

const entryField = { manager: 1, operation: 2, time: 4, fieldsV1: 7, subresource: 8 } as const;
const rawField = 1;

/** Who wrote which part of an object, of its managedFields. */
export function readManagers(document: StoredDocument): readonly FieldManager[] {
  return document.form === 'json' ? ofJson(document.object) : ofProtobuf(document.meta.raw);
}

function ofProtobuf(raw: Uint8Array): readonly FieldManager[] {
  const entries = new ProtoFields(raw).message(objectField.metadata).all(metaField.managedFields);
  return entries.map((bytes) => {
    const entry = new ProtoFields(bytes);
    return {
      manager: entry.text(entryField.manager),
      operation: entry.text(entryField.operation),
      subresource: entry.text(entryField.subresource) || null,
      time: entry.has(entryField.time) ? rfc3339(entry.message(entryField.time)) : null,
      fields: pathsOf(entry.message(entryField.fieldsV1).bytes(rawField)),
    };
  });
}

function ofJson(object: unknown): readonly FieldManager[] {
  const entries = new JsonMembers(object).of('metadata').list('managedFields');
  return entries.map((one) => {
    const entry = new JsonMembers(one);
    return {
      manager: entry.text('manager'),
      operation: entry.text('operation'),
      subresource: entry.text('subresource') || null,
      time: entry.text('time') || null,
      fields: fieldPaths(entry.raw('fieldsV1')),
    };
  });
}

/** None where they are not JSON: servers can be set to write CBOR. */
function pathsOf(json: Uint8Array): readonly string[] {
  try {
    return fieldPaths(parseJson(json));
  } catch {
    return [];
  }
}
