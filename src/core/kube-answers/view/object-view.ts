import { bufferOf } from '../../bytes/bytes.ts';
import type { FieldSchema, MessageSchema } from '../../kubernetes-storage/codec/schema.ts';
import { zeroTime } from '../../kubernetes-storage/codec/time.ts';
import { wire } from '../../kubernetes-storage/codec/wire.ts';
import { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import { shortWord } from './short-words.ts';

/** Returns the field of a message by its name in JSON. */
export function fieldOf(message: MessageSchema, name: string): FieldSchema | undefined {
  return message.byName.get(name);
}

/** The most places that are kept for the next object. */
const mostKept = 4_096;

/** Where the fields of messages are, one message after the other: a row has twenty, and each of them would make a list. */
export class FieldPlaces {
  /** For each field that was written, in stored order, its tag and the place behind that. */
  readonly list: number[] = [];
  used = 0;

  /** Forgets the places. Nothing may be read any more from the views that noted them. */
  clear(): void {
    this.used = 0;
    if (this.list.length > mostKept) this.list.length = 0;
  }
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
  readonly #places: FieldPlaces;
  /** Which of the places are its own; -1: not yet noted. */
  #from = -1;
  #to = -1;

  /** `places`: of an object before, whose views nobody reads any more. */
  constructor(
    schema: MessageSchema,
    bytes: Uint8Array,
    places: FieldPlaces = new FieldPlaces(),
    reader: WireReader = new WireReader(bytes),
    start = 0,
    end: number = bytes.length,
  ) {
    this.schema = schema;
    this.#places = places;
    this.#reader = reader;
    this.#bytes = bytes;
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
    const occurrences = this.#seek(field.number);
    if (occurrences === 0) return new ObjectView(field.type, nothing, this.#places, noReader);
    if (occurrences > 1) return new ObjectView(field.type, Buffer.concat(this.#parts(field.number)), this.#places);
    return this.#viewHere(field.type);
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
    return field === undefined ? 0 : this.#seek(field.number);
  }

  text(name: string): string {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.wireType !== wire.lengthDelimited || this.#seek(field.number) === 0) return '';
    return this.#textHere();
  }

  /** Returns whether a text is a word in ASCII, without making it. */
  hasWord(name: string, word: string): boolean {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.wireType !== wire.lengthDelimited || this.#seek(field.number) === 0)
      return word === '';
    return this.#isWordHere(word, this.#end);
  }

  /** Returns whether an element of a list of messages has a word of ASCII in a field, without making views of them. */
  hasElement(name: string, textName: string, word: string): boolean {
    const field = fieldOf(this.schema, name);
    const text = field === undefined || typeof field.type === 'string' ? undefined : fieldOf(field.type, textName);
    if (field === undefined || text?.wireType !== wire.lengthDelimited) return false;
    return this.#placesOf(field.number).some((place) => this.#hasWordIn(place, text.number, word));
  }

  texts(name: string): readonly string[] {
    const field = fieldOf(this.schema, name);
    if (field === undefined) return [];
    return this.#parts(field.number).map((part) => part.toString());
  }

  /** Returns an integer; 0 where it is absent. */
  number(name: string): number {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.wireType !== wire.varint || this.#seek(field.number) === 0) return 0;
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
        return [key, pair.#viewHere(type).#quantityHere()];
      }),
    );
  }

  #quantityHere(): string {
    return this.#seek(form.quantity) > 0 ? this.#textHere() : '0';
  }

  #pairs(name: string): readonly ObjectView[] {
    const field = fieldOf(this.schema, name);
    if (field === undefined || field.shape !== 'map') return [];
    return this.#messages(field.number, this.schema);
  }

  #messages(number: number, schema: MessageSchema): readonly ObjectView[] {
    const reader = this.#reader;
    return this.#placesOf(number).map((place) => {
      reader.position = place;
      return this.#viewHere(schema);
    });
  }

  #parts(number: number): readonly Buffer[] {
    const reader = this.#reader;
    return this.#placesOf(number).map((place) => {
      reader.position = place;
      const stop = reader.lengthDelimitedEnd(this.#end);
      return bufferOf(this.#bytes).subarray(reader.position, stop);
    });
  }

  #hasWordIn(place: number, number: number, word: string): boolean {
    const reader = this.#reader;
    reader.position = place;
    const stop = reader.lengthDelimitedEnd(this.#end);
    let last = -1;
    while (reader.position < stop) {
      const tag = reader.tag(stop);
      if (tag >>> 3 === number) last = reader.position;
      reader.skip(tag, stop);
    }
    if (last < 0) return word === '';
    reader.position = last;
    return this.#isWordHere(word, stop);
  }

  #isWordHere(word: string, end: number): boolean {
    const stop = this.#reader.lengthDelimitedEnd(end);
    const start = this.#reader.position;
    if (stop - start !== word.length) return false;
    for (let at = 0; at < word.length; at++) if (this.#bytes[start + at] !== word.charCodeAt(at)) return false;
    return true;
  }

  /** Returns a view of the message that begins with its length where the reader is. */
  #viewHere(schema: MessageSchema): ObjectView {
    const reader = this.#reader;
    const stop = reader.lengthDelimitedEnd(this.#end);
    return new ObjectView(schema, this.#bytes, this.#places, reader, reader.position, stop);
  }

  /** Returns the places of a field's occurrences that have contents. */
  #placesOf(number: number): number[] {
    this.#note();
    const { list } = this.#places;
    const wanted = (number << 3) | wire.lengthDelimited;
    const places: number[] = [];
    for (let at = this.#from; at < this.#to; at += 2) if (list[at] === wanted) places.push(list[at + 1] ?? 0);
    return places;
  }

  /** Moves to the value of a field's last occurrence. Returns how often it occurs. */
  #seek(number: number): number {
    this.#note();
    const { list } = this.#places;
    let count = 0;
    let last = 0;
    for (let at = this.#from; at < this.#to; at += 2) {
      if ((list[at] ?? 0) >>> 3 !== number) continue;
      count += 1;
      last = list[at + 1] ?? 0;
    }
    if (count > 0) this.#reader.position = last;
    return count;
  }

  /** Notes where the fields are. */
  #note(): void {
    if (this.#from >= 0) return;
    const reader = this.#reader;
    const end = this.#end;
    const { list, used } = this.#places;
    let next = used;
    reader.position = this.#start;
    while (reader.position < end) {
      const tag = reader.tag(end);
      list[next++] = tag;
      list[next++] = reader.position;
      reader.skip(tag, end);
    }
    this.#places.used = next;
    this.#from = used;
    this.#to = next;
  }

  #textHere(): string {
    const stop = this.#reader.lengthDelimitedEnd(this.#end);
    const start = this.#reader.position;
    return shortWord(this.#bytes, start, stop) ?? bufferOf(this.#bytes).toString('utf8', start, stop);
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
