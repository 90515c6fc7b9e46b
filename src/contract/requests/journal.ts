import { z } from 'zod';
import { subjectKinds } from '../change-subject.ts';
import { clusterId, connectionId, line, path } from './schema.ts';

const moment = z.number().int().min(0);

const filter = z
  .strictObject({
    clusterId: clusterId.nullable(),
    kind: z.enum(subjectKinds).nullable(),
    outcome: z.enum(['done', 'stopped', 'unknown', 'failed']).nullable(),
    from: moment.nullable(),
    until: moment.nullable(),
    text: line(1_024).min(1).nullable(),
  })
  .optional();

/** The requests of `JournalApi`, checked. */
export const journalRequests = {
  list: z.strictObject({
    connection: connectionId.nullable(),
    before: line(128).min(1).nullable(),
    limit: z.number().int().min(1).max(1_000),
    filter,
  }),
  entry: z.strictObject({
    connection: connectionId.nullable(),
    id: line(128).min(1),
    from: z.number().int().min(0),
    limit: z.number().int().min(1).max(500),
    reveal: z.boolean(),
  }),
  export: z.strictObject({ connection: connectionId.nullable(), filter, file: path.nullable() }),
  corrections: z.strictObject({ connection: connectionId }),
};
