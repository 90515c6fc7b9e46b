import { z } from 'zod';
import { bytes, expectedRevision, KEY_BYTES, leaseId, VALUE_BYTES } from './schema.ts';

/** More than a server takes by default, which may be set to more. */
const mostParts = 1_024;

const someKey = bytes(KEY_BYTES).refine((key) => key.byteLength > 0, { message: 'is empty' });
const keys = z.union([
  z
    .strictObject({ kind: z.enum(['key', 'prefix', 'from']), key: bytes(KEY_BYTES) })
    .refine(({ kind, key }) => kind !== 'key' || key.byteLength > 0, { message: 'is empty' }),
  z.strictObject({ kind: z.literal('range'), key: someKey, end: someKey }),
]);
const compared = { key: someKey, result: z.enum(['=', '!=', '<', '>']) };
const comparison = z.discriminatedUnion('target', [
  z.strictObject({
    ...compared,
    target: z.enum(['version', 'createRevision', 'modRevision']),
    number: expectedRevision,
  }),
  z.strictObject({ ...compared, target: z.literal('value'), value: bytes(VALUE_BYTES) }),
  z.strictObject({ ...compared, target: z.literal('lease'), lease: leaseId.nullable() }),
]);
const operation = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('get'),
    keys,
    limit: z.number().int().min(0),
    answers: z.enum(['values', 'keys', 'count']),
  }),
  z.strictObject({
    kind: z.literal('put'),
    key: someKey,
    value: bytes(VALUE_BYTES).nullable(),
    lease: z.union([z.literal('keep'), leaseId, z.null()]),
  }),
  z.strictObject({ kind: z.literal('delete'), keys }),
]);

/** A transaction, checked. */
export const transaction = z.strictObject({
  compare: z.array(comparison).max(mostParts),
  success: z.array(operation).max(mostParts),
  failure: z.array(operation).max(mostParts),
});
