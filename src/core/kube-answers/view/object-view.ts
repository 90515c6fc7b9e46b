import { bufferOf } from '../../bytes/bytes.ts';
import type { FieldSchema, MessageSchema } from '../../kubernetes-storage/codec/schema.ts';
import { zeroTime } from '../../kubernetes-storage/codec/time.ts';
import { wire } from '../../kubernetes-storage/codec/wire.ts';
import { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';

/** Returns the field of a message by its name in JSON. */
export function fieldOf(message: MessageSchema, name: string): FieldSchema | undefined {
  return message.byName.get(name);
}

/** The fields of messages that the schema has in a form of their own. */
const form = { seconds: 1, nanos: 2, isText: 1, number: 2, text: 3, quantity: 1 } as const;

/**
 * Reads single fields of a message by their names in JSON, without reading what is in the others: the first call notes where
 * the fields of one message are. A field that is absent, or that the message's version does not have, reads as its zero.
 * Fails with `ValueMalformed`.
 */
export class ObjectView {
  readonly schema: MessageSchema;
  readonly #reader: WireReader;
  readonly #bytes: Uint8Array;
  readonly #start: number;
  readonly #end: number;
  /** For each field that was written, in stored order, its tag and the place behind that. */
  #written: readonly number[] | null = null;

  constructor(schema: MessageSchema, bytes: Uint8Array, start = 0, end = bytes.length, reader?: WireReader) {
    this.schema = schema;
    this.#reader = reader ?? new WireReader(bytes);
    this.#bytes = bytes;
    this.#start = start;
    this.#end = end;
  }

  /** Whether a field was written, also with its zero: what a pointer in Go tells from `nil`. */
  has(name: string): boolean {
    const field = fieldOf(this.schema, name);
    return field !== undefined && this.#seek(field.number);
  }

  /** Returns a message; an empty one where it is absent. */
  message(name: string): ObjectView {
    const field = fieldOf(this.schema, name);
    if (field === undefined || typeof field.type === 'string') return absent;
    if (!this.#seek(field.number)) return new ObjectView(field.type, nothing, 0, 0, noReader);
    if (this.#count(field.number) > 1) return new ObjectView(field.type, Buffer.concat(this.#parts(field.number)));
    const stop = this.#reader.lengthDelimitedEnd(this.#end);
    return new ObjectView(field.type, this.#bytes, this.#reader.position, stop, this.#reader);
  }

  /** Returns the elements of a list of messages. */
  list(name: string): readonly ObjectView[] {
    const field = fieldOf(this.schema, name);
    if (field === undefined || typeof field.type === 'string') return [];
    return this.#messages(field.number, field.type);
  }

  /** Returns how often a field was written: the length of a list or map. */
  count(name: string): number {
    const field = fieldOf(this.schema, name);
    return field === undefined ? 0 : this.#count(field.number);
  }

  text(name: string): string {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.wireType !== wire.lengthDelimited || !this.#seek(field.number)) return '';
    return this.#textHere();
  }

  /** Returns whether a text is a word in ASCII, without making it. */
  hasWord(name: string, word: string): boolean {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.wireType !== wire.lengthDelimited || !this.#seek(field.number)) return word === '';
    const stop = this.#reader.lengthDelimitedEnd(this.#end);
    const start = this.#reader.position;
    if (stop - start !== word.length) return false;
    for (let at = 0; at < word.length; at++) if (this.#bytes[start + at] !== word.charCodeAt(at)) return false;
    return true;
  }

  texts(name: string): readonly string[] {
    const field = fieldOf(this.schema, name);
    if (field === undefined) return [];
    return this.#parts(field.number).map((part) => part.toString());
  }

  /** Returns an integer; 0 where it is absent. */
  number(name: string): number {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.wireType !== wire.varint || !this.#seek(field.number)) return 0;
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
    if (moment.#start === moment.#end || !moment.#seek(form.seconds)) return null;
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
    const isText = either.#seek(form.isText) && either.#reader.varint(either.#end) !== 0;
    if (isText) return either.#seek(form.text) ? either.#textHere() : '';
    return either.#seek(form.number) ? String(either.#reader.varint(either.#end) | 0) : '0';
  }

  /** Returns a map of texts, sorted by key. */
  textMap(name: string): ReadonlyMap<string, string> {
    const pairs = this.#pairs(name).map((pair): readonly [string, string] => [
      pair.#seek(1) ? pair.#textHere() : '',
      pair.#seek(2) ? pair.#textHere() : '',
    ]);
    return new Map(pairs.sort(([one], [other]) => byBytes(one, other)));
  }

  /** Returns the value of a map of texts at a key; `null` where it has none. */
  entry(name: string, key: string): string | null {
    const field = fieldOf(this.schema, name);
    if (field === undefined) return null;
    let found: string | null = null;
    for (const pair of this.#pairs(name)) {
      if ((pair.#seek(1) ? pair.#textHere() : '') === key) found = pair.#seek(2) ? pair.#textHere() : '';
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
        const key = pair.#seek(1) ? pair.#textHere() : '';
        if (!pair.#seek(2)) return [key, '0'];
        const stop = pair.#reader.lengthDelimitedEnd(pair.#end);
        return [key, new ObjectView(type, pair.#bytes, pair.#reader.position, stop, pair.#reader).#quantityHere()];
      }),
    );
  }

  #quantityHere(): string {
    return this.#seek(form.quantity) ? this.#textHere() : '0';
  }

  #pairs(name: string): readonly ObjectView[] {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.shape !== 'map') return [];
    return this.#messages(field.number, this.schema);
  }

  #messages(number: number, schema: MessageSchema): readonly ObjectView[] {
    const reader = this.#reader;
    return this.#places(number).map((place) => {
      reader.position = place;
      const stop = reader.lengthDelimitedEnd(this.#end);
      return new ObjectView(schema, this.#bytes, reader.position, stop, reader);
    });
  }

  #parts(number: number): readonly Buffer[] {
    const reader = this.#reader;
    return this.#places(number).map((place) => {
      reader.position = place;
      const stop = reader.lengthDelimitedEnd(this.#end);
      return bufferOf(this.#bytes).subarray(reader.position, stop);
    });
  }

  /** Returns the places of a field's occurrences that have contents. */
  #places(number: number): number[] {
    const written = this.#fields();
    const wanted = (number << 3) | wire.lengthDelimited;
    const places: number[] = [];
    for (let at = 0; at < written.length; at += 2) if (written[at] === wanted) places.push(written[at + 1] ?? 0);
    return places;
  }

  #count(number: number): number {
    const written = this.#fields();
    let count = 0;
    for (let at = 0; at < written.length; at += 2) if ((written[at] ?? 0) >>> 3 === number) count++;
    return count;
  }

  /** Moves to the value of a field's last occurrence. Returns whether it occurs. */
  #seek(number: number): boolean {
    const written = this.#fields();
    for (let at = written.length - 2; at >= 0; at -= 2) {
      if ((written[at] ?? 0) >>> 3 !== number) continue;
      this.#reader.position = written[at + 1] ?? 0;
      return true;
    }
    return false;
  }

  #fields(): readonly number[] {
    if (this.#written !== null) return this.#written;
    const reader = this.#reader;
    const end = this.#end;
    const written: number[] = [];
    reader.position = this.#start;
    while (reader.position < end) {
      const tag = reader.tag(end);
      written.push(tag, reader.position);
      reader.skip(tag, end);
    }
    this.#written = written;
    return written;
  }

  #textHere(): string {
    const stop = this.#reader.lengthDelimitedEnd(this.#end);
    return bufferOf(this.#bytes).toString('utf8', this.#reader.position, stop);
  }
}

const nothing = Buffer.alloc(0);
const noReader = new WireReader(nothing);

/** What a version does not have. */
const absent: ObjectView = new ObjectView(
  {
    name: '',
    special: null,
    fields: [],
    byNumber: [],
    byName: new Map(),
    ascending: [],
    shownAbsent: [],
    members: new Set(),
  },
  nothing,
);

/** Orders texts as Go does: by their bytes in UTF-8. */
export function byBytes(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
