import { unexpected } from '../../kubernetes-storage/codec/encode-scalar.ts';
import { elementOf, type FieldPath, keyOf, memberOf, notEncodable } from '../../kubernetes-storage/codec/field-path.ts';
import { isSameJson, type JsonNode, type JsonObject } from '../../kubernetes-storage/codec/json-tree.ts';
import { wire } from '../../kubernetes-storage/codec/wire.ts';
import type { Entry } from '../../kubernetes-storage/codec/wire-reader.ts';
import { WireWriter } from '../../kubernetes-storage/codec/wire-writer.ts';
import { decodeMessage } from './decode-message.ts';
import { writeEnum, writeScalar } from './encode-scalar.ts';
import { type StoredPair, storedMap } from './map-fields.ts';
import { pairMessages } from './pair-elements.ts';
import {
  deepestMessage,
  enumOf,
  messageOf,
  type ProtoField,
  type ProtoMessage,
  type ProtoSchema,
} from './proto-schema.ts';
import {
  contentsOf,
  fieldOf,
  mayBePacked,
  messageIn,
  type StoredFields,
  type StoredMessage,
  storedFields,
  wireTypeOf,
} from './stored-fields.ts';

/** A stored message, and the JSON that it is shown as. */
export interface Base {
  readonly stored: StoredMessage;
  readonly node: JsonNode;
}

/** An edited message to write. `isBroken`: its base has texts that are not UTF-8. */
export interface EditedMessage {
  readonly node: JsonNode;
  readonly base: Base | null;
  readonly isBroken: boolean;
}

/**
 * Writes an edited message. What the edit does not change keeps its bytes and its place: unknown fields, fields in
 * another order, numbers longer than needed. New fields come in the order of their numbers. Fails with
 * `ValueNotEncodable`, with `pointer` in its detail.
 */
export function encodeMessage(schema: ProtoSchema, message: ProtoMessage, edited: EditedMessage): Uint8Array {
  const writer = new WireWriter();
  new Encoding(schema, writer, edited.isBroken).message(message, edited.node, edited.base, { path: null, depth: 0 });
  return writer.finish();
}

type Members = JsonObject['members'];

interface Place {
  readonly path: FieldPath | null;
  readonly depth: number;
}

/** A field with its former content. */
interface Former {
  readonly stored: StoredMessage | null;
  readonly entries: readonly Entry[];
  readonly node: JsonNode | undefined;
}

/** What an edit does to the fields of a message. */
interface Changes {
  /** Those that are not stored yet, in the order of their numbers. */
  readonly fresh: readonly ProtoField[];
  readonly changed: ReadonlySet<ProtoField>;
  readonly write: (field: ProtoField) => void;
}

const noFormer: Former = { stored: null, entries: [], node: undefined };

/** The work on one value. */
class Encoding {
  readonly #schema: ProtoSchema;
  readonly #writer: WireWriter;
  readonly #isBroken: boolean;

  constructor(schema: ProtoSchema, writer: WireWriter, isBroken: boolean) {
    this.#schema = schema;
    this.#writer = writer;
    this.#isBroken = isBroken;
  }

  /** Writes a message's contents. */
  message(message: ProtoMessage, node: JsonNode, base: Base | null, place: Place): void {
    if (base !== null && isSameJson(base.node, node)) {
      this.#writer.copy(base.stored.bytes);
      return;
    }
    if (place.depth > deepestMessage) throw notEncodable('is nested too deep', place.path);
    const edited = membersOf(node, place.path);
    const old = base?.node.kind === 'object' ? base.node.members : new Map<string, JsonNode>();
    checkMembers(message, edited, old, place.path);
    const fields = base === null ? null : storedFields(message, base.stored);
    const changed = changedFields(message, edited, old);
    const fresh = [...message.byNumber.values()].filter(
      (field) => edited.has(field.name) && !(fields?.counting.has(field) ?? false),
    );
    const write = (field: ProtoField): void => {
      const value = edited.get(field.name);
      if (value === undefined) return;
      const former: Former =
        fields === null || base === null
          ? noFormer
          : { stored: base.stored, entries: fields.counting.get(field) ?? [], node: old.get(field.name) };
      this.#field(field, value, former, { path: memberOf(place.path, field.name), depth: place.depth });
    };
    this.#inOrder(message, fields, { fresh, changed, write });
  }

  /** Goes over what is stored, and over what is new, by their places. */
  #inOrder(message: ProtoMessage, fields: StoredFields | null, { fresh, changed, write }: Changes): void {
    const entries = fields?.entries ?? [];
    const places = placesOf(fresh, entries);
    const written = new Set<ProtoField>();
    let next = 0;
    for (let at = 0; at <= entries.length; at++) {
      for (let field = fresh[next]; field !== undefined && places[next] === at; field = fresh[next]) {
        write(field);
        next++;
      }
      const entry = entries[at];
      if (entry === undefined || fields === null) continue;
      const field = fieldOf(message, entry);
      if (field === undefined || !changed.has(field))
        this.#writer.copy(fields.message.bytes.subarray(entry.start, entry.end));
      else if (fields.counting.has(field) && !written.has(field)) {
        written.add(field);
        write(field);
      }
    }
  }

  #field(field: ProtoField, node: JsonNode, former: Former, place: Place): void {
    if (field.shape.kind === 'list') this.#list(field, field.shape.isPacked, node, former, place);
    else if (field.shape.kind === 'map') this.#map(field, node, former, place);
    else this.#single(field, node, baseOf(former), place);
  }

  /** Writes one value with its tag. */
  #single({ number, type }: ProtoField, node: JsonNode, base: Base | null, place: Place): void {
    if (type.kind !== 'message') {
      this.#writer.tag(number, wireTypeOf(type));
      this.#value(type, node, place.path);
      return;
    }
    const message = messageOf(this.#schema, type.name);
    const within = { path: place.path, depth: place.depth + 1 };
    if (type.isGroup) {
      this.#writer.tag(number, wire.groupStart);
      this.message(message, node, base, within);
      this.#writer.tag(number, wire.groupEnd);
      return;
    }
    const start = this.#writer.open(number);
    this.message(message, node, base, within);
    this.#writer.close(start);
  }

  #value(
    type: Exclude<ProtoField['type'], { readonly kind: 'message' }>,
    node: JsonNode,
    path: FieldPath | null,
  ): void {
    if (type.kind === 'enum') writeEnum(this.#writer, enumOf(this.#schema, type.name), node, path);
    else writeScalar(this.#writer, type.scalar, node, path, this.#isBroken);
  }

  #list(field: ProtoField, isPacked: boolean, node: JsonNode, former: Former, place: Place): void {
    if (node.kind !== 'array') throw unexpected('a list', node, place.path);
    const { type } = field;
    if (type.kind === 'message' || !mayBePacked(type)) {
      this.#elements(field, node.elements, former, place);
      return;
    }
    const wasPacked = former.entries.some(({ wireType }) => wireType === wire.lengthDelimited);
    if (former.entries.length > 0 ? wasPacked : isPacked) {
      if (node.elements.length === 0) return;
      const start = this.#writer.open(field.number);
      for (const [at, element] of node.elements.entries()) this.#value(type, element, elementOf(place.path, at));
      this.#writer.close(start);
      return;
    }
    for (const [at, element] of node.elements.entries())
      this.#single(field, element, null, { path: elementOf(place.path, at), depth: place.depth });
  }

  /** Writes elements that have an entry each. */
  #elements(field: ProtoField, elements: readonly JsonNode[], former: Former, place: Place): void {
    const old = former.node?.kind === 'array' ? former.node.elements : [];
    const { pairs, leftOver } = pairMessages(elements, old);
    if (leftOver.some((at) => this.#holdsUnknown(field, former, at)))
      throw notEncodable(
        'elements were changed and others added or removed, and they have fields unknown to the decoder: save one change after the other',
        place.path,
      );
    for (const [at, element] of elements.entries()) {
      const pair = pairs[at] ?? -1;
      const entry = former.entries[pair];
      const node = old[pair];
      const { stored } = former;
      const isKnown = stored !== null && entry !== undefined && node !== undefined;
      if (isKnown && isSameJson(node, element)) {
        this.#writer.copy(stored.bytes.subarray(entry.start, entry.end));
        continue;
      }
      const isMessage = field.type.kind === 'message';
      const base = isKnown && isMessage ? { stored: contentsOf(stored, entry), node } : null;
      this.#single(field, element, base, { path: elementOf(place.path, at), depth: place.depth });
    }
  }

  #holdsUnknown({ type }: ProtoField, { stored, entries }: Former, at: number): boolean {
    const entry = entries[at];
    if (type.kind !== 'message' || stored === null || entry === undefined) return false;
    return decodeMessage(this.#schema, messageOf(this.#schema, type.name), contentsOf(stored, entry)).unknown > 0;
  }

  /** Writes the entries that are left in their order, then new ones. */
  #map(field: ProtoField, node: JsonNode, former: Former, place: Place): void {
    const edited = membersOf(node, place.path);
    const { stored } = former;
    const pairs = stored === null ? new Map<string, StoredPair>() : storedMap(field, stored, former.entries).pairs;
    const old = former.node?.kind === 'object' ? former.node.members : new Map<string, JsonNode>();
    const keys = [
      ...[...pairs.keys()].filter((key) => edited.has(key)),
      ...[...edited.keys()].filter((key) => !pairs.has(key)),
    ];
    for (const key of keys) {
      const value = edited.get(key);
      if (value === undefined) continue;
      const pair = pairs.get(key);
      if (pair !== undefined && stored !== null && isSameJson(old.get(key), value))
        this.#writer.copy(stored.bytes.subarray(pair.outer.start, pair.outer.end));
      else
        this.#pair(
          field,
          key,
          value,
          { pair, node: old.get(key) },
          { path: keyOf(place.path, key), depth: place.depth },
        );
    }
  }

  #pair(
    field: ProtoField,
    key: string,
    node: JsonNode,
    former: { readonly pair: StoredPair | undefined; readonly node: JsonNode | undefined },
    place: Place,
  ): void {
    if (field.shape.kind !== 'map') throw new Error('only maps have keys');
    const one = { shape: { kind: 'one' }, isRequired: false, oneof: null } as const;
    const start = this.#writer.open(field.number);
    const keyType = { kind: 'scalar', scalar: field.shape.key } as const;
    this.#single({ name: 'key', number: 1, type: keyType, ...one }, keyNode(field.shape.key, key), null, place);
    const { pair } = former;
    const isMessage = field.type.kind === 'message' && pair !== undefined && pair.values.length > 0;
    const base = isMessage && former.node ? { stored: messageIn(pair.entry, pair.values), node: former.node } : null;
    this.#single({ name: 'value', number: 2, type: field.type, ...one }, node, base, place);
    if (pair !== undefined)
      for (const { start: from, end } of pair.others) this.#writer.copy(pair.entry.bytes.subarray(from, end));
    this.#writer.close(start);
  }
}

function baseOf({ stored, entries, node }: Former): Base | null {
  if (stored === null || entries.length === 0 || node === undefined || node.kind !== 'object') return null;
  return { stored: messageIn(stored, entries), node };
}

/** A member that is `null` is not there, as in protobuf's JSON. */
function membersOf(node: JsonNode, path: FieldPath | null): Members {
  if (node.kind !== 'object') throw unexpected('an object', node, path);
  if (node.repeated !== null) throw notEncodable('is there twice', memberOf(path, node.repeated));
  return new Map([...node.members].filter(([, { kind }]) => kind !== 'null'));
}

function checkMembers(message: ProtoMessage, edited: Members, old: Members, path: FieldPath | null): void {
  const oneofs = new Map<string, string>();
  for (const name of edited.keys()) {
    const field = message.byName.get(name);
    if (field === undefined) throw notEncodable(`${message.name} has no such field`, memberOf(path, name));
    if (field.oneof === null) continue;
    const other = oneofs.get(field.oneof);
    if (other !== undefined)
      throw notEncodable(
        `only one of ${other} and ${name} can be set: they are of the oneof ${field.oneof}`,
        memberOf(path, name),
      );
    oneofs.set(field.oneof, name);
  }
  for (const { name, isRequired } of message.byNumber.values())
    if (isRequired && !edited.has(name) && old.size > 0 === old.has(name))
      throw notEncodable(`${message.name} requires ${name}`, path);
}

/** Returns the changed fields. A changed member of a oneof changes all of them: it may override others that are stored. */
function changedFields(message: ProtoMessage, edited: Members, old: Members): ReadonlySet<ProtoField> {
  const fields = [...message.byNumber.values()];
  const changed = fields.filter(({ name }) => !isSameJson(edited.get(name), old.get(name)));
  const oneofs = new Set(changed.flatMap(({ oneof }) => oneof ?? []));
  return new Set([...changed, ...fields.filter(({ oneof }) => oneof !== null && oneofs.has(oneof))]);
}

/**
 * Returns the places of new fields among the stored entries: behind the last one whose number is no larger, so that a
 * message in the order of its numbers stays so.
 */
function placesOf(fresh: readonly ProtoField[], entries: readonly Entry[]): readonly number[] {
  const places: number[] = [];
  let at = entries.length;
  for (const { number } of fresh.toReversed()) {
    while (at > 0 && (entries[at - 1]?.number ?? 0) > number) at--;
    places.push(at);
  }
  return places.reverse();
}

/** Returns a key as the JSON that its type has for a value. */
function keyNode(type: string, key: string): JsonNode {
  const place = { start: 0, end: 0, hash: 0 };
  return type === 'bool' && (key === 'true' || key === 'false')
    ? { kind: 'boolean', text: key, ...place }
    : { kind: 'string', value: key, ...place };
}
