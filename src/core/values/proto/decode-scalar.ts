import { toBase64 } from '../../bytes/base64.ts';
import { bufferOf, textOf } from '../../bytes/bytes.ts';
import type { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import type { ProtoEnum, ProtoScalar } from './proto-schema.ts';

/** The JSON of a value, and whether its bytes are text in UTF-8 where they have to be. */
export interface ScalarJson {
  readonly json: string;
  readonly isBroken: boolean;
}

const whole = (json: string): ScalarJson => ({ json, isBroken: false });
const quoted = (digits: string | number | bigint): ScalarJson => whole(`"${digits}"`);

/** Reads a value of protobuf's own types. Numbers of 64 bits are texts, as in protobuf's JSON: no reader rounds them. */
export function scalarJson(reader: WireReader, type: ProtoScalar, end: number): ScalarJson {
  switch (type) {
    case 'int32':
      return whole(String(reader.varint(end) | 0));
    case 'uint32':
      return whole(String(reader.varint(end) >>> 0));
    case 'sint32':
      return whole(String(unzigzag32(reader.varint(end))));
    case 'int64':
      return quoted(reader.int64(end));
    case 'uint64':
      return quoted(BigInt.asUintN(64, BigInt(reader.int64(end))));
    case 'sint64':
      return quoted(unzigzag64(BigInt.asUintN(64, BigInt(reader.int64(end)))));
    case 'bool':
      return whole((reader.varint(end) | reader.high) === 0 ? 'false' : 'true');
    case 'fixed32':
      return whole(String(reader.fixed(4, end).getUint32(0, true)));
    case 'sfixed32':
      return whole(String(reader.fixed(4, end).getInt32(0, true)));
    case 'fixed64':
      return quoted(reader.fixed(8, end).getBigUint64(0, true));
    case 'sfixed64':
      return quoted(reader.fixed(8, end).getBigInt64(0, true));
    case 'float':
      return whole(floatJson(reader.fixed(4, end).getFloat32(0, true)));
    case 'double':
      return whole(doubleJson(reader.double(end)));
    case 'string':
      return stringJson(contents(reader, end));
    case 'bytes':
      return whole(`"${toBase64(contents(reader, end))}"`);
  }
}

/** Reads a value of an enum: its name, or its number where the enum has none for it. */
export function enumJson(reader: WireReader, { names }: ProtoEnum, end: number): string {
  const number = reader.varint(end) | 0;
  const name = names.get(number);
  return name === undefined ? String(number) : `"${name}"`;
}

function contents(reader: WireReader, end: number): Uint8Array {
  const stop = reader.lengthDelimitedEnd(end);
  const bytes = reader.bytes.subarray(reader.position, stop);
  reader.position = stop;
  return bytes;
}

function stringJson(bytes: Uint8Array): ScalarJson {
  const text = textOf(bytes);
  if (text !== null) return whole(JSON.stringify(text));
  // Each byte out of place becomes U+FFFD.
  return { json: JSON.stringify(bufferOf(bytes).toString('utf8')), isBroken: true };
}

function unzigzag32(value: number): number {
  return (value >>> 1) ^ -(value & 1);
}

function unzigzag64(value: bigint): bigint {
  return (value >> 1n) ^ -(value & 1n);
}

function doubleJson(value: number): string {
  if (!Number.isFinite(value)) return `"${value}"`;
  return Object.is(value, -0) ? '-0' : String(value);
}

/** Prints the shortest digits that are this number in 32 bits. */
function floatJson(value: number): string {
  for (let digits = 6; digits < 9 && Number.isFinite(value); digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return doubleJson(Object.is(value, -0) ? -0 : short);
  }
  return doubleJson(Number.isFinite(value) ? Number(value.toPrecision(9)) : value);
}
