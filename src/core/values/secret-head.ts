import { magic, readTypeMeta } from '../kubernetes/codec/type-meta.ts';
import { storedAs } from '../kubernetes/objects/stored-as.ts';
import { cover } from './secret-cover.ts';

/** In JSON, however it is laid out; and whatever is written with an escape, which no API server does. */
const namesSecret = /"kind"\s*:\s*"Secret(?:List)?"|\\u00[4-7]/;
/** What there is to cover in one. */
const namesData = /"(?:data|stringData|kubectl\.kubernetes\.io\/last-applied-configuration)"|\\u00[4-7]/;
const headBytes = 256;
const coverBytes = Buffer.from(cover);
const secretBytes = Buffer.from('Secret');

/**
 * Whether a value is a Secret of Kubernetes in clear, or JSON that has one in it. Reads the head of protobuf and the bytes
 * of JSON, decodes neither.
 */
export function holdsSecret(value: Uint8Array): boolean {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  switch (storedAs(value)) {
    case 'protobuf':
      return isProtobufSecret(bytes);
    case 'cbor':
      return isCborSecret(bytes);
    case 'json':
      return isJsonSecret(bytes);
    case 'encrypted':
      return false;
    case 'other':
      // A bare list.
      return bytes.find((byte) => byte > 0x20) === 0x5b && isJsonSecret(bytes);
  }
}

/** Whether a value holds data that is covered, which must never be stored: what it was is not known here. */
export function holdsCover(value: Uint8Array): boolean {
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return bytes.includes(coverBytes) && bytes.includes(secretBytes);
}

function isProtobufSecret(bytes: Buffer): boolean {
  try {
    const meta = readTypeMeta(bytes);
    return meta !== null && (meta.kind === 'Secret' || meta.kind === 'SecretList');
  } catch {
    // A damaged one is nobody's to show either.
    return bytes.subarray(magic.length, headBytes).includes(secretBytes);
  }
}

/** Names and texts are strings of bytes in Kubernetes' CBOR, and strings of text in others'. */
function isCborSecret(bytes: Buffer): boolean {
  const kinds = [0x44, 0x64].flatMap((name) =>
    [0x46, 0x66].map((text) => Buffer.concat([Buffer.of(name), Buffer.from('kind'), Buffer.of(text), secretBytes])),
  );
  return kinds.some((kind) => bytes.includes(kind));
}

function isJsonSecret(bytes: Buffer): boolean {
  if (!bytes.includes(secretBytes) && !bytes.includes('\\u00')) return false;
  const text = bytes.toString('latin1');
  return namesSecret.test(text) && namesData.test(text);
}
