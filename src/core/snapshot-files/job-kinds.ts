import type { KindOf } from '../work/job.ts';
import type { startFileHash } from './hash-job.ts';
import type { startSnapshot } from './snapshot-job.ts';

/** Reads the database of a file in a thread. Its arrays do not count among its objects. */
export const snapshotJob: KindOf<typeof startSnapshot> = { name: 'snapshot', memory: 512 };

/** Hashes a file in a thread, while another one reads it. */
export const fileHashJob: KindOf<typeof startFileHash> = { name: 'fileHash', memory: 128 };
