import type { FieldShape, MessageShape } from './message-shape.ts';

/**
 * Returns a message's bytes. Takes 64-bit integers as decimal strings or numbers, enums as names or numbers, and bytes;
 * leaves out what is absent or a default, except in an `oneof`, which is set by that. Throws where a value is of another
 * type.
 */
export function writeMessage(shape: MessageShape, message: object): Buffer {
  const parts: Uint8Array[] = [];
  writeFields(parts, shape, message);
  return parts.length === 1 && parts[0] instanceof Buffer ? parts[0] : Buffer.concat(parts);
}

/** Adds a message's parts, and returns their length. */
function writeFields(parts: Uint8Array[], { fields }: MessageShape, message: object): number {
  let length = 0;
  for (const field of fields) {
    const value: unknown = Reflect.get(message, field.name);
    if (value === undefined || value === null) continue;
    if (!field.isRepeated) {
      length += writeField(parts, field, value, field.oneof !== null);
      continue;
    }
    if (!Array.isArray(value)) throw new TypeError(`${field.name}: array expected`);
    if (field.kind === 'enum') length += writePacked(parts, field, value);
    else for (const each of value) length += writeField(parts, field, each, true);
  }
  return length;
}

function writeField(parts: Uint8Array[], field: FieldShape, value: unknown, writesDefault: boolean): number {
  switch (field.kind) {
    case 'message': {
      if (typeof value !== 'object' || value === null) throw new TypeError(`${field.name}: object expected`);
      const at = parts.length;
      parts.push(nothing);
      const length = writeFields(parts, field.message(), value);
      const head = varints((field.id << 3) | 2, length);
      parts[at] = head;
      return head.length + length;
    }
    case 'string':
      return writeContents(parts, field.id, Buffer.from(String(value)), writesDefault);
    case 'bytes':
      if (!(value instanceof Uint8Array)) throw new TypeError(`${field.name}: bytes expected`);
      return writeContents(parts, field.id, value, writesDefault);
    default: {
      const number = numberOf(field, value);
      if (!writesDefault && Number(number) === 0) return 0;
      const bytes = varints(field.id << 3, number);
      parts.push(bytes);
      return bytes.length;
    }
  }
}

function writeContents(parts: Uint8Array[], id: number, contents: Uint8Array, writesDefault: boolean): number {
  if (contents.length === 0 && !writesDefault) return 0;
  const head = varints((id << 3) | 2, contents.length);
  parts.push(head, contents);
  return head.length + contents.length;
}

function writePacked(parts: Uint8Array[], field: FieldShape, values: readonly unknown[]): number {
  const numbers = varints(...values.map((value) => numberOf(field, value)));
  return writeContents(parts, field.id, numbers, false);
}

function numberOf({ kind, name, enumNames }: FieldShape, value: unknown): number | bigint {
  if (kind === 'bool') return value ? 1 : 0;
  if (kind === 'enum') {
    const number = typeof value === 'number' ? value : enumNames?.numbers.get(String(value));
    if (number === undefined) throw new TypeError(`${name}: no value ${value}`);
    return number;
  }
  const number = Number(value);
  if (Number.isSafeInteger(number)) return number;
  return BigInt(String(value));
}

const nothing = new Uint8Array();

/** Returns integers as varints; a negative one has all 64 bits. */
function varints(...values: readonly (number | bigint)[]): Buffer {
  const bytes: number[] = [];
  for (const value of values) {
    if (typeof value === 'number' && value >= 0) {
      let rest = value;
      for (; rest >= 128; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 0x80);
      bytes.push(rest);
      continue;
    }
    let rest = BigInt.asUintN(64, BigInt(value));
    for (; rest >= 128n; rest >>= 7n) bytes.push(Number(rest & 0x7fn) | 0x80);
    bytes.push(Number(rest));
  }
  return Buffer.from(bytes);
}
