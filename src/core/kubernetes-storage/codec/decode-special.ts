import { writeScalar, writeZero } from './decode-scalar.ts';
import { formatDuration } from './duration.ts';
import type { JsonWriter } from './json-writer.ts';
import { KnownJsons } from './known-json.ts';
import { formatSeconds, writeSeconds, zeroTime } from './time.ts';
import { wire } from './wire.ts';
import type { WireReader } from './wire-reader.ts';

/** The special forms without nested messages. */
export type PlainForm = 'time' | 'microtime' | 'duration' | 'rawjson' | 'items' | 'quantity' | 'intstr';

/** Writes the special message from the reader's position to `end`, and moves there. */
export function writeSpecial(reader: WireReader, writer: JsonWriter, form: PlainForm, end: number): void {
  switch (form) {
    case 'time':
      writeTime(reader, writer, end);
      break;
    case 'microtime':
      writeMicroTime(reader, writer, end);
      break;
    case 'duration': {
      const text = formatDuration(reader.seekLast(1, wire.varint, end) ? BigInt(reader.int64(end)) : 0n);
      // Microseconds have a letter beyond ASCII.
      const bytes = Buffer.from(text);
      writer.string(bytes, 0, bytes.length);
      break;
    }
    case 'rawjson':
      writeRawJson(reader, writer, end);
      break;
    case 'items':
      writeItems(reader, writer, end);
      break;
    case 'quantity':
      if (reader.seekLast(1, wire.lengthDelimited, end)) writeScalar(reader, writer, 'string', end);
      else writer.literal('"0"');
      break;
    case 'intstr':
      writeIntOrString(reader, writer, end);
      break;
  }
  reader.position = end;
}

/** Reads the seconds since 1970 of a `Timestamp` at the reader's position. */
function readSeconds(reader: WireReader, end: number): number {
  const seconds = reader.seekLast(1, wire.varint, end) ? reader.int64(end) : 0;
  if (typeof seconds === 'bigint') throw reader.fail('A time beyond all calendars');
  return seconds;
}

/** Seconds only: nanoseconds, which old servers stored, are not shown. */
function writeTime(reader: WireReader, writer: JsonWriter, end: number): void {
  const seconds = reader.position === end ? zeroTime : readSeconds(reader, end);
  if (seconds === zeroTime) {
    writer.literal('null');
    return;
  }
  writer.literal('"');
  writeSeconds(writer, seconds);
  writer.literal('Z"');
}

function writeMicroTime(reader: WireReader, writer: JsonWriter, end: number): void {
  const start = reader.position;
  const whole = start === end ? zeroTime : readSeconds(reader, end);
  reader.position = start;
  const microseconds = reader.seekLast(2, wire.varint, end) ? Math.trunc((reader.varint(end) | 0) / 1000) : 0;
  const seconds = whole + Math.floor(microseconds / 1_000_000);
  const fraction = ((microseconds % 1_000_000) + 1_000_000) % 1_000_000;
  if (seconds === zeroTime && fraction === 0) writer.literal('null');
  else writer.literal(`"${formatSeconds(seconds)}.${String(fraction).padStart(6, '0')}Z"`);
}

function writeIntOrString(reader: WireReader, writer: JsonWriter, end: number): void {
  const start = reader.position;
  const type = reader.seekLast(1, wire.varint, end) ? reader.varint(end) : 0;
  if (type !== 0 && type !== 1) throw reader.fail(`Neither a number nor a string, but type ${type}`);
  reader.position = start;
  const scalar = type === 0 ? 'int32' : 'string';
  const isThere = type === 0 ? reader.seekLast(2, wire.varint, end) : reader.seekLast(3, wire.lengthDelimited, end);
  if (isThere) writeScalar(reader, writer, scalar, end);
  else writeZero(writer, scalar);
}

function writeItems(reader: WireReader, writer: JsonWriter, end: number): void {
  writer.openArray();
  while (reader.position < end) {
    const tag = reader.tag(end);
    if (tag !== ((1 << 3) | wire.lengthDelimited)) {
      reader.skip(tag, end);
      continue;
    }
    writer.separate();
    writeScalar(reader, writer, 'string', end);
  }
  writer.closeArray();
}

/**
 * The members that replace bytes that are not JSON, so that an object is readable around them, and stored unchanged.
 */
export const opaque = { cbor: '$cbor', raw: '$raw' } as const;

/** Whether bytes are CBOR, by its first three bytes. */
export function isCbor(bytes: Uint8Array): boolean {
  return bytes[0] === 0xd9 && bytes[1] === 0xd9 && bytes[2] === 0xf7;
}

// Shared: what is remembered depends on nothing but the bytes.
const known = new KnownJsons();

function writeRawJson(reader: WireReader, writer: JsonWriter, end: number): void {
  const stop = reader.seekLast(1, wire.lengthDelimited, end) ? reader.lengthDelimitedEnd(end) : reader.position;
  const json = reader.bytes.subarray(reader.position, stop);
  const name = known.nameOf(json);
  const printed = name === null ? undefined : known.get(name);
  if (json.length === 0) writer.literal('null');
  else if (printed !== undefined) writer.copy(printed.printed, printed.isAscii);
  else if (isCbor(json)) writeOpaque(writer, opaque.cbor, json);
  else if (!isJson(json)) writeOpaque(writer, opaque.raw, json);
  else {
    const before = writer.length;
    writer.compact(json);
    // JSON that looks like one of the two is wrapped itself, so that it can be told apart.
    if (/^\{"\$(?:cbor|raw)":/.test(writer.since(before, 9))) {
      writer.rewind(before);
      writeOpaque(writer, opaque.raw, json);
    } else if (name !== null) known.set(name, writer.bytesSince(before));
  }
}

function writeOpaque(writer: JsonWriter, name: string, bytes: Uint8Array): void {
  writer.openObject();
  writer.label(Buffer.from(`"${name}":`));
  writer.base64(bytes);
  writer.closeObject();
}

/** Reads as Latin-1, because only the ASCII matters here. */
function isJson(bytes: Uint8Array): boolean {
  try {
    JSON.parse(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'));
    return true;
  } catch {
    return false;
  }
}
