import type { FieldShape, MessageShape } from './message-shape.ts';

/** How deep transactions may hold transactions; protobuf's own bound. */
const mostDepth = 100;

/**
 * Returns the object in a message's bytes. 64-bit integers are decimal strings, enums their names, bytes views into those
 * given; every field has a value, a missing message `null`, and an `oneof` the name of its field that is set. Unknown
 * fields are skipped. Throws where the bytes are not a message.
 */
export function readMessage(shape: MessageShape, bytes: Buffer): object {
  return new MessageReader(bytes).read(shape, bytes.length, null, 0);
}

type Mutable = Record<string, unknown>;

class MessageReader {
  readonly #bytes: Buffer;
  #position = 0;

  constructor(bytes: Buffer) {
    this.#bytes = bytes;
  }

  /** Reads up to a place. A message that comes twice is one: the second adds to the first. */
  read(shape: MessageShape, end: number, before: Mutable | null, depth: number): Mutable {
    if (depth > mostDepth) throw new Error('max depth exceeded');
    const message: Mutable = before ?? { ...shape.defaults };
    if (before === null) for (const name of shape.lists) message[name] = [];
    while (this.#position < end) {
      const tag = this.#number(end);
      const field = shape.byId[tag >>> 3];
      const wireType = tag & 7;
      if (field === undefined) this.#skip(wireType, end);
      else if (isLengthDelimited(field)) {
        if (wireType === 2) this.#delimited(field, message, end, depth);
        else this.#skip(wireType, end);
      } else if (wireType === 0) put(message, field, this.#scalar(field, end));
      else if (wireType === 2 && field.isRepeated) {
        for (const packedEnd = this.#length(end); this.#position < packedEnd; )
          put(message, field, this.#scalar(field, packedEnd));
      } else this.#skip(wireType, end);
    }
    return message;
  }

  #delimited(field: FieldShape, message: Mutable, end: number, depth: number): void {
    const contentsEnd = this.#length(end);
    const start = this.#position;
    if (field.kind === 'message') {
      // What this reader has put there itself.
      const before = field.isRepeated ? null : ((message[field.name] ?? null) as Mutable | null);
      put(message, field, this.read(field.message(), contentsEnd, before, depth + 1));
    } else {
      this.#position = contentsEnd;
      const { kind } = field;
      put(
        message,
        field,
        kind === 'bytes' ? this.#bytes.subarray(start, contentsEnd) : this.#bytes.toString('utf8', start, contentsEnd),
      );
    }
  }

  #scalar(field: FieldShape, end: number): unknown {
    const start = this.#position;
    const number = this.#number(end);
    switch (field.kind) {
      case 'bool':
        return number !== 0;
      case 'uint32':
        return Number.isSafeInteger(number) ? number % 2 ** 32 : Number(BigInt.asUintN(32, this.#bits(start)));
      case 'enum': {
        const known = number < 2 ** 31 ? number : Number(BigInt.asIntN(32, this.#bits(start)));
        return field.enumNames?.names.get(known) ?? known;
      }
      case 'int64':
        return Number.isSafeInteger(number) ? String(number) : BigInt.asIntN(64, this.#bits(start)).toString();
      default:
        return Number.isSafeInteger(number) ? String(number) : BigInt.asUintN(64, this.#bits(start)).toString();
    }
  }

  /** Returns all bits of the varint that was just read. */
  #bits(start: number): bigint {
    let value = 0n;
    for (let at = this.#position - 1; at >= start; at--) value = (value << 7n) | BigInt((this.#bytes[at] ?? 0) & 0x7f);
    return value;
  }

  /** Reads a varint, exact up to 2^53. */
  #number(end: number): number {
    let value = 0;
    const mostEnd = Math.min(end, this.#position + 10);
    for (let scale = 1; this.#position < mostEnd; scale *= 128) {
      const byte = this.#bytes[this.#position++] ?? 0;
      value += (byte & 0x7f) * scale;
      if (byte < 0x80) return value;
    }
    throw outOfRange();
  }

  /** Reads a length, and returns where its contents end. */
  #length(end: number): number {
    const contentsEnd = this.#number(end) + this.#position;
    if (contentsEnd > end) throw outOfRange();
    return contentsEnd;
  }

  #skip(wireType: number, end: number): void {
    if (wireType === 0) this.#number(end);
    else if (wireType === 1) this.#position += 8;
    else if (wireType === 2) this.#position = this.#length(end);
    else if (wireType === 5) this.#position += 4;
    else throw new Error(`invalid wire type ${wireType}`);
    if (this.#position > end) throw outOfRange();
  }
}

const isLengthDelimited = ({ kind }: FieldShape): boolean =>
  kind === 'message' || kind === 'bytes' || kind === 'string';

function put(message: Mutable, { name, isRepeated, oneof }: FieldShape, value: unknown): void {
  if (oneof !== null) message[oneof] = name;
  if (isRepeated)
    (message[name] as unknown[]).push(value); // every object has its lists
  else message[name] = value;
}

const outOfRange = (): Error => new RangeError('index out of range');
