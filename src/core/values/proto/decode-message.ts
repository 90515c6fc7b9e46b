import { malformed } from '../../kubernetes-storage/codec/malformed.ts';
import { wire } from '../../kubernetes-storage/codec/wire.ts';
import { type Entry, WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import { mostLaidOut, tooCostly } from '../value-bounds.ts';
import { enumJson, scalarJson } from './decode-scalar.ts';
import { storedMap } from './map-fields.ts';
import {
  deepestMessage,
  enumOf,
  messageOf,
  type ProtoField,
  type ProtoMessage,
  type ProtoSchema,
  type ProtoType,
} from './proto-schema.ts';
import { contentsOf, messageIn, type StoredMessage, storedFields, wireTypeOf } from './stored-fields.ts';

/** A message as compact JSON. */
export interface DecodedMessage {
  readonly json: string;
  /** How many stored fields the schema does not have, in all messages within. */
  readonly unknown: number;
  /** How many fields the schema has. */
  readonly known: number;
  /** Whether a text is not UTF-8, so that the JSON does not show its bytes. */
  readonly isBroken: boolean;
}

/** Reads a message as JSON: what is stored, and no default of what is not. Fails with `ValueMalformed`, `ValueTooCostly`. */
export function decodeMessage(schema: ProtoSchema, message: ProtoMessage, stored: StoredMessage): DecodedMessage {
  const decoding = new Decoding(schema, mostLaidOut(stored.bytes.length));
  decoding.message(message, stored, 0);
  return { json: decoding.text, unknown: decoding.unknown, known: decoding.known, isBroken: decoding.isBroken };
}

/** The work on one value. */
class Decoding {
  text = '';
  unknown = 0;
  known = 0;
  isBroken = false;
  readonly #schema: ProtoSchema;
  readonly #most: number;

  constructor(schema: ProtoSchema, most: number) {
    this.#schema = schema;
    this.#most = most;
  }

  message(message: ProtoMessage, stored: StoredMessage, depth: number): void {
    if (depth > deepestMessage) throw malformed('Messages that are nested too deep', stored.origin);
    const { counting, unknown } = storedFields(message, stored);
    this.unknown += unknown;
    this.known += counting.size;
    const fields = [...counting].sort(([a], [b]) => a.number - b.number);
    this.#within('{', '}', fields, ([field, entries]) => {
      this.#add(`"${field.name}":`);
      this.#field(field, stored, entries, depth);
    });
  }

  #field(field: ProtoField, stored: StoredMessage, entries: readonly Entry[], depth: number): void {
    const last = entries.at(-1);
    if (field.shape.kind === 'list') this.#list(field, stored, entries, depth);
    else if (field.shape.kind === 'map') this.#map(field, stored, entries, depth);
    else if (field.type.kind === 'message') this.#message(field.type.name, messageIn(stored, entries), depth);
    else if (last !== undefined) this.#single(field.type, readerAt(stored, last), last.end);
  }

  #message(name: string, stored: StoredMessage, depth: number): void {
    this.message(messageOf(this.#schema, name), stored, depth + 1);
  }

  #single(type: Exclude<ProtoType, { readonly kind: 'message' }>, reader: WireReader, end: number): void {
    if (type.kind === 'scalar') {
      const { json, isBroken } = scalarJson(reader, type.scalar, end);
      this.isBroken ||= isBroken;
      this.#add(json);
      return;
    }
    this.#add(enumJson(reader, enumOf(this.#schema, type.name), end));
  }

  #list({ type }: ProtoField, stored: StoredMessage, entries: readonly Entry[], depth: number): void {
    let isFirst = true;
    const separate = (): void => {
      if (!isFirst) this.#add(',');
      isFirst = false;
    };
    this.#add('[');
    for (const entry of entries) {
      if (type.kind === 'message') {
        separate();
        this.#message(type.name, contentsOf(stored, entry), depth);
        continue;
      }
      const reader = readerAt(stored, entry);
      const isPacked = entry.wireType === wire.lengthDelimited && wireTypeOf(type) !== wire.lengthDelimited;
      const end = isPacked ? reader.lengthDelimitedEnd(entry.end) : entry.end;
      while (reader.position < end) {
        separate();
        this.#single(type, reader, end);
      }
    }
    this.#add(']');
  }

  #map(field: ProtoField, stored: StoredMessage, entries: readonly Entry[], depth: number): void {
    const { pairs, unknown, isBroken } = storedMap(field, stored, entries);
    this.unknown += unknown;
    this.isBroken ||= isBroken;
    this.#within('{', '}', [...pairs], ([key, { entry, values }]) => {
      this.#add(`${JSON.stringify(key)}:`);
      const last = values.at(-1);
      if (field.type.kind === 'message') this.#message(field.type.name, messageIn(entry, values), depth);
      else if (last !== undefined) this.#single(field.type, readerAt(entry, last), last.end);
      else this.#add(this.#absent(field.type));
    });
  }

  /** Returns the value that an entry of a map has where none is stored. */
  #absent(type: Exclude<ProtoType, { readonly kind: 'message' }>): string {
    if (type.kind === 'enum') return enumJson(new WireReader(Uint8Array.of(0)), enumOf(this.#schema, type.name), 1);
    const bytes = new Uint8Array(8);
    return scalarJson(new WireReader(bytes), type.scalar, bytes.length).json;
  }

  #within<T>(begin: string, end: string, parts: readonly T[], write: (part: T) => void): void {
    this.#add(begin);
    for (const [place, part] of parts.entries()) {
      if (place > 0) this.#add(',');
      write(part);
    }
    this.#add(end);
  }

  #add(part: string): void {
    if (this.text.length + part.length > this.#most)
      throw tooCostly('text', `As text it has more than ${this.#most} characters`);
    this.text += part;
  }
}

function readerAt({ bytes, origin }: StoredMessage, { at }: Entry): WireReader {
  return new WireReader(bytes, at, origin);
}
