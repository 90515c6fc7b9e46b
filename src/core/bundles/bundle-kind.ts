import type { KindOf } from '../work/job.ts';
import type { startBundle } from './bundle-job.ts';

/** Reads a bundle in a thread, which holds all of its entries. */
export const bundleJob: KindOf<typeof startBundle> = { name: 'bundle', memory: 2_048 };
