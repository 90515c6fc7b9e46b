import { bufferOf } from '../../bytes/bytes.ts';
import { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';

/** `metadata` of every object, and `resourceVersion` in it: the tags of their fields. */
const tag = { metadata: 0x0a, resourceVersion: 0x32 } as const;
/** The most bytes that a tag, a length and a resourceVersion take. */
const room = 64;

/**
 * Returns the field that sets an object's resourceVersion when it is appended to the object's bytes: protobuf merges the
 * two occurrences of `metadata`.
 */
export function revisionField(revision: number): Uint8Array {
  const field = Buffer.allocUnsafe(revisionLength(revision));
  writeRevision(revision, field, 0);
  return field;
}

/** Returns the length of the field that `writeRevision` writes. */
export function revisionLength(revision: number): number {
  return 4 + digitsOf(revision);
}

/** Writes the field of `revisionField` into bytes; returns its end. */
export function writeRevision(revision: number, bytes: Uint8Array, at: number): number {
  const digits = digitsOf(revision);
  bytes[at] = tag.metadata;
  bytes[at + 1] = digits + 2;
  return writeVersion(revision, digits, bytes, at + 2);
}

/** Writes the field of the version within its metadata. */
function writeVersion(revision: number, digits: number, bytes: Uint8Array, at: number): number {
  bytes[at] = tag.resourceVersion;
  bytes[at + 1] = digits;
  const end = at + 2 + digits;
  let rest = revision;
  for (let place = end - 1; place >= at + 2; place--) {
    const tenth = Math.floor(rest / 10);
    bytes[place] = 0x30 + (rest - tenth * 10);
    rest = tenth;
  }
  return end;
}

function digitsOf(revision: number): number {
  let digits = 1;
  for (let least = 10; least <= revision; least *= 10) digits += 1;
  return digits;
}

/**
 * An object's bytes with its resourceVersion within its metadata, so that a reader has nothing to merge. Reused: valid
 * until the next object is laid out.
 */
export class RevisedBytes {
  bytes: Buffer = Buffer.allocUnsafe(2 ** 14);
  length = 0;
  /** Where the contents of the metadata begin and end. */
  metadata: readonly [start: number, end: number] = [0, 0];

  /** Lays out an object, or `metadataAlone`: then the rest of it is not copied. */
  layOut(raw: Uint8Array, revision: number, metadataAlone = false): void {
    if (this.bytes.length < raw.length + room) this.bytes = Buffer.allocUnsafe(2 * (raw.length + room));
    const found = onlyMetadata(raw);
    const digits = digitsOf(revision);
    this.length = 0;
    if (found === null) {
      // Split, or missing: the reader merges.
      this.#copy(raw);
      const end = writeRevision(revision, this.bytes, this.length);
      this.metadata = [this.length + 2, end];
      this.length = end;
      return;
    }
    if (!metadataAlone) {
      if (found.start > 0) this.#copy(raw.subarray(0, found.start));
      this.bytes[this.length++] = tag.metadata;
      this.#varint(found.end - found.at + 2 + digits);
    }
    const start = this.length;
    this.#copy(raw.subarray(found.at, found.end));
    this.length = writeVersion(revision, digits, this.bytes, this.length);
    this.metadata = [start, this.length];
    if (!metadataAlone) this.#copy(raw.subarray(found.end));
  }

  #copy(bytes: Uint8Array): void {
    this.bytes.set(bytes, this.length);
    this.length += bytes.length;
  }

  #varint(value: number): void {
    let rest = value;
    while (rest > 0x7f) {
      this.bytes[this.length++] = (rest & 0x7f) | 0x80;
      rest >>>= 7;
    }
    this.bytes[this.length++] = rest;
  }
}

/** Returns where the metadata is: its tag, its contents and their end; `null` where it does not occur once. */
function onlyMetadata(raw: Uint8Array): { readonly start: number; readonly at: number; readonly end: number } | null {
  const reader = new WireReader(bufferOf(raw));
  let found: { start: number; at: number; end: number } | null = null;
  while (reader.position < raw.length) {
    const start = reader.position;
    const one = reader.tag(raw.length);
    if (one !== tag.metadata) {
      reader.skip(one, raw.length);
      continue;
    }
    if (found !== null) return null;
    const end = reader.lengthDelimitedEnd(raw.length);
    found = { start, at: reader.position, end };
    reader.position = end;
  }
  return found;
}
