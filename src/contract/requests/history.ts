import { z } from 'zod';
import { key, keySource } from './key-source.ts';

/** The requests of `HistoryApi`, checked. */
export const historyRequests = {
  timeline: z.strictObject({ source: keySource }),
  ofKey: z.strictObject({ source: keySource, key, reveal: z.boolean() }),
};
