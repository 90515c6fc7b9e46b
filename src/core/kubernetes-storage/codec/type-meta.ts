import { bufferOf, lossyTextOf } from '../../bytes/bytes.ts';
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
  if (!isMagic(value)) return null;
  const reader = new WireReader(value, magic.length);
  let typeMeta: Entry | null = null;
  let raw: Entry | null = null;
  let contentType: Entry | null = null;
  // Of a field that stands there twice, the last counts.
  for (let entry = nextEntry(reader); entry !== null; entry = nextEntry(reader)) {
    if (entry.number === envelopeField.typeMeta) typeMeta = entry;
    else if (entry.number === envelopeField.raw) raw = entry;
    else if (entry.number === envelopeField.contentType) contentType = entry;
  }
  const contentsOf = (entry: Entry | null): Uint8Array => {
    if (entry === null) return none;
    if (entry.wireType !== wire.lengthDelimited) throw reader.fail('An envelope of numbers', entry.start);
    return reader.contents(entry);
  };
  const { apiVersion, kind } = namesIn(contentsOf(typeMeta), value);
  return { apiVersion, kind, contentType: textIn(contentsOf(contentType)), raw: contentsOf(raw) };
}

const isMagic = (value: Uint8Array): boolean =>
  value[0] === magic[0] && value[1] === magic[1] && value[2] === magic[2] && value[3] === magic[3];

const textIn = (bytes: Uint8Array): string => (bytes.length === 0 ? '' : lossyTextOf(bytes));

type Names = Pick<TypeMeta, 'apiVersion' | 'kind'>;

/** Names that were read, by their bytes: a registry has few kinds, and very many objects. */
const known = new Map<string, Names>();
const mostKnown = 500;
const longestKnown = 200;

function namesIn(names: Uint8Array, value: Uint8Array): Names {
  if (names.length > longestKnown) return readNames(names, value);
  const form = bufferOf(names).toString('latin1');
  const found = known.get(form);
  if (found !== undefined) return found;
  const read = readNames(names, value);
  if (known.size >= mostKnown) known.clear();
  known.set(form, read);
  return read;
}

function readNames(names: Uint8Array, value: Uint8Array): Names {
  const within = new WireReader(names, 0, names.byteOffset - value.byteOffset);
  const found = { apiVersion: '', kind: '' };
  for (let entry = within.entry(names.length); entry !== null; entry = within.entry(names.length)) {
    if (entry.number !== typeMetaField.apiVersion && entry.number !== typeMetaField.kind) continue;
    if (entry.wireType !== wire.lengthDelimited) throw within.fail('A name that is a number', entry.start);
    found[entry.number === typeMetaField.kind ? 'kind' : 'apiVersion'] = lossyTextOf(within.contents(entry));
  }
  return found;
}

/** Returns the fields of the envelope, by their places in the value. */
export function envelopeEntries(value: Uint8Array): readonly Entry[] {
  const reader = new WireReader(value, magic.length);
  const entries: Entry[] = [];
  for (let entry = nextEntry(reader); entry !== null; entry = nextEntry(reader)) entries.push(entry);
  return entries;
}

/** Returns the next field of an envelope, or `null` at its end. */
function nextEntry(reader: WireReader): Entry | null {
  const { bytes, position } = reader;
  // A value copied from a terminal ends with a newline. No message can end with such a byte alone.
  if (position === bytes.length - 1 && bytes[position] === 0x0a) return null;
  return reader.entry(bytes.length);
}
