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

/** Fields for which one number has a bit each. */
export const wordBits = 32;

/** Returns how a value lies in the bytes, outside a packed list. */
export function wireTypeOf(type: Scalar | MessageSchema): number {
  if (type === 'double') return wire.fixed64;
  return type === 'bool' || type === 'int32' || type === 'int64' ? wire.varint : wire.lengthDelimited;
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
