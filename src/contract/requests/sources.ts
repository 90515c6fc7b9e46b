import { z } from 'zod';
import { keySource } from './key-source.ts';

/** The requests of `SourcesApi`. */
export const sourcesRequests = {
  open: z.strictObject({ source: keySource }),
};
