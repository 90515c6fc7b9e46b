import { wire } from '../../kubernetes-storage/codec/wire.ts';
import { type Entry, WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import type { ProtoField, ProtoMessage, ProtoScalar, ProtoType } from './proto-schema.ts';

/** A stored message: its bytes, and the offset of them in the value, for what is said about damage. */
export interface StoredMessage {
  readonly bytes: Uint8Array;
  readonly origin: number;
}

/** The fields of a stored message. */
export interface StoredFields {
  readonly message: StoredMessage;
  /** In stored order. */
  readonly entries: readonly Entry[];
  /** The entries that count, by field. Of a oneof only the last member does, without what another one overrode. */
  readonly counting: ReadonlyMap<ProtoField, readonly Entry[]>;
  /** How many entries are of no field, or of another wire type than their field has. */
  readonly unknown: number;
}

const wireTypes: Readonly<Record<ProtoScalar, number>> = {
  double: wire.fixed64,
  float: wire.fixed32,
  int32: wire.varint,
  uint32: wire.varint,
  sint32: wire.varint,
  fixed32: wire.fixed32,
  sfixed32: wire.fixed32,
  int64: wire.varint,
  uint64: wire.varint,
  sint64: wire.varint,
  fixed64: wire.fixed64,
  sfixed64: wire.fixed64,
  bool: wire.varint,
  string: wire.lengthDelimited,
  bytes: wire.lengthDelimited,
};

/** Returns the wire type of a single value. */
export function wireTypeOf(type: ProtoType): number {
  if (type.kind === 'scalar') return wireTypes[type.scalar];
  if (type.kind === 'enum') return wire.varint;
  return type.isGroup ? wire.groupStart : wire.lengthDelimited;
}

/** Returns the field that an entry is of; `undefined` where its number or wire type is of none. */
export function fieldOf({ byNumber }: ProtoMessage, { number, wireType }: Entry): ProtoField | undefined {
  const field = byNumber.get(number);
  if (field === undefined) return undefined;
  if (field.shape.kind === 'map') return wireType === wire.lengthDelimited ? field : undefined;
  const isPacked = field.shape.kind === 'list' && wireType === wire.lengthDelimited && mayBePacked(field.type);
  return isPacked || wireType === wireTypeOf(field.type) ? field : undefined;
}

/** Returns whether values of a type may be stored in a row, behind one length. */
export function mayBePacked(type: ProtoType): boolean {
  return type.kind !== 'message' && wireTypeOf(type) !== wire.lengthDelimited;
}

/** Reads the fields of a message. Fails with `ValueMalformed`. */
export function storedFields(schema: ProtoMessage, message: StoredMessage): StoredFields {
  const reader = new WireReader(message.bytes, 0, message.origin);
  const entries: Entry[] = [];
  const counting = new Map<ProtoField, Entry[]>();
  const inOneof = new Map<string, ProtoField>();
  let unknown = 0;
  for (let entry = reader.entry(message.bytes.length); entry !== null; entry = reader.entry(message.bytes.length)) {
    entries.push(entry);
    const field = fieldOf(schema, entry);
    if (field === undefined) {
      unknown++;
      continue;
    }
    if (field.oneof !== null) {
      const other = inOneof.get(field.oneof);
      if (other !== undefined && other !== field) counting.delete(other);
      inOneof.set(field.oneof, field);
    }
    const others = counting.get(field);
    if (others === undefined) counting.set(field, [entry]);
    else others.push(entry);
  }
  return { message, entries, counting, unknown };
}

/** Returns the message in the entries of one field: several are one, in a row. */
export function messageIn({ bytes, origin }: StoredMessage, entries: readonly Entry[]): StoredMessage {
  const parts = entries.map((entry) => contentsOf({ bytes, origin }, entry));
  const [first] = parts;
  if (parts.length === 1 && first !== undefined) return first;
  return { bytes: Buffer.concat(parts.map((part) => part.bytes)), origin };
}

/** Returns what an entry holds: behind its length, or between the tags of a group. */
export function contentsOf({ bytes, origin }: StoredMessage, entry: Entry): StoredMessage {
  if (entry.wireType !== wire.groupStart) {
    const contents = new WireReader(bytes, 0, origin).contents(entry);
    return { bytes: contents, origin: origin + entry.end - contents.length };
  }
  return { bytes: bytes.subarray(entry.at, endTagOf(bytes, entry)), origin: origin + entry.at };
}

/** Returns where the tag begins that ends a group: the reader has found one. */
function endTagOf(bytes: Uint8Array, { at, end }: Entry): number {
  const reader = new WireReader(bytes, at);
  for (;;) {
    const start = reader.position;
    const tag = reader.tag(end);
    if ((tag & 7) === wire.groupEnd) return start;
    reader.skip(tag, end);
  }
}
