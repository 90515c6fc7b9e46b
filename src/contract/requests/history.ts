import { z } from 'zod';
import { key } from './key-source.ts';
import { connectionId } from './schema.ts';

/** The requests of `HistoryApi`, checked. */
export const historyRequests = {
  timeline: z.strictObject({ connection: connectionId }),
  ofKey: z.strictObject({ connection: connectionId, key, reveal: z.boolean() }),
};
