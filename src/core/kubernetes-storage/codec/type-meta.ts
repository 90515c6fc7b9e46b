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
  const { length } = value;
  // Where each field begins; of one that stands there twice, the last counts.
  let [typeMeta, raw, contentType] = [-1, -1, -1];
  while (!isAtEnd(reader)) {
    const start = reader.position;
    const tag = reader.tag(length);
    reader.skip(tag, length);
    const number = tag >>> 3;
    if (number === envelopeField.typeMeta) typeMeta = start;
    else if (number === envelopeField.raw) raw = start;
    else if (number === envelopeField.contentType) contentType = start;
  }
  const { apiVersion, kind } = namesIn(value, contentsAt(reader, typeMeta), reader.position);
  const contentTypeAt = contentsAt(reader, contentType);
  const type = textIn(value, contentTypeAt, reader.position);
  const rawAt = contentsAt(reader, raw);
  return { apiVersion, kind, contentType: type, raw: value.subarray(rawAt, reader.position) };
}

/** Returns where a field's contents begin, and moves to their end; of a field that is absent there are none. */
function contentsAt(reader: WireReader, start: number): number {
  if (start < 0) return reader.position;
  const { length } = reader.bytes;
  reader.position = start;
  if ((reader.tag(length) & 7) !== wire.lengthDelimited) throw reader.fail('An envelope of numbers', start);
  const end = reader.lengthDelimitedEnd(length);
  const at = reader.position;
  reader.position = end;
  return at;
}

const isMagic = (value: Uint8Array): boolean =>
  value[0] === magic[0] && value[1] === magic[1] && value[2] === magic[2] && value[3] === magic[3];

const textIn = (value: Uint8Array, at: number, end: number): string =>
  at === end ? '' : lossyTextOf(value.subarray(at, end));

type Names = Pick<TypeMeta, 'apiVersion' | 'kind'>;

/** Names that were read, by their bytes: a registry has few kinds, and very many objects. */
const known = new Map<string, Names>();
const mostKnown = 500;
const longestKnown = 200;
/** The last ones, which are those of most objects that follow. */
let last: { readonly bytes: Uint8Array; readonly names: Names } = { bytes: none, names: { apiVersion: '', kind: '' } };

function namesIn(value: Uint8Array, at: number, end: number): Names {
  if (isLast(value, at, end)) return last.names;
  const bytes = value.subarray(at, end);
  if (bytes.length > longestKnown) return readNames(bytes, value);
  const form = bufferOf(bytes).toString('latin1');
  let names = known.get(form);
  if (names === undefined) {
    names = readNames(bytes, value);
    if (known.size >= mostKnown) known.clear();
    known.set(form, names);
  }
  last = { bytes: new Uint8Array(bytes), names };
  return names;
}

function isLast(value: Uint8Array, at: number, end: number): boolean {
  const { bytes } = last;
  if (bytes.length !== end - at) return false;
  for (let place = 0; place < bytes.length; place++) if (bytes[place] !== value[at + place]) return false;
  return true;
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
  return isAtEnd(reader) ? null : reader.entry(reader.bytes.length);
}

function isAtEnd({ bytes, position }: WireReader): boolean {
  // A value copied from a terminal ends with a newline. No message can end with such a byte alone.
  return position >= bytes.length || (position === bytes.length - 1 && bytes[position] === 0x0a);
}
