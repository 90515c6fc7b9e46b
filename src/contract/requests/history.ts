import { z } from 'zod';
import { connectionId } from './schema.ts';
import { key } from './sources.ts';

/** The requests of `HistoryApi`, checked. */
export const historyRequests = {
  timeline: z.strictObject({ connection: connectionId }),
  ofKey: z.strictObject({ connection: connectionId, key, reveal: z.boolean() }),
};
