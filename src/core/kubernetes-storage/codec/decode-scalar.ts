import type { JsonWriter } from './json-writer.ts';
import type { Scalar } from './schema.ts';
import type { WireReader } from './wire-reader.ts';

const zeros: Readonly<Record<Scalar, string>> = {
  string: '""',
  bytes: '""',
  bool: 'false',
  int32: '0',
  int64: '0',
  double: '0',
};

/** Writes the zero that Go prints for an absent value. */
export function writeZero(writer: JsonWriter, type: Scalar): void {
  writer.literal(zeros[type]);
}

/** Writes the scalar at the reader's position, and moves past it. Returns whether it is zero. */
export function writeScalar(reader: WireReader, writer: JsonWriter, type: Scalar, end: number): boolean {
  switch (type) {
    case 'string': {
      const stop = reader.lengthDelimitedEnd(end);
      const start = reader.position;
      writer.string(reader.bytes, start, stop);
      reader.position = stop;
      return start === stop;
    }
    case 'bytes': {
      const stop = reader.lengthDelimitedEnd(end);
      const start = reader.position;
      writer.base64(reader.bytes.subarray(start, stop));
      reader.position = stop;
      return start === stop;
    }
    case 'bool': {
      const isTrue = (reader.varint(end) | reader.high) !== 0;
      writer.literal(isTrue ? 'true' : 'false');
      return !isTrue;
    }
    case 'int32': {
      const value = reader.varint(end) | 0;
      writer.literal(String(value));
      return value === 0;
    }
    case 'int64': {
      const value = reader.int64(end);
      writer.literal(String(value));
      return value === 0;
    }
    case 'double': {
      const value = reader.double(end);
      if (!Number.isFinite(value)) throw reader.fail(`The number ${value}, which JSON does not have`);
      writer.literal(Object.is(value, -0) ? '-0' : String(value));
      return value === 0;
    }
  }
}
