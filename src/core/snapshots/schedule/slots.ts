import type { ScheduleRecord } from './schedule-records.ts';

const mostMissed = 9_999;

const everyMs = ({ schedule }: ScheduleRecord): number => schedule.everyMinutes * 60_000;

/** Returns how many runs of a schedule have passed besides the one that is due, as while nothing ran. */
function passedSlots(record: ScheduleRecord, now: number): number {
  if (!record.schedule.isEnabled || now < record.nextAt) return 0;
  return Math.floor((now - record.nextAt) / everyMs(record));
}

/** Returns how many runs were missed by now. */
export const missedRuns = (record: ScheduleRecord, now: number): number =>
  Math.min(mostMissed, record.missed + passedSlots(record, now));

/** Whether a run is due. One that was broken off is due again at once. */
export const isDue = (record: ScheduleRecord, now: number): boolean =>
  record.schedule.isEnabled && (now >= record.nextAt || record.isBrokenOff);

/**
 * Returns a record whose next run is at most one interval away: a clock that was set back would put it off for as long
 * as it was ahead.
 */
export function withNearSlot(record: ScheduleRecord, now: number): ScheduleRecord {
  const latest = now + everyMs(record);
  return record.nextAt <= latest ? record : { ...record, nextAt: latest };
}

/**
 * Returns a record whose due run has begun: the next one keeps the schedule's pace, and however many were missed, one
 * takes their place.
 */
export function withBegunRun(record: ScheduleRecord, now: number): ScheduleRecord {
  const passed = passedSlots(record, now);
  const nextAt = now < record.nextAt ? record.nextAt : record.nextAt + (passed + 1) * everyMs(record);
  return {
    ...record,
    nextAt,
    isBrokenOff: false,
    isLate: passed > 0,
    missed: missedRuns(record, now),
  };
}
