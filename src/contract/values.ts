import type { CallOptions } from './abort.ts';
import type { KeySource } from './key-source.ts';

/** A way to read a value. `hex` reads any value; `protobuf` is for keys that a decoder of the operator is for. */
export type CodecName =
  | 'protobuf'
  | 'kubernetes'
  | 'encrypted'
  | 'cbor'
  | 'json'
  | 'yaml'
  | 'text'
  | 'gzip'
  | 'base64gzip'
  | 'hex';

/** The bound that reading a value would exceed: on bytes unpacked, text laid out, nesting, time or memory. */
export type CostBound = 'unpacked' | 'text' | 'depth' | 'time' | 'memory';

/** A note about a value, as a fact that the screens put into words. */
export type ValueNote =
  /** Encrypted at rest by Kubernetes; `keyName` is the KMS key's id with KMS v2. */
  | {
      readonly kind: 'encrypted';
      readonly provider: string;
      readonly keyName: string | null;
      /** Whether the source's EncryptionConfiguration opened it. */
      readonly isOpened: boolean;
    }
  /** The schema does not know these members. Saving keeps them; the text does not show them. */
  | { readonly kind: 'unknownFields'; readonly count: number }
  /** Read by a decoder of the operator, as a message of this full name. */
  | { readonly kind: 'decoder'; readonly name: string; readonly message: string }
  /** The decoder for this key cannot be used: why, with the file and line where a file is at fault. */
  | { readonly kind: 'decoderFailed'; readonly name: string; readonly message: string }
  /** A text in it is not UTF-8: U+FFFD stands for bytes that are kept as long as the text is left alone. */
  | { readonly kind: 'brokenText' }
  /** Secret data is covered. */
  | { readonly kind: 'masked' }
  /** managedFields are left out of the text; saving keeps them. */
  | { readonly kind: 'managedFieldsHidden'; readonly managers: number }
  /** The value is compressed; `bytes` is its size unpacked. */
  | { readonly kind: 'compressed'; readonly bytes: number }
  /** The text has more than one kind of line ending; an editor unifies them. */
  | { readonly kind: 'mixedLineEndings' }
  /** The value claims to be of this codec and cannot be read as such. */
  | { readonly kind: 'damaged'; readonly codec: CodecName; readonly message: string }
  /** Reading the value as this codec (`null`: as any) would exceed `bound`. No genuine value does. */
  | {
      readonly kind: 'undecoded';
      readonly codec: CodecName | null;
      readonly bound: CostBound;
      readonly message: string;
    };

/** The name of the Kubernetes object in a value. */
export interface ObjectName {
  readonly apiVersion: string;
  readonly kind: string;
  readonly namespace: string | null;
  readonly name: string | null;
}

/** A value as text, for reading and editing. */
export interface DecodedValue {
  readonly codec: CodecName;
  /** Every codec that can read it, the best first, `hex` last. */
  readonly codecs: readonly CodecName[];
  /** With `hex`: pairs of digits, sixteen pairs a line. */
  readonly text: string;
  readonly language: 'json' | 'yaml' | 'plaintext';
  /** Whether `encode` can take an edited text back. */
  readonly canEncode: boolean;
  readonly notes: readonly ValueNote[];
  readonly object: ObjectName | null;
}

/** How to read a value. `encode` must get the same form that the text was decoded in. */
export interface ValueForm {
  readonly codec: CodecName;
  /** Shows Kubernetes' managedFields. */
  readonly showsManagedFields: boolean;
}

/** Converts values to text, and edited text to values. Stores nothing and asks no member. */
export interface ValuesApi {
  /**
   * Returns a value as text. With `codec` `null`, content and key choose the codec; a value that cannot be read as what
   * it claims to be comes in the next best codec, with a note. Fails with `ValueMalformed` and `ValueTooCostly` only
   * when the request names a codec.
   */
  decode(
    request: {
      /** The source whose EncryptionConfiguration opens the value; `null`: none. */
      readonly source: KeySource | null;
      readonly key: Uint8Array;
      readonly value: Uint8Array;
      readonly codec: CodecName | null;
      readonly showsManagedFields: boolean;
      readonly reveal: boolean;
    },
    options?: CallOptions,
  ): Promise<DecodedValue>;
  /**
   * Returns the bytes of an edited text. The text that `base` decodes to returns the bytes of `base`; what the text
   * does not show (unknown fields, layout) is kept. Fails with `ValueNotEncodable` (`line`, `column`, `path` in the
   * detail), with `ValueTooCostly`, and as `DecodersApi.messages` where the key's decoder cannot be used.
   */
  encode(
    request: {
      readonly source: KeySource | null;
      readonly key: Uint8Array;
      readonly text: string;
      readonly form: ValueForm;
      /** The value that the edit is based on; `null` for a new value. */
      readonly base: Uint8Array | null;
    },
    options?: CallOptions,
  ): Promise<{ readonly value: Uint8Array }>;
}
