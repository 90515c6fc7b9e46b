import { EtcdeckError } from '../../contract/failure.ts';
import type { CodecName, CostBound, DecodedValue, ValueForm, ValueNote } from '../../contract/values.ts';
import { hasMixedLineEndings, plainTextOf } from '../bytes/text-form.ts';
import { malformed } from '../kubernetes-storage/codec/malformed.ts';
import type { Codec, Decoded, Reading, Stored } from './codec.ts';
import { base64GzipCodec, gzipCodec } from './codecs/gzip-codecs.ts';
import { kubernetesCodec } from './codecs/kubernetes-codec.ts';
import { cborCodec, hexCodec, jsonCodec, textCodec, yamlCodec } from './codecs/text-codecs.ts';
import { coverDecoded } from './cover-decoded.ts';
import { protoCodec, type ValueDecoder } from './proto/proto-codec.ts';
import { holdsCover } from './secrets/holds-secret.ts';
import { SearchBudget } from './secrets/search-budget.ts';
import { cover } from './secrets/secret-marks.ts';
import { costOf } from './value-bounds.ts';

/** The codecs, the best first. Encrypted values are decrypted before any codec gets them. */
const codecs: readonly Codec[] = [
  kubernetesCodec,
  cborCodec,
  gzipCodec,
  base64GzipCodec,
  jsonCodec,
  yamlCodec,
  textCodec,
  hexCodec,
];

/** How to read a value. */
export interface DecodeRequest {
  readonly value: Uint8Array;
  readonly codec: CodecName | null;
  readonly showsManagedFields: boolean;
  readonly reveal: boolean;
  /** The operator's decoder for the key, which comes before all codecs. */
  readonly decoder: ValueDecoder | null;
}

/** Reads a value in the codec asked for, or in the best one; see `ValuesApi.decode`. */
export async function decodeValue(
  { value, codec: asked, showsManagedFields, reveal, decoder }: DecodeRequest,
  schema: Reading['schema'],
  budget = new SearchBudget(),
): Promise<DecodedValue> {
  const reading: Reading = { showsManagedFields, schema };
  const covered = reveal ? null : await coverDecoded({ value, decoder }, schema, budget);
  const stored = storedOf(covered ?? value);
  const isMasked = covered !== null || holdsCover(value);
  const { codec, decoded, readable, notes } = await decodeBest(
    codecsFor(covered === null ? decoder : null),
    stored,
    asked,
    reading,
  );
  const isMixed = hasMixedLineEndings(decoded.text);
  return {
    codec: codec.name,
    codecs: readable.map(({ name }) => name),
    text: decoded.text,
    language: decoded.language,
    canEncode: codec.encode !== null && !isMasked,
    notes: [
      ...(isMasked ? [{ kind: 'masked' } as const] : []),
      ...decoded.notes,
      ...notes,
      ...(isMixed ? [{ kind: 'mixedLineEndings' } as const] : []),
    ],
    object: decoded.object,
  };
}

interface Best {
  readonly codec: Codec;
  readonly decoded: Decoded;
  readonly readable: readonly Codec[];
  readonly notes: readonly ValueNote[];
}

function codecsFor(decoder: ValueDecoder | null): readonly Codec[] {
  return decoder === null ? codecs : [protoCodec(decoder), ...codecs];
}

async function decodeBest(
  codecs: readonly Codec[],
  stored: Stored,
  asked: CodecName | null,
  reading: Reading,
): Promise<Best> {
  const claimed = codecs.filter((codec) => codec.detect(stored));
  if (asked !== null) {
    const codec = codecs.find(({ name }) => name === asked);
    if (codec === undefined) throw malformed(`Nothing is ${asked} here`, 0);
    const decoded = await decodeAs(codec, stored, reading);
    const readable = claimed.includes(codec) ? claimed : [...claimed.slice(0, -1), codec, hexCodec];
    return { codec, decoded, readable, notes: [] };
  }
  const damages: ValueNote[] = [];
  for (const [place, codec] of claimed.entries()) {
    try {
      const decoded = await decodeAs(codec, stored, reading);
      return { codec, decoded, readable: claimed.slice(place), notes: damages };
    } catch (error) {
      if (!(error instanceof EtcdeckError)) throw error;
      damages.push(whyNot(codec.name, error));
    }
  }
  throw new Error('every value can be read as digits');
}

/** Decodes a value; maps every failure to decode it to `ValueMalformed`, the contract's only code for that. */
async function decodeAs(codec: Codec, stored: Stored, reading: Reading): Promise<Decoded> {
  try {
    return await codec.decode(stored, reading);
  } catch (thrown) {
    const error = costOf(thrown);
    if (!(error instanceof EtcdeckError) || error.code !== 'KindUnknown') throw error;
    throw new EtcdeckError({ code: 'ValueMalformed', message: error.message, detail: error.detail ?? {} });
  }
}

/** Returns the note that says why a codec could not read a value. */
export function whyNot(codec: CodecName | null, { code, message, detail }: EtcdeckError): ValueNote {
  // The failure's text has no other bound.
  if (code === 'ValueTooCostly') return { kind: 'undecoded', codec, bound: detail?.bound as CostBound, message };
  return { kind: 'damaged', codec: codec ?? 'hex', message };
}

/** The form to encode an edited text in. */
export interface EncodeRequest {
  readonly text: string;
  readonly form: ValueForm;
  readonly base: Uint8Array | null;
  readonly decoder: ValueDecoder | null;
}

/** Returns the bytes of an edited text; see `ValuesApi.encode`. */
export async function encodeValue(
  { text, form, base, decoder }: EncodeRequest,
  schema: Reading['schema'],
): Promise<Uint8Array> {
  const reading: Reading = { showsManagedFields: form.showsManagedFields, schema };
  const codec = codecsFor(decoder).find(({ name }) => name === form.codec);
  if (codec === undefined || codec.encode === null)
    throw new EtcdeckError({ code: 'ValueNotEncodable', message: `${form.codec} is not written here` });
  if (text.includes(cover) && text.includes('Secret')) refuse();
  const stored = base === null ? null : storedOf(base);
  const shown = stored === null ? null : await textNow(codec, stored, reading);
  // A base that this codec cannot decode is not a base of the edit.
  if (stored !== null && shown === text) return stored.value;
  const value = await codec.encode({ text, base: shown === null ? null : stored }, reading);
  if (holdsCover(value)) refuse();
  return value;
}

async function textNow(codec: Codec, stored: Stored, reading: Reading): Promise<string | null> {
  try {
    return (await decodeAs(codec, stored, reading)).text;
  } catch (error) {
    if (error instanceof EtcdeckError) return null;
    throw error;
  }
}

/** Covered data differs from the stored data, and must not replace it. */
export function refuse(): never {
  throw new EtcdeckError({
    code: 'BadRequest',
    message: 'the data of a Secret is masked in what was to be written: reveal it first',
  });
}

function storedOf(value: Uint8Array): Stored {
  return { value, text: plainTextOf(value) };
}
