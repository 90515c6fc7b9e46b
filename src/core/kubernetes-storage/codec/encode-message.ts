import {
  type Base,
  type BaseFields,
  baseFields,
  contentsOf,
  entriesByKey,
  lastContents,
  type Members,
  noEntries,
  noMembers,
  rawEntry,
} from './base-message.ts';
import { unexpected, writeScalarField, writeZeroField } from './encode-scalar.ts';
import { writeSpecial, writeZeroSpecial } from './encode-special.ts';
import { elementOf, type FieldPath, keyOf, memberOf, notEncodable } from './field-path.ts';
import { isSameJson, type JsonNode, type JsonObject } from './json-tree.ts';
import { pairElements } from './pair-elements.ts';
import type { FieldSchema, MessageSchema } from './schema.ts';
import { deepestMessage, wire } from './wire.ts';
import { type Entry, readEntries } from './wire-reader.ts';
import type { WireWriter } from './wire-writer.ts';

/** The state of encoding one edited object. */
export interface Encoding {
  readonly writer: WireWriter;
  /** The text that contains the nodes. */
  readonly json: string;
}

/** The place of a field: its former bytes and JSON, and its path for messages. */
interface Place {
  readonly base: BaseFields | null;
  readonly old: readonly Entry[];
  readonly path: FieldPath;
}

/** Writes a message's contents: the bytes of `base` where it is unchanged as shown. */
export function writeMessage(
  encoding: Encoding,
  message: MessageSchema,
  node: JsonNode,
  base: Base | null,
  path: FieldPath | null,
): void {
  if (base !== null && isSameJson(base.node, node)) {
    encoding.writer.copy(base.bytes);
    return;
  }
  if ((path?.depth ?? 0) > 2 * deepestMessage) throw notEncodable('lies too deep', path);
  switch (message.special) {
    case null: {
      const { members } = objectOf(node, path);
      const before = base?.node.kind === 'object' ? base.node.members : noMembers;
      writeMembers(encoding, message, members, base && baseFields(message, base.bytes, before), path);
      break;
    }
    case 'orbool':
      writeSchemaOrBool(encoding, message, node, base, path);
      break;
    case 'orarray':
    case 'orstrings':
      writeSchemaOrList(encoding, message, node, base, path);
      break;
    default:
      writeSpecial(encoding.writer, message.special, encoding.json, node, path);
  }
}

function objectOf(node: JsonNode, path: FieldPath | null): JsonObject {
  if (node.kind !== 'object') throw unexpected('an object', node, path);
  if (node.repeated !== null) throw notEncodable('is there twice', memberOf(path, node.repeated));
  return node;
}

/** Writes an object's members as a message's contents. Fails where the message lacks a member. */
export function writeMembers(
  encoding: Encoding,
  message: MessageSchema,
  members: Members,
  base: BaseFields | null,
  path: FieldPath | null,
): void {
  for (const name of members.keys())
    if (!message.members.has(name)) throw notEncodable(`${message.name} has no such field`, memberOf(path, name));
  writeFields(encoding, message, members, base, path);
}

/** Writes the fields by number, with unknown fields at their places. */
function writeFields(
  encoding: Encoding,
  message: MessageSchema,
  members: Members,
  base: BaseFields | null,
  path: FieldPath | null,
): void {
  const { writer } = encoding;
  const unknown = base?.unknown ?? noEntries;
  let next = 0;
  const copyUnknown = (below: number) => {
    for (
      let entry = unknown[next];
      base !== null && entry !== undefined && entry.number < below;
      entry = unknown[next]
    ) {
      writer.copy(rawEntry(base.bytes, entry));
      next++;
    }
  };
  for (const field of message.ascending) {
    copyUnknown(field.number);
    const old = base?.known.get(field.number) ?? noEntries;
    if (base !== null && isUnchanged(field, members, base.members))
      for (const entry of old) writer.copy(rawEntry(base.bytes, entry));
    else if (field.isInline) writeInline(encoding, field, members, base, path);
    else writeField(encoding, field, members.get(field.name), { base, old, path: memberOf(path, field.name) });
  }
  copyUnknown(Number.POSITIVE_INFINITY);
}

function isUnchanged(field: FieldSchema, members: Members, before: Members): boolean {
  if (!field.isInline || typeof field.type === 'string')
    return isSameJson(members.get(field.name), before.get(field.name));
  for (const name of field.type.members) if (!isSameJson(members.get(name), before.get(name))) return false;
  return true;
}

function writeInline(
  encoding: Encoding,
  field: FieldSchema,
  members: Members,
  base: BaseFields | null,
  path: FieldPath | null,
): void {
  if (typeof field.type === 'string') return;
  const old = base?.known.get(field.number) ?? noEntries;
  const start = encoding.writer.open(field.number);
  const within = base && old.length > 0 ? baseFields(field.type, contentsOf(base.bytes, old), base.members) : null;
  writeFields(encoding, field.type, members, within, path);
  encoding.writer.close(start);
}

/** Writes a field of a message. */
export function writeField(encoding: Encoding, field: FieldSchema, node: JsonNode | undefined, place: Place): void {
  if (node === undefined || node.kind === 'null') {
    // A field absent from both the JSON and the stored message was unknown to its writer, and stays absent.
    if (field.isAlwaysWritten && (place.base === null || place.old.length > 0)) writeZero(encoding, field);
  } else if (field.shape === 'map') writeMap(encoding, field, node, place);
  else if (field.shape === 'list') {
    const before = place.base?.members.get(field.name);
    writeList(encoding, field, node, place.base?.bytes ?? null, place.old, before, place.path);
  } else if (typeof field.type === 'string')
    writeScalarField(encoding.writer, field.number, field.type, node, place.path);
  else {
    const before = place.base?.members.get(field.name);
    const base =
      place.base !== null && place.old.length > 0 && before !== undefined
        ? { bytes: contentsOf(place.base.bytes, place.old), node: before }
        : null;
    writeMessageField(encoding, field.number, field.type, node, base, place.path);
  }
}

function writeMessageField(
  encoding: Encoding,
  number: number,
  message: MessageSchema,
  node: JsonNode,
  base: Base | null,
  path: FieldPath | null,
): void {
  const start = encoding.writer.open(number);
  writeMessage(encoding, message, node, base, path);
  encoding.writer.close(start);
}

function writeZero(encoding: Encoding, field: FieldSchema): void {
  if (typeof field.type === 'string') {
    writeZeroField(encoding.writer, field.number, field.type);
    return;
  }
  const start = encoding.writer.open(field.number);
  switch (field.type.special) {
    case null:
      writeFields(encoding, field.type, noMembers, null, null);
      break;
    case 'orbool':
      writeZeroField(encoding.writer, 1, 'bool');
      break;
    case 'orarray':
    case 'orstrings':
      break;
    default:
      writeZeroSpecial(encoding.writer, field.type.special);
  }
  encoding.writer.close(start);
}

function writeList(
  encoding: Encoding,
  field: FieldSchema,
  node: JsonNode,
  bytes: Uint8Array | null,
  old: readonly Entry[],
  before: JsonNode | undefined,
  path: FieldPath | null,
): void {
  if (node.kind !== 'array') throw unexpected('a list', node, path);
  // Numbers may be packed, so that an entry is not an element; rewriting them loses nothing.
  const oldNodes = before?.kind === 'array' && field.wireType === wire.lengthDelimited ? before.elements : [];
  const pairs = pairElements(node.elements, oldNodes);
  for (const [at, element] of node.elements.entries()) {
    const place = pairs[at] ?? -1;
    const entry = old[place];
    const oldNode = oldNodes[place];
    if (bytes !== null && entry !== undefined && isSameJson(oldNode, element)) {
      encoding.writer.copy(rawEntry(bytes, entry));
      continue;
    }
    const elementPath = elementOf(path, at);
    if (typeof field.type === 'string') {
      writeScalarField(encoding.writer, field.number, field.type, element, elementPath);
      continue;
    }
    const base = bytes && entry && oldNode ? { bytes: contentsOf(bytes, [entry]), node: oldNode } : null;
    writeMessageField(encoding, field.number, field.type, element, base, elementPath);
  }
}

/** Writes entries sorted by key, as Go does. */
function writeMap(encoding: Encoding, field: FieldSchema, node: JsonNode, { base, old, path }: Place): void {
  const { members } = objectOf(node, path);
  const before = base?.members.get(field.name);
  const oldMembers = before?.kind === 'object' ? before.members : noMembers;
  const oldEntries = base && entriesByKey(base.bytes, old);
  for (const key of sortedAsBytes([...members.keys()])) {
    const value = members.get(key);
    const entry = oldEntries?.get(key);
    const oldValue = oldMembers.get(key);
    if (value === undefined) continue;
    if (base && entry && isSameJson(oldValue, value)) encoding.writer.copy(rawEntry(base.bytes, entry));
    else {
      const within = base && entry ? contentsOf(base.bytes, [entry]) : null;
      writeMapEntry(encoding, field, key, value, within, oldValue, keyOf(path, key));
    }
  }
}

/** From here on, UTF-16 sorts by surrogates, and bytes by characters. */
const firstSurrogate = 0xd800;

/** Sorts texts by their bytes in UTF-8. */
function sortedAsBytes(texts: string[]): readonly string[] {
  if (texts.every(isBelowSurrogates)) return texts.sort();
  const known = texts.map((text) => ({ text, bytes: Buffer.from(text) }));
  return known.sort((a, b) => Buffer.compare(a.bytes, b.bytes)).map(({ text }) => text);
}

function isBelowSurrogates(text: string): boolean {
  for (let at = 0; at < text.length; at++) if (text.charCodeAt(at) >= firstSurrogate) return false;
  return true;
}

function writeMapEntry(
  encoding: Encoding,
  field: FieldSchema,
  key: string,
  value: JsonNode,
  old: Uint8Array | null,
  oldValue: JsonNode | undefined,
  path: FieldPath,
): void {
  const { writer } = encoding;
  const start = writer.open(field.number);
  writer.field(1, key);
  if (typeof field.type !== 'string') {
    const bytes = old && lastContents(old, 2);
    const base = bytes && oldValue ? { bytes, node: oldValue } : null;
    writeMessageField(encoding, 2, field.type, value, base, path);
  } else if (field.type !== 'bytes' || value.kind !== 'string' || value.value !== '') {
    // Go omits empty bytes here.
    writeScalarField(writer, 2, field.type, value, path);
  }
  if (old !== null) for (const entry of readEntries(old)) if (entry.number > 2) writer.copy(rawEntry(old, entry));
  writer.close(start);
}

/** Field 1 says that a schema is allowed, field 2 which. */
function writeSchemaOrBool(
  encoding: Encoding,
  message: MessageSchema,
  node: JsonNode,
  base: Base | null,
  path: FieldPath | null,
): void {
  if (node.kind === 'object') {
    encoding.writer.tag(1, wire.varint);
    encoding.writer.varint(1);
    writeAlternative(encoding, message, 2, node, base, path);
  } else if (node.kind === 'boolean') writeScalarField(encoding.writer, 1, 'bool', node, path);
  else throw unexpected('a schema, or true or false', node, path);
}

/** Field 1 is a schema, field 2 a list. */
function writeSchemaOrList(
  encoding: Encoding,
  message: MessageSchema,
  node: JsonNode,
  base: Base | null,
  path: FieldPath | null,
): void {
  const list = message.byNumber[2];
  if (node.kind === 'array' && list !== undefined) {
    const old = base === null ? noEntries : readEntries(base.bytes).filter((entry) => entry.number === 2);
    writeList(encoding, list, node, base?.bytes ?? null, old, base?.node, path);
  } else if (node.kind === 'object') writeAlternative(encoding, message, 1, node, base, path);
  else if (node.kind !== 'null') throw unexpected('a schema or a list', node, path);
}

function writeAlternative(
  encoding: Encoding,
  message: MessageSchema,
  number: number,
  node: JsonNode,
  base: Base | null,
  path: FieldPath | null,
): void {
  const field = message.byNumber[number];
  if (field === undefined || typeof field.type === 'string') return;
  const bytes = base && lastContents(base.bytes, number);
  const within = bytes && base.node.kind === 'object' ? { bytes, node: base.node } : null;
  writeMessageField(encoding, number, field.type, node, within, path);
}
