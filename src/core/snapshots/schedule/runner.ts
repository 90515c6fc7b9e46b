import { randomBytes } from 'node:crypto';
import { hasWriterEnded, ownWriter } from '../../journal/writer-process.ts';
import type { ScheduleRunner } from './schedule-records.ts';

/** A run whose host has not shown for so long that it goes on was left behind: by another machine, or one that slept. */
const silentMs = 10 * 60_000;

/** Returns this process as the runner of a new run. */
export const newRunner = (now: number): ScheduleRunner => ({
  run: randomBytes(8).toString('hex'),
  process: ownWriter(),
  beatAt: now,
});

/** Whether a run still goes on. */
export const isAlive = ({ process, beatAt }: ScheduleRunner, now: number): boolean =>
  !hasWriterEnded(process) && Math.abs(now - beatAt) < silentMs;
