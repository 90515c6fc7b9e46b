import { z } from 'zod';
import { connectionId, revision } from './schema.ts';

/** The requests of `MaintenanceApi`, checked. */
export const maintenanceRequests = {
  space: z.strictObject({ connection: connectionId }),
  hashKV: z.strictObject({ connection: connectionId, revision: revision.nullable() }),
  versions: z.strictObject({ connection: connectionId }),
  whatGrew: z.strictObject({ connection: connectionId }),
};
