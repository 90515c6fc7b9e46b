import { z } from 'zod';
import { once } from '../../once.ts';
import { wire } from './wire.ts';

/** The protobuf types of Kubernetes' fields that are not messages. */
export type Scalar = 'string' | 'bytes' | 'bool' | 'int32' | 'int64' | 'double';

/** A message whose Go type writes its own JSON: not as an object of its fields. */
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

/** A field of a message: its encoding in the bytes, and how Go prints it. */
export interface FieldSchema {
  readonly number: number;
  /** The member's name in JSON; empty where the field is inline. */
  readonly name: string;
  /** `"name":` in ASCII. */
  readonly label: Uint8Array;
  /** Its place among the fields of its message. */
  readonly index: number;
  readonly shape: 'single' | 'list' | 'map';
  /** The type of its value, of a list's elements or of a map's values. */
  readonly type: Scalar | MessageSchema;
  /** The wire type of an occurrence of the field; a map's occurrence is an entry. */
  readonly wireType: number;
  /** The wire type of `type`. */
  readonly valueWireType: number;
  /** Whether Go writes it even when it is zero: it is not a pointer, and the newest release has it. */
  readonly isAlwaysWritten: boolean;
  /** Whether Go prints `null` where it is absent. */
  readonly isShownAbsent: boolean;
  /** Whether Go omits it when it is present and zero. */
  readonly isHiddenWhenZero: boolean;
  /** Whether its fields are printed among its parent's, as an embedded struct's are. */
  readonly isInline: boolean;
}

/** A message with its fields in the order in which Go prints them. */
export interface MessageSchema {
  /** The name with its package: `k8s.io.api.core.v1.Pod`. */
  readonly name: string;
  readonly special: SpecialForm | null;
  readonly fields: readonly FieldSchema[];
  /** The fields by number. */
  readonly byNumber: readonly (FieldSchema | undefined)[];
  /** The fields by name; those of an inline field are its own message's. */
  readonly byName: ReadonlyMap<string, FieldSchema>;
  /** The fields in the order of writing, which is by number. */
  readonly ascending: readonly FieldSchema[];
  /** For each `wordBits` fields, bits that say which of them Go prints as `null` where they are absent. */
  readonly shownAbsent: readonly number[];
  /** The names of its JSON members, including those of inline fields. */
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

/** The stored table, made by `scripts/kubernetes-schema`. The fields of a message are validated one by one. */
const storedTable = once(() => {
  const index = z.int().nonnegative();
  return z.object({
    g: z.record(z.string(), z.string()),
    p: z.array(z.string()),
    t: z.array(z.tuple([index, z.string(), z.union([z.literal(0), z.enum(specials)]), z.array(z.unknown())])),
  });
});

/** Above any field number of Kubernetes, whose largest is in the forties. */
const highestNumber = 9999;

/** The messages of a table while their fields are being added: they refer to each other. */
interface Unfinished extends MessageSchema {
  fields: FieldSchema[];
  byNumber: (FieldSchema | undefined)[];
  byName: Map<string, FieldSchema>;
  ascending: FieldSchema[];
  shownAbsent: readonly number[];
  members: ReadonlySet<string>;
}

/** Returns the schema of a stored table. Throws where it has another shape: the file was damaged after it was built. */
export function parseSchema(table: unknown): KubernetesSchema {
  const { g, p, t } = storedTable().parse(table);
  const messages = t.map(
    ([place, name, special]): Unfinished => ({
      name: `${entry(p, place)}.${name}`,
      special: special === 0 ? null : special,
      fields: [],
      byNumber: [],
      byName: new Map(),
      ascending: [],
      shownAbsent: [],
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
      message.byName.set(name, field);
    }
    message.shownAbsent = shownAbsentBits(message.fields);
    message.ascending = message.fields.toSorted((a, b) => a.number - b.number);
  }
  for (const message of messages) message.members = new Set(memberNames(message));
  return {
    packages: new Map(Object.entries(g)),
    messages: new Map(messages.map((message) => [message.name, message])),
  };
}

/** Fields for which one number has a bit each. */
export const wordBits = 32;

function shownAbsentBits(fields: readonly FieldSchema[]): readonly number[] {
  const words = new Array<number>(Math.ceil(fields.length / wordBits)).fill(0);
  for (const { index, isShownAbsent } of fields) {
    const word = Math.trunc(index / wordBits);
    if (isShownAbsent) words[word] = (words[word] ?? 0) | (1 << (index % wordBits));
  }
  return words;
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
  // Go distinguishes absent from zero for all but plain structs and numbers.
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
