import { z } from 'zod';
import { connectionId } from './schema.ts';

/** The requests of `MetricsApi`, checked. */
export const metricsRequests = { follow: z.strictObject({ connection: connectionId }) };
