import { bufferOf } from '../../bytes/bytes.ts';
import type { FieldSchema, MessageSchema } from '../../kubernetes-storage/codec/schema.ts';
import { zeroTime } from '../../kubernetes-storage/codec/time.ts';
import { wire } from '../../kubernetes-storage/codec/wire.ts';
import { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';

const named = new WeakMap<MessageSchema, ReadonlyMap<string, FieldSchema>>();

/** Returns the field of a message by its name in JSON. */
export function fieldOf(message: MessageSchema, name: string): FieldSchema | undefined {
  let fields = named.get(message);
  if (fields === undefined) {
    fields = new Map(message.fields.map((field) => [field.name, field]));
    named.set(message, fields);
  }
  return fields.get(name);
}

/** The fields of messages that the schema has in a form of their own. */
const form = { seconds: 1, nanos: 2, isText: 1, number: 2, text: 3, quantity: 1 } as const;

/**
 * Reads single fields of a message by their names in JSON, without reading the rest of it: each call walks the fields of
 * one message, and allocates no more than its result. A field that is absent, or that the message's version does not
 * have, reads as its zero. Fails with `ValueMalformed`.
 */
export class ObjectView {
  readonly schema: MessageSchema;
  readonly #reader: WireReader;
  readonly #buffer: Buffer;
  readonly #start: number;
  readonly #end: number;

  constructor(schema: MessageSchema, bytes: Uint8Array, start = 0, end = bytes.length, reader?: WireReader) {
    this.schema = schema;
    this.#reader = reader ?? new WireReader(bytes);
    this.#buffer = bufferOf(bytes);
    this.#start = start;
    this.#end = end;
  }

  /** Whether a field was written, also with its zero: what a pointer in Go tells from `nil`. */
  has(name: string): boolean {
    const field = fieldOf(this.schema, name);
    return field !== undefined && this.#seek(field.number) > 0;
  }

  /** Returns a message; an empty one where it is absent. */
  message(name: string): ObjectView {
    const field = fieldOf(this.schema, name);
    if (field === undefined || typeof field.type === 'string') return absent;
    const count = this.#seek(field.number);
    if (count === 0) return new ObjectView(field.type, nothing);
    if (count > 1) return new ObjectView(field.type, Buffer.concat(this.#parts(field.number)));
    const stop = this.#reader.lengthDelimitedEnd(this.#end);
    return new ObjectView(field.type, this.#buffer, this.#reader.position, stop, this.#reader);
  }

  /** Returns the elements of a list of messages. */
  list(name: string): readonly ObjectView[] {
    const field = fieldOf(this.schema, name);
    if (field === undefined || typeof field.type === 'string') return [];
    const { type } = field;
    const reader = this.#reader;
    const found: ObjectView[] = [];
    reader.position = this.#start;
    while (reader.position < this.#end) {
      const tag = reader.tag(this.#end);
      if (tag >>> 3 === field.number && (tag & 7) === wire.lengthDelimited) {
        const stop = reader.lengthDelimitedEnd(this.#end);
        found.push(new ObjectView(type, this.#buffer, reader.position, stop, reader));
        reader.position = stop;
      } else reader.skip(tag, this.#end);
    }
    return found;
  }

  /** Returns how often a field was written: the length of a list or map. */
  count(name: string): number {
    const field = fieldOf(this.schema, name);
    return field === undefined ? 0 : this.#seek(field.number);
  }

  text(name: string): string {
    const field = fieldOf(this.schema, name);
    if (field === undefined || this.#seek(field.number) === 0 || field.wireType !== wire.lengthDelimited) return '';
    return this.#textHere();
  }

  texts(name: string): readonly string[] {
    const field = fieldOf(this.schema, name);
    if (field === undefined) return [];
    return this.#parts(field.number).map((part) => part.toString());
  }

  /** Returns an integer; 0 where it is absent. */
  number(name: string): number {
    const field = fieldOf(this.schema, name);
    if (field === undefined || this.#seek(field.number) === 0 || field.wireType !== wire.varint) return 0;
    return Number(this.#reader.int64(this.#end));
  }

  /** Returns an integer, or `null` where it was not written. */
  numberOrNull(name: string): number | null {
    return this.has(name) ? this.number(name) : null;
  }

  is(name: string): boolean {
    return this.number(name) !== 0;
  }

  /** Returns a time in seconds since 1970; `null` for none, and for Go's zero time. */
  time(name: string): number | null {
    const moment = this.message(name);
    if (moment.#start === moment.#end || moment.#seek(form.seconds) === 0) return null;
    const seconds = Number(moment.#reader.int64(moment.#end));
    return seconds === zeroTime ? null : seconds;
  }

  /** Returns a quantity as it was stored; `0` where it is absent. */
  quantity(name: string): string {
    return this.message(name).#quantityHere();
  }

  /** Returns a number or text as text; `null` where it was not written. */
  intOrString(name: string): string | null {
    if (!this.has(name)) return null;
    const either = this.message(name);
    const isText = either.#seek(form.isText) > 0 && either.#reader.varint(either.#end) !== 0;
    if (isText) return either.#seek(form.text) > 0 ? either.#textHere() : '';
    return either.#seek(form.number) > 0 ? String(either.#reader.varint(either.#end) | 0) : '0';
  }

  /** Returns a map of texts, sorted by key. */
  textMap(name: string): ReadonlyMap<string, string> {
    const pairs = this.#pairs(name).map((pair): readonly [string, string] => [
      pair.#seek(1) > 0 ? pair.#textHere() : '',
      pair.#seek(2) > 0 ? pair.#textHere() : '',
    ]);
    return new Map(pairs.sort(([one], [other]) => byBytes(one, other)));
  }

  /** Returns the value of a map of texts at a key; `null` where it has none. */
  entry(name: string, key: string): string | null {
    const field = fieldOf(this.schema, name);
    if (field === undefined) return null;
    let found: string | null = null;
    for (const pair of this.#pairs(name)) {
      if ((pair.#seek(1) > 0 ? pair.#textHere() : '') === key) found = pair.#seek(2) > 0 ? pair.#textHere() : '';
    }
    return found;
  }

  /** Returns a map of quantities, in stored order. */
  quantities(name: string): ReadonlyMap<string, string> {
    const field = fieldOf(this.schema, name);
    if (field === undefined || typeof field.type === 'string') return new Map();
    const { type } = field;
    return new Map(
      this.#pairs(name).map((pair) => {
        const key = pair.#seek(1) > 0 ? pair.#textHere() : '';
        if (pair.#seek(2) === 0) return [key, '0'];
        const stop = pair.#reader.lengthDelimitedEnd(pair.#end);
        return [key, new ObjectView(type, pair.#buffer, pair.#reader.position, stop, pair.#reader).#quantityHere()];
      }),
    );
  }

  #quantityHere(): string {
    return this.#seek(form.quantity) > 0 ? this.#textHere() : '0';
  }

  #pairs(name: string): readonly ObjectView[] {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.shape !== 'map') return [];
    return this.#parts(field.number).map((part) => new ObjectView(this.schema, part));
  }

  #parts(number: number): readonly Buffer[] {
    const reader = this.#reader;
    const parts: Buffer[] = [];
    reader.position = this.#start;
    while (reader.position < this.#end) {
      const tag = reader.tag(this.#end);
      if (tag >>> 3 === number && (tag & 7) === wire.lengthDelimited) {
        const stop = reader.lengthDelimitedEnd(this.#end);
        parts.push(this.#buffer.subarray(reader.position, stop));
        reader.position = stop;
      } else reader.skip(tag, this.#end);
    }
    return parts;
  }

  /** Moves to the value of a field's last occurrence. Returns how often it occurs. */
  #seek(number: number): number {
    const reader = this.#reader;
    const end = this.#end;
    let count = 0;
    let at = 0;
    reader.position = this.#start;
    while (reader.position < end) {
      const tag = reader.tag(end);
      if (tag >>> 3 === number) {
        count++;
        at = reader.position;
      }
      reader.skip(tag, end);
    }
    if (count > 0) reader.position = at;
    return count;
  }

  #textHere(): string {
    const stop = this.#reader.lengthDelimitedEnd(this.#end);
    return this.#buffer.toString('utf8', this.#reader.position, stop);
  }
}

const nothing = Buffer.alloc(0);

/** What a version does not have. */
const absent: ObjectView = new ObjectView(
  { name: '', special: null, fields: [], byNumber: [], ascending: [], members: new Set() },
  nothing,
);

/** Orders texts as Go does: by their bytes in UTF-8. */
export function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
