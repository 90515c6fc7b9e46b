import { malformed } from '../codec/malformed.ts';
import { readTypeMeta } from '../codec/type-meta.ts';
import { jsonHead } from './json-head.ts';
import type { ObjectHead } from './object-head.ts';
import { protobufHead } from './protobuf-head.ts';
import { type StoredAs, storedAs } from './stored-as.ts';

/**
 * What the object in a value says about itself. `head` is `null` where that cannot be read here: encrypted, or CBOR. Needs
 * no schema, and of protobuf reads no more than the metadata. Fails with `ValueMalformed` where the bytes are no object.
 */
export function readHead(value: Uint8Array): { readonly storedAs: StoredAs; readonly head: ObjectHead | null } {
  const stored = storedAs(value);
  switch (stored) {
    case 'protobuf': {
      const meta = readTypeMeta(value);
      return { storedAs: stored, head: meta && protobufHead(meta) };
    }
    case 'json': {
      const head = jsonHead(parseJson(value));
      if (head === null) throw malformed('JSON that names no kind', 0);
      return { storedAs: stored, head };
    }
    case 'encrypted':
    case 'cbor':
      return { storedAs: stored, head: null };
    case 'other':
      throw malformed('Neither protobuf nor JSON', 0);
  }
}

/** The JSON in a value. Fails with `ValueMalformed`. */
export function parseJson(value: Uint8Array): unknown {
  try {
    return JSON.parse(Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString());
  } catch (cause) {
    throw malformed(cause instanceof Error ? cause.message : 'No JSON', 0);
  }
}
