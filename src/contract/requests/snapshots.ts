import { z } from 'zod';
import { clusterId, connectionId, line, memberId, nothing, path } from './schema.ts';

/** What stays, as it is set. */
export const snapshotRetention = z.strictObject({
  last: z.int().min(1).max(1_000),
  days: z.int().min(0).max(3_650),
});

/** A schedule, as it is set and stored. */
export const snapshotSchedule = z.strictObject({
  isEnabled: z.boolean(),
  everyMinutes: z.int().min(15).max(10_080),
  folder: path,
  nameTemplate: line(200),
  retention: snapshotRetention,
  rehearses: z.boolean(),
  store: line(64).min(1).nullable(),
  deletesCopies: z.boolean().default(false),
});

/** The requests of `SnapshotsApi`, checked. */
export const snapshotsRequests = {
  suggestFile: z.strictObject({ connection: connectionId }),
  save: z.strictObject({ connection: connectionId, file: path, member: memberId.nullable() }),
  read: z.strictObject({ file: path, isFresh: z.boolean() }),
  inside: z.strictObject({ file: path }),
  sample: nothing,
  catalogue: z.strictObject({ clusterId: clusterId.nullable() }),
  addFolder: z.strictObject({ folder: path }),
  removeFolder: z.strictObject({ folder: path }),
  forget: z.strictObject({ file: path, deletesFile: z.boolean() }),
  schedule: z.strictObject({ connection: connectionId }),
  setSchedule: z.strictObject({ connection: connectionId, schedule: snapshotSchedule.nullable() }),
};
