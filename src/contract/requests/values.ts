import { z } from 'zod';
import { key, keySource } from './key-source.ts';
import { bytes, VALUE_BYTES } from './schema.ts';

const codec = z.enum([
  'protobuf',
  'kubernetes',
  'encrypted',
  'cbor',
  'json',
  'yaml',
  'text',
  'gzip',
  'base64gzip',
  'hex',
]);
const value = bytes(VALUE_BYTES);

/** The requests of `ValuesApi`, checked. */
export const valuesRequests = {
  decode: z.strictObject({
    source: keySource.nullable(),
    key,
    value,
    codec: codec.nullable(),
    showsManagedFields: z.boolean(),
    reveal: z.boolean(),
  }),
  encode: z.strictObject({
    source: keySource.nullable(),
    key,
    // Hexadecimal takes three characters a byte.
    text: z.string().max(4 * VALUE_BYTES),
    form: z.strictObject({ codec, showsManagedFields: z.boolean() }),
    base: value.nullable(),
  }),
};
