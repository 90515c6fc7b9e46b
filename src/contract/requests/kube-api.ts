import { z } from 'zod';
import { key, keySource } from './key-source.ts';

/** The requests of `KubeApiApi`, checked. */
export const kubeApiRequests = {
  serve: z.strictObject({ source: keySource, registry: key, reveal: z.boolean() }),
};
