import type { CallOptions } from './abort.ts';
import type { KeySource } from './key-source.ts';

/** A way to read a value. `hex` reads any. */
export type CodecName = 'kubernetes' | 'encrypted' | 'cbor' | 'json' | 'yaml' | 'text' | 'gzip' | 'base64gzip' | 'hex';

/** The bound that reading a value would exceed: on bytes unpacked, text laid out, nesting, time or memory. */
export type CostBound = 'unpacked' | 'text' | 'depth' | 'time' | 'memory';

/** What there is to say about a value, as a fact that the screens have words for. */
export type ValueNote =
  /** Encrypted at rest by Kubernetes; `keyName` is the KMS key's id with KMS v2. */
  | {
      readonly kind: 'encrypted';
      readonly provider: string;
      readonly keyName: string | null;
      /** The EncryptionConfiguration given opened it. */
      readonly isOpened: boolean;
    }
  /** Members that the schema does not know. They are kept on save, and not shown. */
  | { readonly kind: 'unknownFields'; readonly count: number }
  /** Secret data is covered. */
  | { readonly kind: 'masked' }
  /** managedFields are left out of the text; saving keeps them. */
  | { readonly kind: 'managedFieldsHidden'; readonly managers: number }
  /** It was compressed; `bytes` is its size unpacked. */
  | { readonly kind: 'compressed'; readonly bytes: number }
  /** More than one kind of line ending: an editor makes them one. */
  | { readonly kind: 'mixedLineEndings' }
  /** It claims to be of this codec and cannot be read as such. */
  | { readonly kind: 'damaged'; readonly codec: CodecName; readonly message: string }
  /** Reading it as this codec, or with `null` as any, would cost more than `bound` allows. No honest value does. */
  | {
      readonly kind: 'undecoded';
      readonly codec: CodecName | null;
      readonly bound: CostBound;
      readonly message: string;
    };

/** What Kubernetes calls the object in a value. */
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
  /** With `hex`: pairs of digits, sixteen a line. */
  readonly text: string;
  readonly language: 'json' | 'yaml' | 'plaintext';
  /** Whether `encode` can take an edited text back. */
  readonly canEncode: boolean;
  readonly notes: readonly ValueNote[];
  readonly object: ObjectName | null;
}

/** How a value is to be read. Encoding must be asked with the very form that the text was decoded in. */
export interface ValueForm {
  readonly codec: CodecName;
  /** Shows Kubernetes' managedFields. */
  readonly showsManagedFields: boolean;
}

/** Reading values as text and writing edited text as values. Nothing is stored, and no member is asked. */
export interface ValuesApi {
  /**
   * A value as text. `codec` chosen where it is `null`, by content and key. What cannot be read as what it claims to be
   * comes in the next best codec with a note. Fails with `ValueMalformed` and `ValueTooCostly` only for a codec that was
   * asked for.
   */
  decode(
    request: {
      /** Whose EncryptionConfiguration opens it; `null`: none. */
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
   * The bytes of an edited text. A text that is what `base` decodes to gives the bytes of `base` back; what the text does
   * not show (unknown fields, layout) is kept. Fails with `ValueNotEncodable` (`line`, `column`, `path` in its detail), and
   * with `ValueTooCostly`.
   */
  encode(
    request: {
      readonly source: KeySource | null;
      readonly key: Uint8Array;
      readonly text: string;
      readonly form: ValueForm;
      /** What the edit is based on; `null` for a new value. */
      readonly base: Uint8Array | null;
    },
    options?: CallOptions,
  ): Promise<{ readonly value: Uint8Array }>;
}
