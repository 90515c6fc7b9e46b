import { EtcdeckError } from '../../../contract/failure.ts';
import { bufferOf } from '../../bytes/bytes.ts';
import { plainTextOf } from '../../bytes/text-form.ts';
import { magic, readTypeMeta } from '../../kubernetes-storage/codec/type-meta.ts';
import { wire } from '../../kubernetes-storage/codec/wire.ts';
import { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import { ProtoFields } from '../../kubernetes-storage/heads/proto-fields.ts';
import { secretWord } from './secret-forms.ts';

/** Kubernetes' own messages are nested far less. */
const deepestMessage = 100;
/** An object's envelope names its kind within this many bytes. */
const headBytes = 256;
/** The kinds' names with their length prefix, as in the envelope. */
const kinds = [Buffer.from('\u0006Secret', 'latin1'), Buffer.from('\u000aSecretList', 'latin1')];
/** `data` and `stringData` of a Secret, `items` of a list. */
const secretFields = [2, 4];
const itemsField = 2;
/** `metadata` of an object, and `annotations` in it: pairs of a name and a text. */
const metadataField = 1;
const annotationsField = 12;

/** The checks of a message's parts. */
export interface PartSearch {
  /** Returns whether the budget allows reading a part; if not, the part may hold a Secret. */
  affords(part: Buffer): boolean;
  /** Returns whether a part is worth reading. Cheap. */
  mayHold(part: Buffer): boolean;
  /** Returns whether a text holds a Secret. */
  holds(text: Buffer): boolean;
  /** Returns whether UTF-16 text in the bytes holds a Secret. */
  holdsWide(bytes: Buffer): boolean;
  /** Returns whether bytes that are neither text nor a message hold a Secret. */
  holdsBinary(bytes: Buffer): boolean;
}

/**
 * Returns whether a value in Kubernetes' protobuf is a Secret with data, or holds one in any of its texts. Needs no
 * schema: reads every field, unknown and repeated ones included.
 */
export function protobufHoldsSecret(value: Buffer, search: PartSearch): boolean {
  try {
    const meta = readTypeMeta(value);
    if (meta?.kind === 'Secret' && (hasAny(meta.raw, secretFields) || keepsData(meta.raw, search))) return true;
    if (meta?.kind === 'SecretList' && hasAny(meta.raw, [itemsField])) return true;
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    // A damaged Secret counts as one.
    if (value.subarray(magic.length, headBytes).includes(secretWord)) return true;
  }
  return inMessage(value.subarray(magic.length), 0, search);
}

/** Returns whether a protobuf object of that kind begins within bytes. */
export function embedsSecret(bytes: Buffer): boolean {
  const start = Buffer.from(magic);
  for (let at = bytes.indexOf(start, 1); at >= 0; at = bytes.indexOf(start, at + magic.length)) {
    const head = bytes.subarray(at, at + headBytes);
    if (kinds.some((kind) => head.includes(kind))) return true;
  }
  return false;
}

/** Returns whether the annotations of a Secret may keep its data, as for JSON. */
function keepsData(raw: Uint8Array, search: PartSearch): boolean {
  const metadata = new ProtoFields(raw).all(metadataField);
  const annotations = metadata.flatMap((one) => new ProtoFields(one).all(annotationsField));
  return annotations.some((one) => {
    const pair = new ProtoFields(one);
    return pair.texts(2).some((text) => {
      const secret = { kind: 'Secret', metadata: { annotations: { [pair.text(1)]: text } } };
      return search.holds(Buffer.from(JSON.stringify(secret)));
    });
  });
}

function hasAny(raw: Uint8Array, numbers: readonly number[]): boolean {
  const fields = new ProtoFields(raw);
  return numbers.some((number) => fields.has(number));
}

function inMessage(bytes: Buffer, level: number, search: PartSearch): boolean {
  if (level > deepestMessage) return true;
  const reader = new WireReader(bytes);
  try {
    for (let entry = reader.entry(bytes.length); entry !== null; entry = reader.entry(bytes.length)) {
      if (entry.wireType !== wire.lengthDelimited) continue;
      if (inPart(bufferOf(reader.contents(entry)), level, search)) return true;
    }
    return false;
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    return search.holdsBinary(bytes);
  }
}

function inPart(part: Buffer, level: number, search: PartSearch): boolean {
  if (!search.affords(part)) return true;
  if (!search.mayHold(part)) return false;
  if (plainTextOf(part) !== null) return search.holds(part);
  return search.holdsWide(part) || inMessage(part, level + 1, search);
}
