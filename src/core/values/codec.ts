import type { CodecName, DecodedValue } from '../../contract/values.ts';
import type { KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';

/** A stored value, and its text; `null` where its bytes are not text. */
export interface Stored {
  readonly value: Uint8Array;
  readonly text: string | null;
}

/** What codecs need besides the value. */
export interface Reading {
  readonly showsManagedFields: boolean;
  /** Kubernetes' schema table, loaded on first use. */
  schema(): Promise<KubernetesSchema>;
}

/** The decoded form of a value. */
export type Decoded = Pick<DecodedValue, 'text' | 'language' | 'notes' | 'object'>;

/** An edited text to encode. */
export interface Edit {
  readonly text: string;
  /** The value that was edited, with different content; `null` for a new value. */
  readonly base: Stored | null;
}

/** One way to decode a value. */
export interface Codec {
  readonly name: CodecName;
  /** Returns whether a value claims to be of this codec. A failure to decode it is then worth a note. */
  detect(stored: Stored): boolean;
  /** Fails with `ValueMalformed`, `KindUnknown`. */
  decode(stored: Stored, reading: Reading): Decoded | Promise<Decoded>;
  /** `null` where such values cannot be written here. Fails with `ValueNotEncodable`, `KindUnknown`. */
  readonly encode: ((edit: Edit, reading: Reading) => Uint8Array | Promise<Uint8Array>) | null;
}
