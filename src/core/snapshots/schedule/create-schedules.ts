import { stat } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import type { ConnectionsApi } from '../../../contract/connections.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { ObjectStoresApi } from '../../../contract/object-stores.ts';
import type { ScheduleState, SnapshotSchedule, SnapshotsApi } from '../../../contract/snapshots.ts';
import { faultOfTemplate } from '../saving/file-name.ts';
import { dueNext } from './keep-retention.ts';
import { type RunParts, runSchedule } from './run-schedule.ts';
import { isAlive } from './runner.ts';
import { type ScheduleRecord, ScheduleRecords } from './schedule-records.ts';
import { Scheduler } from './scheduler.ts';
import { missedRuns } from './slots.ts';

/** What schedules take. */
export interface SchedulesParts extends RunParts {
  readonly ports: RunParts['ports'] & ConstructorParameters<typeof ScheduleRecords>[0];
  readonly connections: Pick<ConnectionsApi, 'list'>;
  readonly stores: RunParts['stores'] & Pick<ObjectStoresApi, 'list'>;
}

/** The schedules of saved connections. */
export interface Schedules {
  readonly api: Pick<SnapshotsApi, 'schedule' | 'setSchedule'>;
  readonly scheduler: Scheduler;
}

/** Creates the schedules; nothing runs before the scheduler is started. */
export function createSchedules(parts: SchedulesParts): Schedules {
  const { catalogue, ports } = parts;
  const records = new ScheduleRecords(ports);
  const isSaved = async (connection: ConnectionId): Promise<boolean> =>
    (await parts.connections.list({})).some(({ profile, origin }) => profile.id === connection && origin === 'saved');

  const stateOf = async (connection: ConnectionId, record: ScheduleRecord | null): Promise<ScheduleState> => {
    const now = ports.clock.now();
    if (record === null) {
      const none = { schedule: null, nextAt: null, lastSuccess: null, lastFailure: null };
      return { connection, ...none, isRunning: false, missed: 0, due: [] };
    }
    const { schedule, nextAt, runner, lastSuccess, lastFailure } = record;
    return {
      ...{ connection, schedule, lastSuccess, lastFailure },
      nextAt: schedule.isEnabled ? nextAt : null,
      isRunning: runner !== null && isAlive(runner, now),
      missed: missedRuns(record, now),
      due: await dueNext(catalogue, record),
    };
  };

  const validate = async (connection: ConnectionId, schedule: SnapshotSchedule): Promise<void> => {
    if (!(await isSaved(connection))) {
      const message = 'a schedule is of a saved connection';
      throw new EtcdeckError({ code: 'ConnectionUnknown', message, detail: { connection } });
    }
    const { nameTemplate, folder, store } = schedule;
    const fault = faultOfTemplate(nameTemplate);
    if (fault !== null) throw badRequest('nameTemplate', fault);
    if (!isAbsolute(folder)) throw badRequest('folder', 'it is not an absolute path');
    const isFolder = await stat(folder).then(
      (facts) => facts.isDirectory(),
      () => false,
    );
    if (!isFolder) throw badRequest('folder', 'there is no such folder');
    if (store !== null && !(await parts.stores.list({})).some(({ id }) => id === store)) {
      throw badRequest('store', 'there is no such object store');
    }
  };

  return {
    api: {
      schedule: async ({ connection }) => await stateOf(connection, records.of(connection)),
      async setSchedule({ connection, schedule }) {
        if (schedule !== null) await validate(connection, schedule);
        const now = ports.clock.now();
        const stored = await records.change(connection, (before) =>
          schedule === null ? null : withSchedule(before ?? newRecord(connection, schedule, now), schedule, now),
        );
        return await stateOf(connection, stored);
      },
    },
    scheduler: new Scheduler({
      ...{ records, ports, isSaved },
      run: (record, control) => runSchedule(parts, record, control),
    }),
  };
}

const newRecord = (connection: ConnectionId, schedule: SnapshotSchedule, now: number): ScheduleRecord => ({
  ...{ connection, schedule, nextAt: now, runner: null },
  ...{ isBrokenOff: false, isLate: false, lastSuccess: null, lastFailure: null, missed: 0 },
});

/** The first run of a schedule that is switched on, or gets another pace, is due at once, or when the last one is old. */
function withSchedule(before: ScheduleRecord, schedule: SnapshotSchedule, now: number): ScheduleRecord {
  const isOfBefore = before.schedule.isEnabled && before.schedule.everyMinutes === schedule.everyMinutes;
  if (isOfBefore || !schedule.isEnabled) return { ...before, schedule };
  const last = before.lastSuccess?.at ?? Number.NEGATIVE_INFINITY;
  const nextAt = Math.min(now + schedule.everyMinutes * 60_000, Math.max(now, last + schedule.everyMinutes * 60_000));
  return { ...before, schedule, nextAt, missed: 0 };
}

const badRequest = (field: keyof SnapshotSchedule, message: string): EtcdeckError =>
  new EtcdeckError({ code: 'BadRequest', message: `${field}: ${message}`, detail: { field, reason: message } });
