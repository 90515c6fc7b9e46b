import { WireWriter } from '../../kubernetes-storage/codec/wire-writer.ts';
import { revisionLength, writeRevision } from '../objects/revised-bytes.ts';
import type { ServedObject } from '../objects/served-object.ts';
import type { Served } from '../resources/served-resource.ts';
import type { ListAnswer, ListMeta } from './list-answer.ts';
import { envelopeEnd, envelopeHead } from './protobuf-object.ts';

const chunkBytes = 2 ** 20;
/** The most memory that is taken before it is written to. */
const mostAtOnce = 2 ** 28;
/** The tag and length of an element. */
const elementHead = 6;
const nothing: Uint8Array = new Uint8Array();

/** `metadata` of every list, the fields of its ListMeta, and the tag of its elements. */
const listField = { metadata: 1, itemsTag: 0x12 } as const;
const metaField = { resourceVersion: 2, continue: 3, remainingItemCount: 4 } as const;

/** A list in protobuf. It is held whole, because its length comes first. */
export class ProtobufList implements ListAnswer {
  readonly ready = 0;
  readonly keepsObjects = false;
  readonly #served: Served;
  readonly #full: Uint8Array[] = [];
  #chunk: Buffer = Buffer.allocUnsafe(2 ** 14);
  #used = 0;
  #nextChunk = chunkBytes;
  #length = 0;

  constructor(served: Served) {
    this.#served = served;
  }

  begin(meta: ListMeta, expectedBytes = 0): void {
    this.#nextChunk = Math.max(chunkBytes, Math.min(expectedBytes, mostAtOnce));
    const writer = new WireWriter();
    const start = writer.open(listField.metadata);
    // `selfLink`, which Go always writes.
    writer.field(1, '');
    writer.field(metaField.resourceVersion, String(meta.resourceVersion));
    writer.field(metaField.continue, meta.continue ?? '');
    if (meta.remainingItemCount !== null) {
      writer.tag(metaField.remainingItemCount, 0);
      writer.int64(BigInt(meta.remainingItemCount));
    }
    writer.close(start);
    const bytes = writer.finish();
    this.#reserve(bytes.length);
    this.#copy(bytes);
  }

  add(object: ServedObject): void {
    if (object.form === 'json') throw new Error('a custom resource has no protobuf');
    const length = object.raw.length + revisionLength(object.modRevision);
    this.#reserve(length + elementHead);
    this.#chunk[this.#used++] = listField.itemsTag;
    let rest = length;
    while (rest > 0x7f) {
      this.#chunk[this.#used++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.#chunk[this.#used++] = rest;
    this.#copy(object.raw);
    this.#used = writeRevision(object.modRevision, this.#chunk, this.#used);
  }

  take(): Uint8Array {
    return nothing;
  }

  end(): readonly Uint8Array[] {
    this.#setAside();
    const { apiVersion, resource } = this.#served;
    return [envelopeHead(apiVersion, resource.listKind, this.#length), ...this.#full, envelopeEnd];
  }

  #copy(bytes: Uint8Array): void {
    this.#chunk.set(bytes, this.#used);
    this.#used += bytes.length;
  }

  #reserve(count: number): void {
    if (this.#used + count <= this.#chunk.length) return;
    this.#setAside();
    // At once where it is known how much it will be: for each few chunks, V8 would mark the whole heap.
    this.#chunk = Buffer.allocUnsafe(Math.ceil(Math.max(this.#nextChunk, count)));
    this.#nextChunk = chunkBytes;
    this.#used = 0;
  }

  #setAside(): void {
    for (let at = 0; at < this.#used; at += chunkBytes)
      this.#full.push(this.#chunk.subarray(at, Math.min(at + chunkBytes, this.#used)));
    this.#length += this.#used;
    this.#used = 0;
  }
}
