import { z } from 'zod';
import { bytes, connectionId, KEY_BYTES, revision } from './schema.ts';

/** The requests of `WatchesApi`, checked. */
export const watchesRequests = {
  watch: z.strictObject({
    connection: connectionId,
    key: bytes(KEY_BYTES),
    isPrefix: z.boolean(),
    startRevision: revision.nullable(),
    previous: z.boolean(),
    reveal: z.boolean(),
  }),
};
