import { z } from 'zod';
import { bytes, connectionId, expectedRevision, KEY_BYTES, revision, VALUE_BYTES } from './schema.ts';

const key = bytes(KEY_BYTES);

export const keysRequests = {
  children: z.strictObject({
    connection: connectionId,
    prefix: key,
    delimiter: bytes(64),
    revision: revision.nullable(),
    after: key.nullable(),
    limit: z.number().int().min(1).max(10_000),
  }),
  get: z.strictObject({ connection: connectionId, key, revision: revision.nullable() }),
  put: z.strictObject({
    connection: connectionId,
    key,
    value: bytes(VALUE_BYTES),
    expectedModRevision: expectedRevision,
  }),
  delete: z.strictObject({ connection: connectionId, key, expectedModRevision: expectedRevision }),
};
