import { z } from 'zod';
import { connectionId } from './schema.ts';

export const accessRequests = {
  own: z.strictObject({ connection: connectionId }),
};
