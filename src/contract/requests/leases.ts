import { z } from 'zod';
import { mostFollowedLeases } from '../leases.ts';
import { connectionId, leaseId } from './schema.ts';

/** The requests of `LeasesApi`, checked. */
export const leasesRequests = {
  list: z.strictObject({ connection: connectionId }),
  follow: z.strictObject({ connection: connectionId, leases: z.array(leaseId).max(mostFollowedLeases) }),
  survey: z.strictObject({ connection: connectionId }),
  keys: z.strictObject({ connection: connectionId, lease: leaseId }),
  keepAlive: z.strictObject({ connection: connectionId, lease: leaseId }),
};
