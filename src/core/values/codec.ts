import type { CodecName, DecodedValue } from '../../contract/values.ts';
import type { KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';

/** A value as it is stored, and the text that its bytes are, `null` where they are none. */
export interface Stored {
  readonly value: Uint8Array;
  readonly text: string | null;
}

/** What codecs need to know beside the value. */
export interface Reading {
  readonly showsManagedFields: boolean;
  /** Kubernetes' schema table; loaded when it is first asked for. */
  schema(): Promise<KubernetesSchema>;
}

/** The decoded form of a value. */
export type Decoded = Pick<DecodedValue, 'text' | 'language' | 'notes' | 'object'>;

/** What an edited text becomes the bytes of. */
export interface Edit {
  readonly text: string;
  /** What it is an edit of, which says something else; `null` for a new value. */
  readonly base: Stored | null;
}

/** One way to read a value. */
export interface Codec {
  readonly name: CodecName;
  /** Whether a value claims to be of this codec. That it then cannot be read is worth a note. */
  detect(stored: Stored): boolean;
  /** Fails with `ValueMalformed`, `KindUnknown`. */
  decode(stored: Stored, reading: Reading): Decoded | Promise<Decoded>;
  /** `null`: such values are not written here. Fails with `ValueNotEncodable`, `KindUnknown`. */
  readonly encode: ((edit: Edit, reading: Reading) => Uint8Array | Promise<Uint8Array>) | null;
}
