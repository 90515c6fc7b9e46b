import { z } from 'zod';
import { connectionId } from './schema.ts';

/** The requests of `LocksApi`, checked. */
export const locksRequests = {
  list: z.strictObject({ connection: connectionId }),
};
