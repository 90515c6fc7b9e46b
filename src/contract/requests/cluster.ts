import { z } from 'zod';
import { connectionId } from './schema.ts';

/** The requests of `ClusterApi`, checked. */
export const clusterRequests = {
  status: z.strictObject({ connection: connectionId }),
  follow: z.strictObject({ connection: connectionId, intervalMs: z.number().int().min(1_000).max(3_600_000) }),
};
