import { z } from 'zod';
import { wire } from './wire.ts';

/** What a field holds when it is no message, by the protobuf types that Kubernetes uses. */
export type Scalar = 'string' | 'bytes' | 'bool' | 'int32' | 'int64' | 'double';

/** A message whose Go type writes its JSON by hand: not as an object of its fields. */
export type SpecialForm =
  | 'time'
  | 'microtime'
  | 'duration'
  | 'rawjson'
  | 'items'
  | 'quantity'
  | 'intstr'
  | 'orbool'
  | 'orarray'
  | 'orstrings';

/** A field of a message: how it lies in the bytes and how Go prints it. */
export interface FieldSchema {
  readonly number: number;
  /** The member's name in JSON; empty where the field is inline. */
  readonly name: string;
  /** `"name":` in ASCII. */
  readonly label: Uint8Array;
  /** Its place among the fields of its message. */
  readonly index: number;
  readonly shape: 'single' | 'list' | 'map';
  /** What it holds, or each element of the list or value of the map. */
  readonly type: Scalar | MessageSchema;
  /** How an occurrence of the field lies in the bytes: a map's is an entry. */
  readonly wireType: number;
  /** How `type` lies in the bytes. */
  readonly valueWireType: number;
  /** Go writes it even when it is zero: no pointer, and in the newest release. */
  readonly isAlwaysWritten: boolean;
  /** Go prints `null` where it is absent. */
  readonly isShownAbsent: boolean;
  /** Go hides it when it is present and zero. */
  readonly isHiddenWhenZero: boolean;
  /** Its fields stand among its parent's, as those of an embedded struct do. */
  readonly isInline: boolean;
}

/** A message: its fields in the order in which Go prints them. */
export interface MessageSchema {
  /** With its package: `k8s.io.api.core.v1.Pod`. */
  readonly name: string;
  readonly special: SpecialForm | null;
  readonly fields: readonly FieldSchema[];
  /** By field number. */
  readonly byNumber: readonly (FieldSchema | undefined)[];
  /** The fields in the order in which they are written: by number. */
  readonly ascending: readonly FieldSchema[];
  /** The names of its members in JSON, those of inline fields with it. */
  readonly members: ReadonlySet<string>;
}

/** The schema of Kubernetes' types. Immutable, and shared within a process. */
export interface KubernetesSchema {
  /** The package of each apiVersion. */
  readonly packages: ReadonlyMap<string, string>;
  readonly messages: ReadonlyMap<string, MessageSchema>;
}

const flag = {
  list: 1,
  map: 2,
  pointer: 4,
  omitEmpty: 8,
  omitZero: 16,
  inline: 32,
  nullable: 64,
  retired: 128,
} as const;

const letters: Readonly<Record<string, Scalar>> = {
  s: 'string',
  y: 'bytes',
  b: 'bool',
  i: 'int32',
  l: 'int64',
  d: 'double',
};
const specials = [
  ...(['time', 'microtime', 'duration', 'rawjson', 'items', 'quantity', 'intstr'] as const),
  ...(['orbool', 'orarray', 'orstrings'] as const),
] as const;

const index = z.int().nonnegative();

/** The table as it is stored: `scripts/kubernetes-schema` makes it. The fields of a message are looked at one by one. */
const storedTable = z.object({
  g: z.record(z.string(), z.string()),
  p: z.array(z.string()),
  t: z.array(z.tuple([index, z.string(), z.union([z.literal(0), z.enum(specials)]), z.array(z.unknown())])),
});

/** More than any message of Kubernetes has: its largest is in the forties. */
const highestNumber = 9999;

/** The messages of a table while their fields are being filled in: they name each other. */
interface Unfinished extends MessageSchema {
  fields: FieldSchema[];
  byNumber: (FieldSchema | undefined)[];
  ascending: FieldSchema[];
  members: ReadonlySet<string>;
}

/**
 * Returns the schema of a table as it is stored. Throws where it has another shape: the file was damaged after it was
 * built.
 */
export function parseSchema(table: unknown): KubernetesSchema {
  const { g, p, t } = storedTable.parse(table);
  const messages = t.map(
    ([place, name, special]): Unfinished => ({
      name: `${entry(p, place)}.${name}`,
      special: special === 0 ? null : special,
      fields: [],
      byNumber: [],
      ascending: [],
      members: new Set(),
    }),
  );
  for (const [at, [, , , flat]] of t.entries()) {
    const message = entry(messages, at);
    for (let i = 0; i < flat.length; i += 4) {
      const [number, name, type, flags] = flat.slice(i, i + 4);
      const isField = typeof name === 'string' && isWithin(number, 1, highestNumber) && isWithin(flags, 0, 255);
      if (!isField) throw damaged(`a field ${JSON.stringify(flat.slice(i, i + 4))} in ${message.name}`);
      const known = typeof type === 'number' ? entry(messages, type) : letters[String(type)];
      if (known === undefined) throw damaged(`the type ${type}`);
      const field = fieldSchema(number, name, known, flags, message.fields.length);
      message.fields.push(field);
      message.byNumber[number] = field;
    }
    message.ascending = message.fields.toSorted((a, b) => a.number - b.number);
  }
  for (const message of messages) message.members = new Set(memberNames(message));
  return {
    packages: new Map(Object.entries(g)),
    messages: new Map(messages.map((message) => [message.name, message])),
  };
}

function memberNames(message: MessageSchema): readonly string[] {
  return message.fields.flatMap((field) =>
    field.isInline && typeof field.type !== 'string' ? memberNames(field.type) : field.name,
  );
}

/** Returns how a value lies in the bytes, outside a packed list. */
export function wireTypeOf(type: Scalar | MessageSchema): number {
  if (type === 'double') return wire.fixed64;
  return type === 'bool' || type === 'int32' || type === 'int64' ? wire.varint : wire.lengthDelimited;
}

function fieldSchema(
  number: number,
  name: string,
  type: Scalar | MessageSchema,
  flags: number,
  place: number,
): FieldSchema {
  const has = (bit: number) => (flags & bit) !== 0;
  const shape = has(flag.map) ? 'map' : has(flag.list) ? 'list' : 'single';
  const isInline = has(flag.inline) && typeof type !== 'string';
  // What Go can tell absent from zero: all but plain structs and numbers.
  const canBeNull = shape !== 'single' || type === 'bytes' || has(flag.pointer) || has(flag.nullable);
  const isPlainScalar = !canBeNull && typeof type === 'string';
  return {
    number,
    name,
    label: Buffer.from(`${JSON.stringify(name)}:`),
    index: place,
    shape,
    type,
    wireType: shape === 'map' ? wire.lengthDelimited : wireTypeOf(type),
    valueWireType: wireTypeOf(type),
    isAlwaysWritten: !canBeNull && !has(flag.retired),
    isShownAbsent: canBeNull && !has(flag.omitEmpty) && !has(flag.retired),
    isHiddenWhenZero:
      has(flag.omitZero) || (has(flag.omitEmpty) && (isPlainScalar || type === 'bytes' || has(flag.nullable))),
    isInline,
  };
}

function entry<T>(list: readonly T[], at: number): T {
  const found = list[at];
  if (found === undefined) throw damaged(`an entry ${at}`);
  return found;
}

function isWithin(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most;
}

function damaged(what: string): Error {
  return new Error(`The Kubernetes schema table should not have, or lacks, ${what}.`);
}

const metaPackage = 'k8s.io.apimachinery.pkg.apis.meta.v1';

/**
 * Returns the message of a kind, or `undefined` where the table has none. Kinds that belong to every group (Status,
 * DeleteOptions, WatchEvent) are those of meta.v1.
 */
export function messageOf(schema: KubernetesSchema, apiVersion: string, kind: string): MessageSchema | undefined {
  const inPackage = schema.packages.get(apiVersion);
  const own = inPackage === undefined ? undefined : schema.messages.get(`${inPackage}.${kind}`);
  const message = own ?? schema.messages.get(`${metaPackage}.${kind}`);
  return message?.special === null ? message : undefined;
}

/** Returns whether the table has the kind, so that `decodeObject` and `encodeObject` can take it. */
export function canDecode(schema: KubernetesSchema, apiVersion: string, kind: string): boolean {
  return messageOf(schema, apiVersion, kind) !== undefined;
}
