import { z } from 'zod';
import { connectionId, line } from './schema.ts';

/** The requests of `JournalApi`, checked. */
export const journalRequests = {
  list: z.strictObject({
    connection: connectionId.nullable(),
    before: line(128).min(1).nullable(),
    limit: z.number().int().min(1).max(1_000),
  }),
  corrections: z.strictObject({ connection: connectionId }),
};
