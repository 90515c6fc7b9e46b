import { EtcdeckError } from '../../../contract/failure.ts';
import { bufferOf } from '../../bytes/bytes.ts';
import { plainTextOf } from '../../bytes/text-form.ts';
import { magic, readTypeMeta } from '../../kubernetes-storage/codec/type-meta.ts';
import { wire } from '../../kubernetes-storage/codec/wire.ts';
import { WireReader } from '../../kubernetes-storage/codec/wire-reader.ts';
import { ProtoFields } from '../../kubernetes-storage/heads/proto-fields.ts';
import { secretWord } from './secret-forms.ts';

/** Kubernetes' own messages lie far less deep. */
const deepestMessage = 100;
/** The envelope of an object names its kind within so many bytes. */
const headBytes = 256;
/** The names with their lengths, as the envelope has them. */
const kinds = [Buffer.from('\u0006Secret', 'latin1'), Buffer.from('\u000aSecretList', 'latin1')];
/** `data` and `stringData` of a Secret, `items` of a list. */
const secretFields = [2, 4];
const itemsField = 2;
/** `metadata` of an object, and `annotations` in it: pairs of a name and a text. */
const metadataField = 1;
const annotationsField = 12;

/** What the search asks about the parts of a message. */
export interface PartSearch {
  /** Whether a part may be looked at still; where not, a Secret may lie in it. */
  affords(part: Buffer): boolean;
  /** Whether a part is worth looking at. Cheap. */
  mayHold(part: Buffer): boolean;
  /** Whether a Secret is in a text. */
  holds(text: Buffer): boolean;
  /** Whether a Secret is in text of UTF-16 in the bytes. */
  holdsWide(bytes: Buffer): boolean;
  /** Whether a Secret is in bytes that are neither text nor a message. */
  holdsBinary(bytes: Buffer): boolean;
}

/**
 * Returns whether a value of Kubernetes' protobuf is a Secret with data, or has one in any of its texts. Needs no
 * schema: every field is looked at, those that no schema knows and those that are there twice.
 */
export function protobufHoldsSecret(value: Buffer, search: PartSearch): boolean {
  try {
    const meta = readTypeMeta(value);
    if (meta?.kind === 'Secret' && (hasAny(meta.raw, secretFields) || keepsData(meta.raw, search))) return true;
    if (meta?.kind === 'SecretList' && hasAny(meta.raw, [itemsField])) return true;
  } catch (error) {
    if (!(error instanceof EtcdeckError)) throw error;
    // A damaged Secret is covered too.
    if (value.subarray(magic.length, headBytes).includes(secretWord)) return true;
  }
  return inMessage(value.subarray(magic.length), 0, search);
}

/** Returns whether an object of that kind begins within bytes, in protobuf. */
export function embedsSecret(bytes: Buffer): boolean {
  const start = Buffer.from(magic);
  for (let at = bytes.indexOf(start, 1); at >= 0; at = bytes.indexOf(start, at + magic.length)) {
    const head = bytes.subarray(at, at + headBytes);
    if (kinds.some((kind) => head.includes(kind))) return true;
  }
  return false;
}

/** Returns whether the annotations of a Secret may keep its data: the same as in JSON. */
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
