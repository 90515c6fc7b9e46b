import { wire } from '../codec/wire.ts';
import { type Entry, readEntries, WireReader } from '../codec/wire-reader.ts';

const text = new TextDecoder('utf-8', { ignoreBOM: true });
const none = new Uint8Array();

/** The fields of a message by their numbers, for reading a few of them without a schema. */
export class ProtoFields {
  readonly #bytes: Uint8Array;
  readonly #entries: readonly Entry[];

  /** Fails with `ValueMalformed`. */
  constructor(bytes: Uint8Array) {
    this.#bytes = bytes;
    this.#entries = readEntries(bytes);
  }

  has(number: number): boolean {
    return this.#entries.some((entry) => entry.number === number);
  }

  /** What every occurrence of a field holds: messages, texts, bytes. */
  all(number: number): readonly Uint8Array[] {
    return this.#entries.flatMap((entry) =>
      entry.number === number && entry.wireType === wire.lengthDelimited
        ? new WireReader(this.#bytes).contents(entry)
        : [],
    );
  }

  /** Empty where the field is absent. */
  bytes(number: number): Uint8Array {
    return this.all(number).at(-1) ?? none;
  }

  /** A message that a writer split is the sum of its parts. */
  message(number: number): ProtoFields {
    const parts = this.all(number);
    const [first = none] = parts;
    return new ProtoFields(parts.length > 1 ? Buffer.concat(parts) : first);
  }

  text(number: number): string {
    return text.decode(this.bytes(number));
  }

  texts(number: number): readonly string[] {
    return this.all(number).map((one) => text.decode(one));
  }

  /** A number, 0 where the field is absent. */
  number(number: number): number {
    const entry = this.#entries.findLast((one) => one.number === number && one.wireType === wire.varint);
    return entry === undefined ? 0 : Number(new WireReader(this.#bytes, entry.at).int64(entry.end));
  }

  /** A map of texts; the last of two with one key counts. */
  textMap(number: number): ReadonlyMap<string, string> {
    return new Map(
      this.all(number).map((entry) => {
        const pair = new ProtoFields(entry);
        return [pair.text(1), pair.text(2)];
      }),
    );
  }

  /** How many bytes the occurrences of a field take, their tags and lengths included. */
  size(number: number): number {
    let size = 0;
    for (const entry of this.#entries) if (entry.number === number) size += entry.end - entry.start;
    return size;
  }
}
