import { writeScalar, writeZero } from './decode-scalar.ts';
import { writeSpecial } from './decode-special.ts';
import type { JsonWriter } from './json-writer.ts';
import { type MapEntry, readMap } from './map-entries.ts';
import { type FieldSchema, type MessageSchema, wordBits } from './schema.ts';
import { deepestMessage, wire } from './wire.ts';
import { WireReader } from './wire-reader.ts';

/** The state of decoding one object to JSON. */
export interface Decoding {
  reader: WireReader;
  readonly writer: JsonWriter;
  /**
   * For each open message, bits that say which fields occur, and two numbers for each of those: the count of its occurrences,
   * and its place.
   */
  places: Int32Array;
  /** How many of them are in use. */
  placesUsed: number;
  unknownFields: number;
}

/** Writes a message from `start` to `end` of the reader's bytes, and moves to `end`. */
export function writeMessage(
  decoding: Decoding,
  message: MessageSchema,
  start: number,
  end: number,
  depth: number,
): void {
  const { reader, writer } = decoding;
  if (depth > deepestMessage) throw reader.fail(`Messages lie more than ${deepestMessage} deep`, start);
  reader.position = start;
  switch (message.special) {
    case null:
      writer.openObject();
      writeMembers(decoding, message, start, end, depth);
      writer.closeObject();
      break;
    case 'orbool':
      if (!writeAlternative(decoding, message, 2, end, depth)) {
        reader.position = start;
        if (reader.seekLast(1, wire.varint, end)) writeScalar(reader, writer, 'bool', end);
        else writeZero(writer, 'bool');
      }
      break;
    case 'orarray':
    case 'orstrings':
      if (!writeAlternativeList(decoding, message, start, end, depth)) {
        reader.position = start;
        if (!writeAlternative(decoding, message, 1, end, depth)) writer.literal('null');
      }
      break;
    default:
      writeSpecial(reader, writer, message.special, end);
  }
  reader.position = end;
}

/** Writes a message's members, without the braces. */
export function writeMembers(
  decoding: Decoding,
  message: MessageSchema,
  start: number,
  end: number,
  depth: number,
): void {
  const { writer } = decoding;
  const { fields, shownAbsent } = message;
  const frame = decoding.placesUsed;
  locateFields(decoding, message, start, end);
  for (let word = 0; word < shownAbsent.length; word++) {
    const occurring = decoding.places[frame + word] ?? 0;
    // From the lowest bit on, which is the order of printing.
    for (let bits = occurring | (shownAbsent[word] ?? 0); bits !== 0; bits &= bits - 1) {
      const bit = bits & -bits;
      const field = fields[word * wordBits + 31 - Math.clz32(bit)];
      if (field === undefined) break;
      if ((occurring & bit) !== 0) {
        // Messages within may move the places.
        const place = placeOf(message, frame, field);
        const { places } = decoding;
        writeField(decoding, field, places[place] ?? 0, places[place + 1] ?? 0, start, end, depth);
      } else {
        writer.label(field.label);
        writer.literal('null');
      }
    }
  }
  decoding.placesUsed = frame;
}

/** Returns where the numbers of a field are: behind the bits. */
function placeOf({ shownAbsent }: MessageSchema, frame: number, field: FieldSchema): number {
  return frame + shownAbsent.length + 2 * field.index;
}

/** Writes a field that occurs `count` times, at `at` the first or the last time. */
function writeField(
  decoding: Decoding,
  field: FieldSchema,
  count: number,
  at: number,
  start: number,
  end: number,
  depth: number,
): void {
  if (field.shape === 'single') {
    if (count > 1 && typeof field.type !== 'string') writeMerged(decoding, field, start, end, depth);
    else writeSingle(decoding, field, at, end, depth);
    return;
  }
  decoding.writer.label(field.label);
  if (field.shape === 'list') writeList(decoding, field, count, at, end, depth);
  else writeMap(decoding, field, count, at, end, depth);
}

/**
 * Records the place of each field: the first occurrence of a list or map, the value of the last occurrence of the
 * others.
 */
function locateFields(decoding: Decoding, message: MessageSchema, start: number, end: number): void {
  const { reader } = decoding;
  const frame = decoding.placesUsed;
  const places = openPlaces(decoding, message.shownAbsent.length, 2 * message.fields.length);
  reader.position = start;
  while (reader.position < end) {
    const at = reader.position;
    const tag = reader.tag(end);
    const field = message.byNumber[tag >>> 3];
    if (field === undefined) decoding.unknownFields++;
    else {
      const wireType = tag & 7;
      const isPacked = wireType === wire.lengthDelimited && field.shape === 'list';
      if (wireType !== field.wireType && !isPacked)
        throw reader.fail(`${message.name} has wire type ${wireType} in its field ${field.number}`, at);
      const place = placeOf(message, frame, field);
      const word = frame + Math.trunc(field.index / wordBits);
      const bit = 1 << (field.index % wordBits);
      const occurring = places[word] ?? 0;
      const count = (occurring & bit) === 0 ? 0 : (places[place] ?? 0);
      places[word] = occurring | bit;
      places[place] = count + 1;
      if (field.shape === 'single') places[place + 1] = reader.position;
      else if (count === 0) places[place + 1] = at;
    }
    reader.skip(tag, end);
  }
}

/** Makes room for so many words of bits, which are zero at first, and so many numbers, which are not. */
function openPlaces(decoding: Decoding, words: number, numbers: number): Int32Array {
  const { places, placesUsed } = decoding;
  const used = placesUsed + words + numbers;
  if (used > places.length) {
    decoding.places = new Int32Array(2 * used);
    decoding.places.set(places);
  }
  const open = decoding.places;
  for (let at = placesUsed; at < placesUsed + words; at++) open[at] = 0;
  decoding.placesUsed = used;
  return open;
}

function writeSingle(decoding: Decoding, field: FieldSchema, at: number, end: number, depth: number): void {
  const { reader, writer } = decoding;
  reader.position = at;
  if (typeof field.type === 'string') {
    const before = writer.length;
    writer.label(field.label);
    const isZero = writeScalar(reader, writer, field.type, end);
    if (isZero && field.isHiddenWhenZero) writer.rewind(before);
  } else {
    const stop = reader.lengthDelimitedEnd(end);
    writeMessageMember(decoding, field, field.type, reader.position, stop, depth);
  }
}

function writeMessageMember(
  decoding: Decoding,
  field: FieldSchema,
  message: MessageSchema,
  start: number,
  end: number,
  depth: number,
): void {
  const { writer } = decoding;
  if (field.isInline) {
    writeMembers(decoding, message, start, end, depth + 1);
    return;
  }
  const before = writer.length;
  writer.label(field.label);
  const value = writer.length;
  writeMessage(decoding, message, start, end, depth + 1);
  if (field.isHiddenWhenZero && isEmpty(writer, value)) writer.rewind(before);
}

const empty = new Set(['null', '{}', '[]']);

function isEmpty(writer: JsonWriter, start: number): boolean {
  return writer.length - start <= 4 && empty.has(writer.since(start, 4));
}

/**
 * Writes a message that occurs more than once: protobuf merges the occurrences, which is the meaning of their
 * concatenated bytes.
 */
function writeMerged(decoding: Decoding, field: FieldSchema, start: number, end: number, depth: number): void {
  if (typeof field.type === 'string') return;
  const outer = decoding.reader;
  const parts: Uint8Array[] = [];
  outer.position = start;
  for (let entry = outer.entry(end); entry !== null; entry = outer.entry(end))
    if (entry.number === field.number) parts.push(outer.contents(entry));
  const merged = Buffer.concat(parts);
  decoding.reader = new WireReader(merged, 0, outer.offsetOf(start));
  writeMessageMember(decoding, field, field.type, 0, merged.length, depth);
  decoding.reader = outer;
}

/** Writes `count` occurrences from `at` on, adjacent or not. */
function writeList(decoding: Decoding, field: FieldSchema, count: number, at: number, end: number, depth: number) {
  const { reader, writer } = decoding;
  writer.openArray();
  reader.position = at;
  for (let left = count; left > 0; ) {
    const tag = reader.tag(end);
    if (tag >>> 3 !== field.number) {
      reader.skip(tag, end);
      continue;
    }
    left--;
    if (typeof field.type !== 'string') {
      writer.separate();
      const stop = reader.lengthDelimitedEnd(end);
      writeMessage(decoding, field.type, reader.position, stop, depth + 1);
    } else if ((tag & 7) === field.wireType) {
      writer.separate();
      writeScalar(reader, writer, field.type, end);
    } else {
      const stop = reader.lengthDelimitedEnd(end);
      while (reader.position < stop) {
        writer.separate();
        writeScalar(reader, writer, field.type, stop);
      }
    }
  }
  writer.closeArray();
}

function writeMap(decoding: Decoding, field: FieldSchema, count: number, at: number, end: number, depth: number) {
  const { reader, writer } = decoding;
  reader.position = at;
  const { entries, unknownFields } = readMap(reader, field, count, end);
  decoding.unknownFields += unknownFields;
  writer.openObject();
  for (const entry of entries) writeMapEntry(decoding, field, entry, depth);
  writer.closeObject();
}

function writeMapEntry(decoding: Decoding, field: FieldSchema, entry: MapEntry, depth: number): void {
  const { reader, writer } = decoding;
  writer.separate();
  writer.string(entry.key, 0, entry.key.length);
  writer.colon();
  reader.position = entry.value;
  if (typeof field.type === 'string') {
    if (entry.value < 0) writeZero(writer, field.type);
    else writeScalar(reader, writer, field.type, entry.end);
  } else {
    const stop = entry.value < 0 ? entry.end : reader.lengthDelimitedEnd(entry.end);
    writeMessage(decoding, field.type, entry.value < 0 ? stop : reader.position, stop, depth + 1);
  }
}

/** Writes the message in field `number` of an either-or type. Returns `false` where it holds none. */
function writeAlternative(
  decoding: Decoding,
  message: MessageSchema,
  number: number,
  end: number,
  depth: number,
): boolean {
  const { reader } = decoding;
  const field = message.byNumber[number];
  if (field === undefined || typeof field.type === 'string') return false;
  if (!reader.seekLast(number, wire.lengthDelimited, end)) return false;
  const stop = reader.lengthDelimitedEnd(end);
  writeMessage(decoding, field.type, reader.position, stop, depth + 1);
  return true;
}

/** Writes the list in field 2 of an either-or type. Returns `false` where it is empty. */
function writeAlternativeList(
  decoding: Decoding,
  message: MessageSchema,
  start: number,
  end: number,
  depth: number,
): boolean {
  const { reader } = decoding;
  const list = message.byNumber[2];
  if (list === undefined) return false;
  let count = 0;
  for (let entry = reader.entry(end); entry !== null; entry = reader.entry(end)) {
    if (entry.number !== 2) continue;
    if (entry.wireType !== wire.lengthDelimited)
      throw reader.fail(`Wire type ${entry.wireType} in a list`, entry.start);
    count++;
  }
  if (count > 0) writeList(decoding, list, count, start, end, depth);
  return count > 0;
}
