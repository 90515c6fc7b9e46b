import { lossyTextOf } from '../../bytes/bytes.ts';
import { wire } from './wire.ts';
import { type Entry, WireReader } from './wire-reader.ts';

/** `k8s` and a zero byte, the first bytes of a protobuf value. */
export const magic: Uint8Array = Uint8Array.of(0x6b, 0x38, 0x73, 0);

/** The facts in the envelope of a stored object (`runtime.Unknown`), and the object itself. */
export interface TypeMeta {
  readonly apiVersion: string;
  readonly kind: string;
  /** The content type; empty for protobuf. */
  readonly contentType: string;
  /** The object's message. */
  readonly raw: Uint8Array;
}

/** The fields of `runtime.Unknown`. */
export const envelopeField = { typeMeta: 1, raw: 2, contentEncoding: 3, contentType: 4 } as const;
/** The fields of the `TypeMeta` in `runtime.Unknown`. */
export const typeMetaField = { apiVersion: 1, kind: 2 } as const;

const none: Uint8Array = new Uint8Array();

/**
 * Returns the envelope of a value that Kubernetes stored as protobuf, without reading the object. `null`: the value
 * does not begin with `k8s\0`. Cheap: copies nothing, and needs no schema. Fails with `ValueMalformed`.
 */
export function readTypeMeta(value: Uint8Array): TypeMeta | null {
  if (!magic.every((byte, at) => value[at] === byte)) return null;
  const reader = new WireReader(value);
  const fields = new Map(envelopeEntries(value).map((entry) => [entry.number, entry]));
  const contentsOf = (number: number) => {
    const entry = fields.get(number);
    if (entry === undefined) return none;
    if (entry.wireType !== wire.lengthDelimited) throw reader.fail('An envelope of numbers', entry.start);
    return reader.contents(entry);
  };
  return {
    ...readNames(contentsOf(envelopeField.typeMeta)),
    contentType: lossyTextOf(contentsOf(envelopeField.contentType)),
    raw: contentsOf(envelopeField.raw),
  };

  function readNames(names: Uint8Array): Pick<TypeMeta, 'apiVersion' | 'kind'> {
    const within = new WireReader(names, 0, names.byteOffset - value.byteOffset);
    const found = { apiVersion: '', kind: '' };
    for (let entry = within.entry(names.length); entry !== null; entry = within.entry(names.length)) {
      if (entry.number !== typeMetaField.apiVersion && entry.number !== typeMetaField.kind) continue;
      if (entry.wireType !== wire.lengthDelimited) throw within.fail('A name that is a number', entry.start);
      found[entry.number === typeMetaField.kind ? 'kind' : 'apiVersion'] = lossyTextOf(within.contents(entry));
    }
    return found;
  }
}

/** Returns the fields of the envelope, by their places in the value. */
export function envelopeEntries(value: Uint8Array): readonly Entry[] {
  const reader = new WireReader(value, magic.length);
  const entries: Entry[] = [];
  // A value copied from a terminal ends with a newline. No message can end with such a byte alone.
  const isEnd = () => reader.position === value.length - 1 && value[reader.position] === 0x0a;
  while (!isEnd()) {
    const entry = reader.entry(value.length);
    if (entry === null) break;
    entries.push(entry);
  }
  return entries;
}
