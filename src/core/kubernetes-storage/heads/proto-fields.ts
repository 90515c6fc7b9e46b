import { lossyTextOf } from '../../bytes/bytes.ts';
import { wire } from '../codec/wire.ts';
import { type Entry, readEntries, WireReader } from '../codec/wire-reader.ts';

const none = new Uint8Array();

/** The fields of a message by their numbers, for reading a few of them without a schema. */
export class ProtoFields {
  readonly #reader: WireReader;
  readonly #entries: readonly Entry[];

  /** Reads the fields. Fails with `ValueMalformed`. */
  constructor(bytes: Uint8Array) {
    this.#reader = new WireReader(bytes);
    this.#entries = readEntries(bytes);
  }

  has(number: number): boolean {
    return this.#entries.some((entry) => entry.number === number);
  }

  /** Returns the contents of all occurrences of a field: messages, texts, bytes. */
  all(number: number): readonly Uint8Array[] {
    const found: Uint8Array[] = [];
    for (const entry of this.#entries) if (isContents(entry, number)) found.push(this.#reader.contents(entry));
    return found;
  }

  /** Returns a field's bytes; empty where the field is absent. */
  bytes(number: number): Uint8Array {
    const entry = this.#entries.findLast((one) => isContents(one, number));
    return entry === undefined ? none : this.#reader.contents(entry);
  }

  /** Returns a message; one that a writer split is the merge of its parts. */
  message(number: number): ProtoFields {
    const parts = this.all(number);
    return new ProtoFields(parts.length > 1 ? Buffer.concat(parts) : (parts[0] ?? none));
  }

  text(number: number): string {
    return lossyTextOf(this.bytes(number));
  }

  texts(number: number): readonly string[] {
    return this.all(number).map(lossyTextOf);
  }

  /** Returns a number, 0 where the field is absent. */
  number(number: number): number {
    const entry = this.#entries.findLast((one) => one.number === number && one.wireType === wire.varint);
    return entry === undefined ? 0 : Number(this.#numberAt(entry));
  }

  /** Returns a map of texts; the last of two with one key counts. */
  textMap(number: number): ReadonlyMap<string, string> {
    return new Map(
      this.all(number).map((entry) => {
        const pair = new ProtoFields(entry);
        return [pair.text(1), pair.text(2)];
      }),
    );
  }

  /** Returns how many bytes the occurrences of a field take, including tags and lengths. */
  size(number: number): number {
    let size = 0;
    for (const entry of this.#entries) if (entry.number === number) size += entry.end - entry.start;
    return size;
  }

  #numberAt(entry: Entry): number | bigint {
    this.#reader.position = entry.at;
    return this.#reader.int64(entry.end);
  }
}

function isContents(entry: Entry, number: number): boolean {
  return entry.number === number && entry.wireType === wire.lengthDelimited;
}
