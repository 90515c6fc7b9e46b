import { z } from 'zod';
import { connectionId, nothing } from './schema.ts';

/** The requests of `SandboxApi`, checked. */
export const sandboxRequests = {
  list: nothing,
  start: z.strictObject({ members: z.union([z.literal(1), z.literal(3), z.literal(5)]) }),
  stop: z.strictObject({ connection: connectionId }),
};
