import { z } from 'zod';
import { clusterId, connectionId, memberId, path } from './schema.ts';

/** The requests of `SnapshotsApi`, checked. */
export const snapshotsRequests = {
  suggestFile: z.strictObject({ connection: connectionId }),
  save: z.strictObject({ connection: connectionId, file: path, member: memberId.nullable() }),
  catalogue: z.strictObject({ clusterId }),
};
