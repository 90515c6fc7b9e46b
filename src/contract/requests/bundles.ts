import { z } from 'zod';
import { chosenKeys, keySource } from './key-source.ts';
import { path } from './schema.ts';

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
