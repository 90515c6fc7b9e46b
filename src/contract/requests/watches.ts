import { z } from 'zod';
import { bytes, connectionId, KEY_BYTES, path, revision } from './schema.ts';

const watched = {
  connection: connectionId,
  key: bytes(KEY_BYTES),
  isPrefix: z.boolean(),
  rangeEnd: bytes(KEY_BYTES).optional(),
  only: z.enum(['put', 'delete']).optional(),
  previous: z.boolean(),
  reveal: z.boolean(),
};

/** The requests of `WatchesApi`, checked. */
export const watchesRequests = {
  watch: z.strictObject({ ...watched, startRevision: revision.nullable() }),
  record: z.strictObject({
    ...watched,
    startRevision: revision,
    untilRevision: revision.nullable(),
    file: path,
  }),
};
