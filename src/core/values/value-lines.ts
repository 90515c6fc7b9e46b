import { z } from 'zod';
import { EtcdeckError, type Failure } from '../../contract/failure.ts';
import { fromBase64, toBase64 } from '../bytes/base64.ts';
import { plainTextOf } from '../bytes/text-form.ts';
import { withoutWhiteSpace } from '../kubernetes-storage/codec/json-tree.ts';
import { malformed } from '../kubernetes-storage/codec/malformed.ts';
import type { KubernetesSchema } from '../kubernetes-storage/codec/schema.ts';
import { readEncryptionEnvelope } from '../kubernetes-storage/heads/encryption-envelope.ts';
import { storedAs } from '../kubernetes-storage/heads/stored-as.ts';
import { isJsonDocument } from './json-layout.ts';
import { isObjectText, readObjectJson, writeObjectJson } from './object-json.ts';
import { costOf } from './value-bounds.ts';

/** Bytes in base64, as lines have them. */
export const base64 = z.string().transform((text, { addIssue }) => {
  const bytes = fromBase64(text);
  if (bytes === null) addIssue('is no base64');
  return bytes ?? z.NEVER;
});
const decodeLine = z.object({ value: base64 });
const encodeLine = z.object({ json: z.string(), base: base64.nullish() });

/** The answer to one line: the result, or the failure. */
export type LineAnswer =
  | { readonly codec: string; readonly json: string }
  | { readonly value: string }
  | { readonly error: Pick<Failure, 'code' | 'message'> };

/**
 * Decodes one line of `values decode`: `{"value"}` becomes `{"codec", "json"}` or an error; other members are ignored.
 * Secret data is not covered, because the caller has the bytes. Takes about 40 µs for a small object.
 */
export function decodeValueLine(schema: KubernetesSchema, line: string): LineAnswer {
  return answered(() => {
    const { value } = readLine(decodeLine, line);
    return valueJson(schema, value);
  });
}

/** Encodes one line of `values encode`: `{"json", "base"?}` becomes `{"value"}` or an error. */
export function encodeValueLine(schema: KubernetesSchema, line: string): LineAnswer {
  return answered(() => {
    const { json, base } = readLine(encodeLine, line);
    const value = writeObjectJson(schema, json, base ?? null);
    return { value: toBase64(value) };
  });
}

function valueJson(schema: KubernetesSchema, value: Uint8Array): { readonly codec: string; readonly json: string } {
  switch (storedAs(value)) {
    case 'protobuf':
      return { codec: 'kubernetes', json: readObjectJson(schema, value).json };
    case 'encrypted': {
      const { provider, name } = readEncryptionEnvelope(value) ?? { provider: 'unknown', name: '' };
      const message = `it is encrypted by ${provider} with ${name}`;
      throw new EtcdeckError({ code: 'EncryptionKeyMissing', message });
    }
    case 'cbor':
      throw malformed('CBOR, which is not read here', 0);
    default: {
      const text = plainTextOf(value);
      if (text === null || !isJsonDocument(text)) throw malformed('No object, neither in protobuf nor in JSON', 0);
      return { codec: isObjectText(text) ? 'kubernetes' : 'json', json: withoutWhiteSpace(text) };
    }
  }
}

function readLine<T>(schema: z.ZodType<T>, line: string): T {
  let content: unknown;
  try {
    content = JSON.parse(line);
  } catch {
    throw new EtcdeckError({ code: 'BadRequest', message: 'the line is no JSON' });
  }
  const parsed = schema.safeParse(content);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new EtcdeckError({
    code: 'BadRequest',
    message: `${issue?.path.join('.') || 'the line'}: ${issue?.message ?? 'is not what it must be'}`,
  });
}

/** Returns a failure as an answer, so that one bad line does not end the filter. */
function answered(work: () => LineAnswer): LineAnswer {
  try {
    return work();
  } catch (error) {
    return failedLine(error);
  }
}

/** Returns the answer to a line that failed. */
export function failedLine(error: unknown): LineAnswer {
  return { error: toError(costOf(error)) };
}

function toError(error: unknown): Pick<Failure, 'code' | 'message'> {
  if (error instanceof EtcdeckError) return { code: error.code, message: error.message };
  return { code: 'Internal', message: error instanceof Error ? error.message : String(error) };
}
