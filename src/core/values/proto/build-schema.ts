import type { Enum, Field, Type } from 'protobufjs';
import { everyType, isExtension, loadProto, type ProtoFile } from './load-proto.ts';
import { protoInvalid } from './proto-invalid.ts';
import type { ProtoEnum, ProtoField, ProtoMessage, ProtoScalar, ProtoSchema, ProtoType } from './proto-schema.ts';

/** Enough for any schema that people write; every large value takes a copy of it to its thread. */
const mostParts = 50_000;
const longestName = 256;

/** Returns the full names of the messages that the files define, in the order of the files. Fails with `ProtoInvalid`. */
export async function messagesIn(files: readonly ProtoFile[]): Promise<readonly string[]> {
  const root = await loadProto(files);
  const own = everyType(root).filter(({ filename }) => filename !== null);
  return own.slice(0, mostParts).map(nameOf);
}

/** Returns a message's schema from the files. Fails with `ProtoInvalid`. */
export async function buildSchema(files: readonly ProtoFile[], message: string): Promise<ProtoSchema> {
  const root = await loadProto(files);
  const found = everyType(root).find((type) => nameOf(type) === message);
  if (found === undefined) throw protoInvalid(files[0]?.file ?? 'the files', null, `there is no message ${message}`);
  return schemaOf(found, files);
}

function schemaOf(found: Type, files: readonly ProtoFile[]): ProtoSchema {
  const messages = new Map<string, ProtoMessage>();
  const enums = new Map<string, ProtoEnum>();
  const open: Type[] = [found];
  let parts = 0;
  for (let type = open.pop(); type !== undefined; type = open.pop()) {
    if (messages.has(nameOf(type))) continue;
    const fields = type.fieldsArray.filter((field) => !isExtension(field)).toSorted((a, b) => a.id - b.id);
    count([nameOf(type), ...fields.map(({ name }) => name)], type);
    const own = fields.map(fieldOf);
    messages.set(nameOf(type), {
      name: nameOf(type),
      byNumber: new Map(own.map((field) => [field.number, field])),
      byName: new Map(own.map((field) => [field.name, field])),
    });
    for (const { resolvedType } of fields) {
      if (resolvedType === null) continue;
      if (isType(resolvedType)) open.push(resolvedType);
      else if (!enums.has(nameOf(resolvedType))) {
        count(Object.keys(resolvedType.values), type);
        enums.set(nameOf(resolvedType), enumOf(resolvedType));
      }
    }
  }
  return { root: nameOf(found), messages, enums };

  function count(names: readonly string[], { filename }: Type): void {
    const file = files[Number(filename ?? Number.NaN)]?.file ?? 'the files';
    const long = names.find((name) => name.length > longestName);
    if (long !== undefined) throw protoInvalid(file, null, `a name is too long: ${long}`);
    parts += names.length;
    if (parts > mostParts)
      throw protoInvalid(file, null, `${nameOf(found)} is made of more than ${mostParts} fields and values`);
  }
}

const isType = (type: Type | Enum): type is Type => 'fieldsArray' in type;

/** The library begins full names with a dot. */
const nameOf = ({ fullName }: Type | Enum): string => fullName.slice(1);

function fieldOf(field: Field): ProtoField {
  const { name, id: number, partOf } = field;
  // A field that is `optional` in proto3 is in a oneof of its own.
  const oneof = partOf === null || partOf.isProto3Optional ? null : partOf.name;
  return { name, number, type: typeOf(field), shape: shapeOf(field), isRequired: field.required, oneof };
}

function typeOf(field: Field): ProtoType {
  const { resolvedType } = field;
  // The library resolves every type that is not protobuf's own.
  if (resolvedType === null) return { kind: 'scalar', scalar: field.type as ProtoScalar };
  if (isType(resolvedType)) return { kind: 'message', name: nameOf(resolvedType), isGroup: field.delimited };
  return { kind: 'enum', name: nameOf(resolvedType) };
}

function shapeOf(field: Field): ProtoField['shape'] {
  // The parser takes only protobuf's own types for a key.
  if ('keyType' in field) return { kind: 'map', key: field.keyType as ProtoScalar };
  return field.repeated ? { kind: 'list', isPacked: field.packed } : { kind: 'one' };
}

function enumOf(found: Enum): ProtoEnum {
  // The parser takes any number; only those of 32 bits can be stored.
  const numbers = new Map(Object.entries(found.values).filter(([, number]) => (number | 0) === number));
  const names = new Map<number, string>();
  for (const [name, number] of numbers) if (!names.has(number)) names.set(number, name);
  return { name: nameOf(found), names, numbers };
}
