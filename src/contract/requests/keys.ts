import { z } from 'zod';
import { fewRows, key, keySource, limit } from './key-source.ts';
import { bytes, connectionId, expectedRevision, leaseId, line, revision, VALUE_BYTES } from './schema.ts';

const pattern = z.string().max(4_096);
const textMatch = z.union([
  z.strictObject({ kind: z.literal('substring'), text: pattern, ignoresCase: z.boolean() }),
  z.strictObject({ kind: z.literal('expression'), text: pattern, ignoresCase: z.boolean() }),
  z.strictObject({ kind: z.literal('bytes'), bytes: key }),
]);
const revisionRange = z.strictObject({ from: revision.nullable(), to: revision.nullable() });

/** The requests of `KeysApi`, checked. */
export const keysRequests = {
  children: z.strictObject({ source: keySource, prefix: key, delimiter: bytes(64), after: key.nullable(), limit }),
  get: z.strictObject({ source: keySource, key, reveal: z.boolean() }),
  count: z.strictObject({ source: keySource, prefix: key }),
  list: z.strictObject({ source: keySource, prefix: key, after: key.nullable(), limit, readsValues: z.boolean() }),
  glance: z.strictObject({ source: keySource, name: line(4_096), within: key, limit: fewRows }),
  search: z.strictObject({
    source: keySource,
    prefix: key,
    conditions: z.strictObject({
      name: textMatch.nullable(),
      value: textMatch.nullable(),
      lease: leaseId.nullable(),
      modRevision: revisionRange.nullable(),
      createRevision: revisionRange.nullable(),
    }),
    after: key.nullable(),
    limit,
  }),
  put: z.strictObject({
    connection: connectionId,
    key,
    value: bytes(VALUE_BYTES),
    expectedModRevision: expectedRevision,
    lease: z.union([z.literal('keep'), leaseId, z.null()]),
  }),
  delete: z.strictObject({ connection: connectionId, key, expectedModRevision: expectedRevision }),
};
