import { z } from 'zod';
import { connectionId } from './schema.ts';

/** The requests of `AccessApi`, checked. */
export const accessRequests = {
  own: z.strictObject({ connection: connectionId }),
};
