import { z } from 'zod';
import { connectionId, line, path } from './schema.ts';

/** The longest key of a finding: its facts are cut to 200 characters each, and quoted. */
const about = { connection: connectionId, finding: z.string().min(1).max(8_192) };
/** A configuration is a few kilobytes. */
const configuration = z.string().max(262_144);

/** The requests of `DoctorApi`, checked. */
export const doctorRequests = {
  examine: z.strictObject({ connection: connectionId, hashKV: z.boolean(), snapshotFolder: path.nullable() }),
  follow: z.strictObject({ connection: connectionId }),
  snooze: z.strictObject({ ...about, reason: line(512), until: z.number().int().min(0).nullable() }),
  wake: z.strictObject(about),
  report: z.strictObject({ connection: connectionId, format: z.enum(['html', 'markdown']), file: path.nullable() }),
  review: z.strictObject({ text: configuration, to: z.enum(['3.6', '3.7']) }),
};
