import type { Failure } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { Ports } from '../../ports.ts';
import { failureOf } from '../failure-of.ts';
import type { RunControl, RunResult } from './run-schedule.ts';
import { isAlive, newRunner } from './runner.ts';
import type { ScheduleRecord, ScheduleRecords } from './schedule-records.ts';
import { isDue, withBegunRun, withNearSlot } from './slots.ts';

/** What the scheduler is made of. */
export interface SchedulerParts {
  readonly records: ScheduleRecords;
  readonly ports: Pick<Ports, 'clock' | 'log'>;
  /** Whether a connection is still saved. */
  readonly isSaved: (connection: ConnectionId) => Promise<boolean>;
  readonly run: (record: ScheduleRecord, control: RunControl) => Promise<RunResult>;
}

const tickMs = 30_000;
/** How long a run may go on without a step: a member, a disk or a store that hangs would hold up every other run. */
const patienceMs = 10 * 60_000;

interface Running {
  readonly connection: ConnectionId;
  readonly run: string;
  readonly control: AbortController;
  steppedAt: number;
}

/**
 * Runs the schedules of the settings folder, one run at a time, in one of the processes that share the folder. Whichever
 * sees that a run is due claims it under the settings' lock.
 */
export class Scheduler {
  readonly #parts: SchedulerParts;
  #timer: NodeJS.Timeout | undefined;
  #round: Promise<void> | null = null;
  #running: Running | null = null;
  #isClosed = false;
  #lastComplaint = '';

  constructor(parts: SchedulerParts) {
    this.#parts = parts;
  }

  /** Looks now, and then twice a minute. */
  start(): void {
    this.#timer ??= setInterval(() => void this.tick(), tickMs).unref();
    void this.tick();
  }

  /**
   * Runs what is due, one after the other, and returns once it is done; while something runs, shows that it goes on, and
   * ends what hangs. Never fails.
   */
  async tick(): Promise<void> {
    try {
      if (this.#round !== null) return await this.#watchOver();
      this.#round = this.#runDue().finally(() => {
        this.#round = null;
      });
      await this.#round;
    } catch (error) {
      this.#complain(error);
    }
  }

  /** Breaks off what runs, to be begun again by the next host, and waits for its end. */
  async close(): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#timer);
    this.#running?.control.abort();
    await this.#round?.catch(() => undefined);
  }

  async #runDue(): Promise<void> {
    const { records, ports } = this.#parts;
    for (const { connection } of records.all()) {
      if (this.#isClosed) return;
      const record = records.of(connection);
      if (record === null || !needsClaim(record, ports.clock.now())) continue;
      if (!(await this.#parts.isSaved(connection))) {
        await records.change(connection, () => null);
        ports.log.info('A schedule was removed with its connection', { connection });
        continue;
      }
      const claimed = await this.#claim(connection);
      if (claimed !== null) await this.#run(claimed);
    }
  }

  /** Claims a due run; `null` where another process has it, or nothing is due any more. */
  async #claim(connection: ConnectionId): Promise<ScheduleRecord | null> {
    const { records, ports } = this.#parts;
    const now = ports.clock.now();
    const runner = newRunner(now);
    const stored = await records.change(connection, (before) => {
      if (before === null) return null;
      const left = withNearSlot(withoutDeadRunner(before, now), now);
      return left.runner === null && isDue(left, now) ? { ...withBegunRun(left, now), runner } : left;
    });
    if (stored?.runner?.run !== runner.run) return null;
    if (stored.isLate) {
      ports.log.warn('Scheduled snapshots were missed while nothing ran', { connection, missed: stored.missed });
    }
    return stored;
  }

  async #run(record: ScheduleRecord): Promise<void> {
    const { clock, log } = this.#parts.ports;
    const { connection, runner } = record;
    const control = new AbortController();
    const running: Running = { connection, run: runner?.run ?? '', control, steppedAt: clock.now() };
    this.#running = running;
    // It was claimed while the host closed: it ends at its first step, and is due again.
    if (this.#isClosed) control.abort();
    try {
      const { file, failure } = await this.#parts.run(record, {
        signal: control.signal,
        onDidStep: () => {
          running.steppedAt = clock.now();
        },
      });
      log.info('A scheduled snapshot was saved', { connection, file });
      // The same moment for both: it was saved, and what was due then could not be deleted.
      const at = clock.now();
      await this.#end(running, (before) => ({
        ...before,
        lastSuccess: { at, file },
        lastFailure: failure === null ? before.lastFailure : { at, failure },
        missed: before.isLate ? before.missed : 0,
      }));
    } catch (error) {
      if (this.#isClosed) return await this.#end(running, (before) => ({ ...before, isBrokenOff: true }));
      const failure = control.signal.aborted ? tooLong : failureOf(error);
      log.warn('A scheduled snapshot failed', { connection, code: failure.code, reason: failure.message });
      await this.#end(running, (before) => ({ ...before, lastFailure: { at: clock.now(), failure } }));
    } finally {
      this.#running = null;
    }
  }

  async #end({ connection, run }: Running, change: (record: ScheduleRecord) => ScheduleRecord): Promise<void> {
    await this.#parts.records.change(connection, (before) =>
      before?.runner?.run === run ? { ...change(before), runner: null } : before,
    );
  }

  async #watchOver(): Promise<void> {
    const running = this.#running;
    if (running === null) return;
    const now = this.#parts.ports.clock.now();
    if (now - running.steppedAt > patienceMs) running.control.abort();
    await this.#parts.records.change(running.connection, (before) =>
      before?.runner?.run === running.run ? { ...before, runner: { ...before.runner, beatAt: now } } : before,
    );
  }

  /** Says once what would be said twice a minute. */
  #complain(error: unknown): void {
    const reason = error instanceof Error ? error.message : String(error);
    if (reason === this.#lastComplaint) return;
    this.#lastComplaint = reason;
    this.#parts.ports.log.warn('The schedules of snapshots cannot be kept', { reason });
  }
}

/** Whether the record has to be looked at under the lock. */
const needsClaim = (record: ScheduleRecord, now: number): boolean => {
  const left = withoutDeadRunner(record, now);
  const near = withNearSlot(left, now);
  return near !== left || (left.runner === null && isDue(left, now));
};

/** Returns the record without a run whose host ended, which is due again. */
function withoutDeadRunner(record: ScheduleRecord, now: number): ScheduleRecord {
  if (record.runner === null || isAlive(record.runner, now)) return record;
  return { ...record, runner: null, isBrokenOff: true };
}

const tooLong: Failure = {
  code: 'DeadlineExceeded',
  message: 'nothing came for ten minutes, so it was ended',
  operation: 'snapshots.schedule',
  retry: true,
};
