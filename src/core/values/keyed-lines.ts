import { z } from 'zod';
import type { CallOptions } from '../../contract/abort.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { DecodedValue, ValuesApi } from '../../contract/values.ts';
import { toBase64 } from '../bytes/base64.ts';
import { withoutWhiteSpace } from '../kubernetes-storage/codec/json-tree.ts';
import { base64, failedLine, type LineAnswer } from './value-lines.ts';

const decodeLine = z.object({ key: base64, value: base64 });
const encodeLine = z.object({ key: base64, json: z.string(), base: base64.nullish() });
const form = { codec: 'protobuf', showsManagedFields: false } as const;

/**
 * Decodes one line of `values decode` by the operator's decoder for its `key`: `{"key", "value"}` becomes
 * `{"codec", "json"}` or an error; `null` where no decoder is for it. Secret data is not covered.
 */
export async function decodeKeyedLine(
  values: ValuesApi,
  line: string,
  options?: CallOptions,
): Promise<LineAnswer | null> {
  const parsed = decodeLine.safeParse(jsonOf(line)).data;
  if (parsed === undefined) return null;
  try {
    if (!(await hasDecoder(values, parsed.key, options))) return null;
    return { codec: form.codec, json: withoutWhiteSpace((await decode(values, parsed, form.codec, options)).text) };
  } catch (error) {
    return failedLine(error);
  }
}

/** Encodes one line of `values encode` in the same way: `{"key", "json", "base"?}` becomes `{"value"}` or an error. */
export async function encodeKeyedLine(
  values: ValuesApi,
  line: string,
  options?: CallOptions,
): Promise<LineAnswer | null> {
  const parsed = encodeLine.safeParse(jsonOf(line)).data;
  if (parsed === undefined) return null;
  const { key, json: text, base = null } = parsed;
  try {
    if (!(await hasDecoder(values, key, options))) return null;
    const { value } = await values.encode({ source: null, key, text, form, base }, options);
    return { value: toBase64(value) };
  } catch (error) {
    return failedLine(error);
  }
}

/** A message without fields is of any type, so that a decoder for the key reads it. Fails where it cannot be used. */
async function hasDecoder(values: ValuesApi, key: Uint8Array, options?: CallOptions): Promise<boolean> {
  const { codec, notes } = await decode(values, { key, value: new Uint8Array() }, null, options);
  const failed = notes.find((note) => note.kind === 'decoderFailed');
  if (failed !== undefined) throw new EtcdeckError({ code: 'ProtoInvalid', message: failed.message });
  return codec === form.codec;
}

function decode(
  values: ValuesApi,
  { key, value }: { readonly key: Uint8Array; readonly value: Uint8Array },
  codec: typeof form.codec | null,
  options?: CallOptions,
): Promise<DecodedValue> {
  const request = { source: null, key, value, codec, showsManagedFields: false, reveal: true };
  return values.decode(request, options);
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
