import { lossyTextOf } from '../../bytes/bytes.ts';
import { malformed } from '../codec/malformed.ts';
import { readTypeMeta, type TypeMeta } from '../codec/type-meta.ts';
import { storedAs } from './stored-as.ts';

/** A stored object, opened once for all readers of its parts. */
export type StoredDocument =
  | { readonly form: 'protobuf'; readonly meta: TypeMeta }
  /** Parsed JSON of any shape. */
  | { readonly form: 'json'; readonly object: unknown };

/**
 * Returns the opened object; `null` where it cannot be read here: encrypted, or CBOR. Fails with `ValueMalformed` where
 * the bytes are no object.
 */
export function readDocument(value: Uint8Array): StoredDocument | null {
  switch (storedAs(value)) {
    case 'protobuf': {
      const meta = readTypeMeta(value);
      return meta && { form: 'protobuf', meta };
    }
    case 'json':
      return { form: 'json', object: parseJson(value) };
    case 'encrypted':
    case 'cbor':
      return null;
    case 'other':
      throw malformed('Neither protobuf nor JSON', 0);
  }
}

/** Returns the JSON in a value. Fails with `ValueMalformed`. */
export function parseJson(value: Uint8Array): unknown {
  try {
    return JSON.parse(lossyTextOf(value));
  } catch {
    // V8's message quotes some of the text, which may be a secret.
    throw malformed('No JSON', 0);
  }
}
