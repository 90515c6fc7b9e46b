import { setTimeout } from 'node:timers/promises';
import { cancelled } from '../etcd/failures.ts';

/** Waits. Fails with `Cancelled` as soon as it is stopped. */
export async function pause(milliseconds: number, signal: AbortSignal): Promise<void> {
  try {
    await setTimeout(milliseconds, undefined, { signal });
  } catch {
    throw cancelled('execute');
  }
}
