/** Protobuf's types of single values. */
export type ProtoScalar =
  | 'double'
  | 'float'
  | 'int32'
  | 'uint32'
  | 'sint32'
  | 'fixed32'
  | 'sfixed32'
  | 'int64'
  | 'uint64'
  | 'sint64'
  | 'fixed64'
  | 'sfixed64'
  | 'bool'
  | 'string'
  | 'bytes';

/** What a field holds; enums and messages by their full names. */
export type ProtoType =
  | { readonly kind: 'scalar'; readonly scalar: ProtoScalar }
  | { readonly kind: 'enum'; readonly name: string }
  /** `isGroup`: stored between two tags instead of behind a length. */
  | { readonly kind: 'message'; readonly name: string; readonly isGroup: boolean };

/** A field of a message. */
export interface ProtoField {
  /** As the `.proto` file writes it. */
  readonly name: string;
  readonly number: number;
  readonly type: ProtoType;
  /** `key`: of a map. */
  readonly shape:
    | { readonly kind: 'one' }
    | { readonly kind: 'list'; readonly isPacked: boolean }
    | { readonly kind: 'map'; readonly key: ProtoScalar };
  readonly isRequired: boolean;
  /** The oneof that it is a member of; `null`: none. */
  readonly oneof: string | null;
}

/** A message: its fields by their numbers, in ascending order, and by their names. */
export interface ProtoMessage {
  readonly name: string;
  readonly byNumber: ReadonlyMap<number, ProtoField>;
  readonly byName: ReadonlyMap<string, ProtoField>;
}

/** An enum. Of several names for a number, the first one counts. */
export interface ProtoEnum {
  readonly name: string;
  readonly names: ReadonlyMap<number, string>;
  readonly numbers: ReadonlyMap<string, number>;
}

/** A message and all that it is made of. Can be sent to a thread. */
export interface ProtoSchema {
  readonly root: string;
  readonly messages: ReadonlyMap<string, ProtoMessage>;
  readonly enums: ReadonlyMap<string, ProtoEnum>;
}

/** How deep messages may be nested: the bound of protobuf's own libraries. */
export const deepestMessage = 100;

/** Returns a message of a schema by its full name. */
export function messageOf({ messages }: ProtoSchema, name: string): ProtoMessage {
  const message = messages.get(name);
  if (message === undefined) throw new Error(`the schema has no ${name}, which a field of it is made of`);
  return message;
}

/** Returns an enum of a schema by its full name. */
export function enumOf({ enums }: ProtoSchema, name: string): ProtoEnum {
  const found = enums.get(name);
  if (found === undefined) throw new Error(`the schema has no ${name}, which a field of it is made of`);
  return found;
}
