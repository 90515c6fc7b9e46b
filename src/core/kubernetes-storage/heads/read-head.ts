import { malformed } from '../codec/malformed.ts';
import { jsonHead } from './json-head.ts';
import type { ObjectHead } from './object-head.ts';
import { protobufHead } from './protobuf-head.ts';
import { readDocument, type StoredDocument } from './stored-document.ts';

/**
 * Returns the head of the object in a value; `null` where it cannot be read here: encrypted, or CBOR. Needs no schema,
 * and reads only the metadata of protobuf. Fails with `ValueMalformed` where the bytes are no object.
 */
export function readHead(value: Uint8Array): ObjectHead | null {
  const document = readDocument(value);
  return document && headOf(document);
}

/** Returns the head of an opened object, as `readHead` does. */
export function headOf(document: StoredDocument): ObjectHead {
  if (document.form === 'protobuf') return protobufHead(document.meta);
  const head = jsonHead(document.object);
  if (head === null) throw malformed('JSON that names no kind', 0);
  return head;
}
