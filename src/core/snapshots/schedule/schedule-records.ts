import { z } from 'zod';
import type { ConnectionId } from '../../../contract/ids.ts';
import { connectionId } from '../../../contract/requests/schema.ts';
import { snapshotSchedule } from '../../../contract/requests/snapshots.ts';
import type { Ports } from '../../ports.ts';
import { readDocument, settingsDamaged, updateDocument } from '../../settings/document.ts';
import { failureSchema, lastMoment } from '../stored.ts';

const most = { schedules: 1_000 } as const;
const time = z.int().min(0).max(lastMoment);

const runnerSchema = z.object({
  /** Distinguishes this run from any other. */
  run: z.string().max(64),
  /** The process that runs it; `null` where the system cannot identify processes (Windows). */
  process: z.object({ machine: z.string().max(256), pid: z.int(), startedAt: z.string().max(256) }).nullable(),
  /** When it last showed that it goes on. */
  beatAt: time,
});

const recordSchema = z.looseObject({
  connection: connectionId,
  schedule: snapshotSchedule,
  /** When the next run is due. */
  nextAt: time,
  runner: runnerSchema.nullable().catch(null),
  /** Whether the last run's host ended before the run did. */
  isBrokenOff: z.boolean().catch(false),
  /** Whether the last run began only after another one was due. */
  isLate: z.boolean().catch(false),
  lastSuccess: z
    .object({ at: time, file: z.string().max(4_096) })
    .nullable()
    .catch(null),
  lastFailure: z.object({ at: time, failure: failureSchema }).nullable().catch(null),
  missed: z.int().min(0).catch(0),
});

/** A run that goes on somewhere. */
export type ScheduleRunner = Readonly<z.infer<typeof runnerSchema>>;

/** A schedule, and how it has gone. */
export type ScheduleRecord = Readonly<z.infer<typeof recordSchema>>;

/** The document `schedules` of the settings folder, which other processes change too. */
export class ScheduleRecords {
  readonly #store: ReturnType<Ports['openStore']>;

  constructor({ openStore }: Pick<Ports, 'openStore'>) {
    this.#store = openStore('schedules');
  }

  /** Fails with `SettingsDamaged`, `FileNotReadable`. */
  all(): readonly ScheduleRecord[] {
    return this.#recordsIn(readDocument(this.#store));
  }

  /** Returns the record of a connection; `null` where it has none. Fails as `all`. */
  of(connection: ConnectionId): ScheduleRecord | null {
    return this.all().find((each) => each.connection === connection) ?? null;
  }

  /**
   * Changes the record of a connection under the lock of all processes, and returns what is stored then. `null` removes
   * it; the same record writes nothing new. Fails as settings do.
   */
  async change(
    connection: ConnectionId,
    to: (before: ScheduleRecord | null) => ScheduleRecord | null,
  ): Promise<ScheduleRecord | null> {
    return await updateDocument(this.#store, (document) => {
      const records = this.#recordsIn(document);
      const before = records.find((each) => each.connection === connection) ?? null;
      const after = to(before);
      const others = records.filter((each) => each !== before);
      const schedules = after === null ? others : [...others, after].slice(-most.schedules);
      return { document: { ...document, schedules }, result: after };
    });
  }

  #recordsIn({ schedules = [] }: Readonly<Record<string, unknown>>): readonly ScheduleRecord[] {
    if (!Array.isArray(schedules)) throw settingsDamaged(this.#store, '"schedules" is no list');
    return schedules.slice(0, most.schedules).flatMap((each: unknown) => recordSchema.safeParse(each).data ?? []);
  }
}
