import { gzipSync } from 'node:zlib';
import { fromBase64, toBase64 } from '../../bytes/base64.ts';
import { bytesOf } from '../../bytes/bytes.ts';
import { plainTextOf, spaceAtEnd } from '../../bytes/text-form.ts';
import { malformed } from '../../kubernetes-storage/codec/malformed.ts';
import type { Codec, Decoded, Edit, Reading, Stored } from '../codec.ts';
import { unpack } from '../unpack.ts';
import { tooCostly } from '../value-bounds.ts';
import { hexCodec, jsonCodec, textCodec } from './text-codecs.ts';

/** The most unpacked bytes that are shown as digits. */
const mostDigitBytes = 4 * 2 ** 20;

const readings = [jsonCodec, textCodec, hexCodec];

/** gzip: decoded as JSON, text or bytes, and compressed again on save. */
export const gzipCodec: Codec = {
  name: 'gzip',
  detect: ({ value }) => value[0] === 0x1f && value[1] === 0x8b,
  decode: ({ value }, reading) => decodePacked(value, reading),
  encode: (edit, reading) => encodePacked(edit, edit.base?.value ?? null, reading),
};

/** gzip in base64: a Helm release. */
export const base64GzipCodec: Codec = {
  name: 'base64gzip',
  detect: ({ text }) => text !== null && /^H4sI[A-Za-z0-9+/\r\n]*=*$/.test(text.trimEnd()),
  decode: (stored, reading) => decodePacked(packedBytes(stored), reading),
  async encode(edit, reading) {
    const packed = await encodePacked(edit, edit.base === null ? null : packedBytes(edit.base), reading);
    return bytesOf(toBase64(packed) + spaceAtEnd(edit.base?.text ?? ''));
  },
};

async function decodePacked(packed: Uint8Array, reading: Reading): Promise<Decoded> {
  const stored = unpacked(packed);
  const decoded = await codecOf(stored).decode(stored, reading);
  return { ...decoded, notes: [...decoded.notes, { kind: 'compressed', bytes: stored.value.length }] };
}

async function encodePacked({ text }: Edit, base: Uint8Array | null, reading: Reading): Promise<Uint8Array> {
  const old = base === null ? null : unpacked(base);
  const codec = old === null ? textCodec : codecOf(old);
  const contents = await (codec.encode ?? bytesOfEdit)({ text, base: old }, reading);
  return new Uint8Array(gzipSync(contents, { level: 9 }));
}

const bytesOfEdit = ({ text }: Edit): Uint8Array => bytesOf(text);

function codecOf(stored: Stored): Codec {
  const codec = readings.find((one) => one.detect(stored)) ?? hexCodec;
  if (codec === hexCodec && stored.value.length > mostDigitBytes)
    throw tooCostly('unpacked', `It unpacks to more than ${mostDigitBytes} bytes that are no text`);
  return codec;
}

function unpacked(packed: Uint8Array): Stored {
  const value = unpack(packed);
  return { value, text: plainTextOf(value) };
}

/** Fails with `ValueMalformed` where decoding the base64 would lose anything. */
function packedBytes({ text }: Stored): Uint8Array {
  const bytes = text === null ? null : fromBase64(text.replace(/\s/g, ''));
  if (bytes === null) throw malformed('No base64', 0);
  return bytes;
}
