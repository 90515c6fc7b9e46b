import { z } from 'zod';
import { path } from './schema.ts';
import { chosenKeys, keySource } from './sources.ts';

/** The requests of `BundlesApi`, checked. */
export const bundlesRequests = {
  export: z.strictObject({
    source: keySource,
    keys: chosenKeys,
    format: z.enum(['json', 'yaml']),
    file: path.nullable(),
    reveal: z.boolean(),
  }),
};
