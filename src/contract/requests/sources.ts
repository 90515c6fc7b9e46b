import { z } from 'zod';
import { keySource } from './key-source.ts';

export const sourcesRequests = {
  open: z.strictObject({ source: keySource }),
};
