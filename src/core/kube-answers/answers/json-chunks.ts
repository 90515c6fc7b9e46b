import { concatBytes } from '../../bytes/bytes.ts';
import { JsonWriter } from '../../kubernetes-storage/codec/json-writer.ts';
import { type Printed, printMessage, printObject } from '../../kubernetes-storage/codec/print/printer.ts';
import type { MessageSchema } from '../../kubernetes-storage/codec/schema.ts';
import { RevisedBytes } from '../objects/revised-bytes.ts';
import type { BuiltInObject, ServedObject } from '../objects/served-object.ts';
import { fieldOf } from '../view/object-view.ts';

/** The bytes from which on what was written is set aside: one writer holds one value's worth. */
const chunkBytes = 2 ** 20;

/** Writes JSON of objects and of what is around them, into chunks. */
export class JsonChunks {
  readonly writer = new JsonWriter();
  readonly #revised = new RevisedBytes();
  #chunks: Uint8Array[] = [];
  readonly #copy = ({ json }: Printed): void => this.writer.copy(json);
  #named = { kind: '', apiVersion: '', names: brace };
  #setAside = 0;

  /** The bytes that `take` returns. */
  get length(): number {
    return this.#setAside + this.writer.length;
  }

  /** Returns what was written since the last call, in `memory` where it is of one piece and there is room for it. */
  take(memory?: Uint8Array): Uint8Array {
    const chunks = this.#chunks;
    if (chunks.length === 0) return this.writer.takeBytes(memory);
    if (this.writer.length > 0) chunks.push(this.writer.takeBytes());
    this.#chunks = [];
    this.#setAside = 0;
    const [only] = chunks;
    return only !== undefined && chunks.length === 1 ? only : concatBytes(...chunks);
  }

  /** Ends an element: what is written next may go into another chunk. */
  settle(): void {
    if (this.writer.length < chunkBytes) return;
    this.#setAside += this.writer.length;
    this.#chunks.push(this.writer.takeBytes());
  }

  /** Writes text in ASCII as it is. */
  literal(text: string): void {
    this.writer.literal(text);
  }

  /** Writes a JSON string. */
  text(text: string): void {
    this.writer.text(text);
  }

  /** Writes an object. `named`: with its kind and apiVersion, which those of a built-in list go without. */
  object(object: ServedObject, named: boolean): void {
    if (object.form === 'json') {
      this.writer.copy(Buffer.from(object.json));
      return;
    }
    const names = named ? this.#names(object.kind, object.apiVersion) : brace;
    const { bytes, length } = this.#layOut(object);
    printObject(object.message, { bytes, start: 0, end: length, origin: 0 }, names, this.#copy);
  }

  /** Writes an object's metadata as a `PartialObjectMetadata`. */
  metadata(object: ServedObject): void {
    if (object.form === 'json') {
      this.writer.copy(Buffer.from(object.partialJson()));
      return;
    }
    this.writer.copy(partial);
    this.#metadataOf(object);
    this.literal('}');
  }

  #metadataOf(object: BuiltInObject): void {
    const schema = metadataSchema(object.message);
    if (schema === null) {
      this.literal('{}');
      return;
    }
    const { bytes, metadata } = this.#layOut(object, true);
    const [start, end] = metadata;
    printMessage(schema, { bytes, start, end, origin: 0 }, this.#copy);
  }

  /** Returns how an object begins; those of a list mostly begin alike. */
  #names(kind: string, apiVersion: string): Buffer {
    if (this.#named.kind !== kind || this.#named.apiVersion !== apiVersion) {
      const names = Buffer.from(`{"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)}`);
      this.#named = { kind, apiVersion, names };
    }
    return this.#named.names;
  }

  #layOut({ raw, modRevision }: BuiltInObject, metadataAlone = false): RevisedBytes {
    this.#revised.layOut(raw, modRevision, metadataAlone);
    return this.#revised;
  }
}

const brace = Buffer.from('{');
const partial = Buffer.from('{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/v1","metadata":');

function metadataSchema(message: MessageSchema): MessageSchema | null {
  const type = fieldOf(message, 'metadata')?.type;
  return type === undefined || typeof type === 'string' ? null : type;
}
