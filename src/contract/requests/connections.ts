import { z } from 'zod';
import { handOverRequests } from './connections/hand-over.ts';
import { draft, secrets } from './connections/profile.ts';
import { connectionId, nothing } from './schema.ts';

/** Requests of `ConnectionsApi`. */
export const connectionsRequests = {
  list: nothing,
  save: z.strictObject({ draft, secrets }),
  remove: z.strictObject({ connection: connectionId }),
  test: z.strictObject({ draft, secrets }),
  inspect: z.strictObject({ draft, secrets }),
  open: z.strictObject({ connection: connectionId, secrets, isHealthCheck: z.boolean().exactOptional() }),
  unlock: z.strictObject({ connection: connectionId, typedName: z.string().max(400) }),
  lock: z.strictObject({ connection: connectionId }),
  ...handOverRequests,
};
