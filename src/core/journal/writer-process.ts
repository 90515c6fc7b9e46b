import { hostname } from 'node:os';
import { identityOf, isStillRunning } from '../work/process-identity.ts';
import type { Begun } from './records.ts';

/** The process that writes an entry. */
export type WriterProcess = NonNullable<Begun['writer']>;

let own: WriterProcess | null | undefined;

/** Returns this process as the writer of an entry; `null` where the system cannot identify processes (Windows). */
export function ownWriter(): WriterProcess | null {
  if (own === undefined) {
    const identity = identityOf(process.pid);
    own = identity === null ? null : { machine: hostname(), ...identity };
  }
  return own;
}

/**
 * Returns whether an entry's writer has ended, so that nothing of the entry is sent any more. `false` where that is not
 * known, as for an older record, and for another machine that shares the settings folder.
 */
export function hasWriterEnded(writer: WriterProcess | null): boolean {
  return writer !== null && writer.machine === hostname() && !isStillRunning(writer);
}
