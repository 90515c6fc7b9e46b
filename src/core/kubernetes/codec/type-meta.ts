import { malformed } from './malformed.ts';
import { wire } from './wire.ts';
import { WireReader } from './wire-reader.ts';

/** `k8s` and a zero byte: what a value of protobuf begins with. */
export const magic: Uint8Array = Uint8Array.of(0x6b, 0x38, 0x73, 0);

/** What the envelope of a stored object says about it (`runtime.Unknown`), and the object itself. */
export interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty: protobuf. */
  readonly contentType: string;
  /** The object's message. */
  readonly raw: Uint8Array;
}

/** The fields of `runtime.Unknown`, and of the `TypeMeta` in it. */
export const envelopeField = { typeMeta: 1, raw: 2, contentEncoding: 3, contentType: 4 } as const;
export const typeMetaField = { apiVersion: 1, kind: 2 } as const;

const text = new TextDecoder();
const none = new Uint8Array();

/**
 * The envelope of a value that Kubernetes stored as protobuf, without looking into the object. `null`: the value does not
 * begin with `k8s\0`. Cheap: nothing is copied, and no schema is needed. Fails with `ValueMalformed`.
 */
export function readTypeMeta(value: Uint8Array): TypeMeta | null {
  if (!magic.every((byte, at) => value[at] === byte)) return null;
  const fields = lastFields(value, magic.length, withoutLineEnd(value));
  const names = fields.get(envelopeField.typeMeta) ?? none;
  const [apiVersion, kind] = readNames(names, names.byteOffset - value.byteOffset);
  return {
    apiVersion,
    kind,
    contentType: text.decode(fields.get(envelopeField.contentType)),
    raw: fields.get(envelopeField.raw) ?? none,
  };
}

function readNames(names: Uint8Array, origin: number): readonly [apiVersion: string, kind: string] {
  const fields = lastFields(names, 0, names.length, origin);
  return [text.decode(fields.get(typeMetaField.apiVersion)), text.decode(fields.get(typeMetaField.kind))];
}

/** The contents of the length-delimited fields of a message whose fields are all so. */
function lastFields(bytes: Uint8Array, start: number, end: number, origin = 0): ReadonlyMap<number, Uint8Array> {
  const reader = new WireReader(bytes, start, origin);
  const fields = new Map<number, Uint8Array>();
  for (let entry = reader.entry(end); entry !== null; entry = reader.entry(end)) {
    if (entry.wireType === wire.lengthDelimited) fields.set(entry.number, reader.contents(entry));
    else if (entry.number <= envelopeField.contentType)
      throw malformed(`Field ${entry.number} of the envelope is not text`, origin + entry.start);
  }
  return fields;
}

/** A value copied out of a terminal brings the line's end along. No message can end with such a byte alone. */
function withoutLineEnd(value: Uint8Array): number {
  const reader = new WireReader(value, magic.length);
  const last = value.length - 1;
  if (value[last] !== 0x0a) return value.length;
  while (reader.position < last) reader.skip(reader.tag(value.length), value.length);
  return reader.position;
}
