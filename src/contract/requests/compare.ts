import { z } from 'zod';
import { comparedKeys, key, limit } from './key-source.ts';

/** The requests of `CompareApi`, checked. */
export const compareRequests = {
  compare: z.strictObject({ left: comparedKeys, right: comparedKeys, after: key.nullable(), limit }),
};
