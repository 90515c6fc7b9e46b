import { z } from 'zod';
import { key } from './key-source.ts';
import { connectionId, line } from './schema.ts';

/** A user's or role's name. */
export const accessName = line(256).min(1);
/** The end of a range; `null`: the end of the keyspace. */
export const rangeEnd = key.nullable();

/** The requests of `AccessApi`, checked. */
export const accessRequests = {
  own: z.strictObject({ connection: connectionId }),
  list: z.strictObject({ connection: connectionId }),
  check: z.strictObject({ connection: connectionId, user: accessName, key, end: rangeEnd }),
  who: z.strictObject({ connection: connectionId, key, end: rangeEnd }),
};
