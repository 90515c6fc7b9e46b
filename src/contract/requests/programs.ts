import { z } from 'zod';
import { nothing } from './schema.ts';

/** The requests of `ProgramsApi`, checked. */
export const programsRequests = {
  find: nothing,
  get: z.strictObject({ way: z.enum(['download', 'package', 'build']) }),
};
