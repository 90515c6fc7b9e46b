import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { SnapshotSchedule } from '../../../contract/snapshots.ts';
import { testPorts } from '../../../testing/ports.ts';
import type { RunControl, RunResult } from './run-schedule.ts';
import { type ScheduleRecord, ScheduleRecords } from './schedule-records.ts';
import { Scheduler } from './scheduler.ts';

const one = 'c1' as ConnectionId; // any ids will do
const other = 'c2' as ConnectionId;
const minute = 60_000;
const schedule: SnapshotSchedule = {
  ...{ isEnabled: true, everyMinutes: 60, folder: '/snapshots', nameTemplate: '{name}-{time}' },
  ...{ retention: { last: 7, days: 0 }, rehearses: false, store: null, deletesCopies: false },
};

let folder: string;
let now: number;
const clock = { now: () => now };

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'etcdeck-schedules-'));
  now = Date.UTC(2026, 10, 21, 8);
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const recordsHere = () => new ScheduleRecords(testPorts(folder));
const aRecord = (changes: Partial<ScheduleRecord> = {}): ScheduleRecord => ({
  ...{ connection: one, schedule, nextAt: now, runner: null, isBrokenOff: false, isLate: false },
  ...{ lastSuccess: null, lastFailure: null, missed: 0 },
  ...changes,
});
const stored = (record: ScheduleRecord) => recordsHere().change(record.connection, () => record);

/** A host over the settings folder, and what it ran. */
function aHost(run: (record: ScheduleRecord, control: RunControl) => Promise<RunResult> = async () => saved) {
  const ran: string[] = [];
  const ports = testPorts(folder, { clock });
  const scheduler = new Scheduler({
    ...{ records: new ScheduleRecords(ports), ports },
    isSaved: async (connection) => connection !== 'gone',
    run: async (record, control) => {
      ran.push(`${record.connection} at ${new Date(now).toISOString().slice(11, 16)}`);
      return await run(record, control);
    },
  });
  return { scheduler, ran, said: ports.said };
}
const saved: RunResult = { file: '/snapshots/a.db', failure: null };
const refused = async (): Promise<never> => {
  throw new EtcdeckError({ code: 'PasswordRequired', message: 'no password is stored' });
};

/** A run that ends when it is told to, or broken off. */
function aSlowRun() {
  let end: () => void = () => undefined;
  let begin: (control: RunControl) => void = () => undefined;
  const begun = new Promise<RunControl>((resolve) => {
    begin = resolve;
  });
  return {
    begun,
    end: () => end(),
    run: (_: ScheduleRecord, control: RunControl) =>
      new Promise<RunResult>((resolve, reject) => {
        end = () => resolve(saved);
        const cancelled = new EtcdeckError({ code: 'Cancelled', message: 'it was stopped' });
        control.signal.addEventListener('abort', () => reject(cancelled), { once: true });
        begin(control);
      }),
  };
}

describe('a schedule', () => {
  it('runs when it is due, at its own pace, and remembers how it went', async () => {
    await stored(aRecord());
    const { scheduler, ran } = aHost();
    await scheduler.tick();
    for (let passed = 0; passed < 120; passed += 0.5) {
      now += minute / 2;
      await scheduler.tick();
    }
    expect(ran).toEqual(['c1 at 08:00', 'c1 at 09:00', 'c1 at 10:00']);
    expect(recordsHere().of(one)).toMatchObject({
      lastSuccess: { at: now, file: saved.file },
      missed: 0,
      runner: null,
    });
  });

  it('does not run while it is switched off, and goes with its connection', async () => {
    await stored(aRecord({ schedule: { ...schedule, isEnabled: false } }));
    await stored(aRecord({ connection: 'gone' as ConnectionId }));
    const { scheduler, ran } = aHost();
    await scheduler.tick();
    expect(ran).toEqual([]);
    expect(recordsHere().all()).toMatchObject([{ connection: one }]);
  });

  it('that fails says why, and the others run', async () => {
    await stored(aRecord());
    await stored(aRecord({ connection: other }));
    const { scheduler, ran } = aHost(({ connection }) => (connection === one ? refused() : Promise.resolve(saved)));
    await scheduler.tick();
    expect(ran).toEqual(['c1 at 08:00', 'c2 at 08:00']);
    const failure = { code: 'PasswordRequired', message: 'no password is stored' };
    expect(recordsHere().of(one)).toMatchObject({ lastFailure: { at: now, failure }, lastSuccess: null, runner: null });
    expect(recordsHere().of(other)).toMatchObject({ lastFailure: null, lastSuccess: { file: saved.file } });
    expect(JSON.parse(await readFile(join(folder, 'schedules.json'), 'utf8')).schedules).toHaveLength(2);
  });

  it('that saved and could not keep its retention says both', async () => {
    await stored(aRecord());
    const failure = { code: 'FileNotWritable', message: 'a.db cannot be written', retry: false } as const;
    await aHost(async () => ({ ...saved, failure })).scheduler.tick();
    expect(recordsHere().of(one)).toMatchObject({ lastSuccess: { at: now }, lastFailure: { at: now, failure } });
  });

  it('whose document is damaged says so once, and leaves it', async () => {
    await writeFile(join(folder, 'schedules.json'), '{"schedules":7}');
    const { scheduler, said } = aHost();
    await scheduler.tick();
    await scheduler.tick();
    expect(said).toHaveLength(1);
    expect(await readFile(join(folder, 'schedules.json'), 'utf8')).toBe('{"schedules":7}');
  });
});

describe('runs that were missed', () => {
  it('are counted, told, and made up for by one', async () => {
    await stored(aRecord({ nextAt: now - 5.5 * 60 * minute }));
    await stored(aRecord({ connection: other, nextAt: now - 10 * minute }));
    const { scheduler, ran, said } = aHost();
    await scheduler.tick();
    await scheduler.tick();
    expect(ran).toEqual(['c1 at 08:00', 'c2 at 08:00']);
    expect(recordsHere().of(one)).toMatchObject({ missed: 5, nextAt: now + 30 * minute, lastSuccess: { at: now } });
    expect(recordsHere().of(other)).toMatchObject({ missed: 0 });
    expect(said.filter((line) => line.includes('were missed'))).toHaveLength(1);
    now += 30 * minute;
    await scheduler.tick();
    expect(recordsHere().of(one)).toMatchObject({ missed: 0 });
  });

  it('are bounded, however far the clock jumps', async () => {
    await stored(aRecord({ nextAt: 0 }));
    await aHost().scheduler.tick();
    expect(recordsHere().of(one)).toMatchObject({ missed: 9_999 });
    expect(recordsHere().of(one)?.nextAt).toBeGreaterThan(now);
    expect(recordsHere().of(one)?.nextAt).toBeLessThanOrEqual(now + 60 * minute);
  });
});

it('does not wait for a time that a clock set back has put off', async () => {
  await stored(aRecord({ nextAt: now + 1_000 * 60 * minute }));
  const { scheduler, ran } = aHost();
  await scheduler.tick();
  expect(ran).toEqual([]);
  now += 60 * minute;
  await scheduler.tick();
  expect(ran).toEqual(['c1 at 09:00']);
});

describe('two processes over one settings folder', () => {
  it('run what is due once', async () => {
    await stored(aRecord());
    await stored(aRecord({ connection: other }));
    const hosts = [aHost(), aHost(), aHost()];
    await Promise.all(hosts.map(({ scheduler }) => scheduler.tick()));
    expect(hosts.flatMap(({ ran }) => ran).toSorted()).toEqual(['c1 at 08:00', 'c2 at 08:00']);
  });

  it('wait for each other’s run, however late it gets, as long as it goes on', async () => {
    await stored(aRecord());
    const slow = aSlowRun();
    const [runs, waits] = [aHost(slow.run), aHost()];
    const running = runs.scheduler.tick();
    const { onDidStep } = await slow.begun;
    for (let passed = 0; passed < 90; passed += 5) {
      now += 5 * minute;
      onDidStep();
      await runs.scheduler.tick();
      await waits.scheduler.tick();
    }
    expect(waits.ran).toEqual([]);
    slow.end();
    await running;
    await waits.scheduler.tick();
    expect(waits.ran).toEqual(['c1 at 09:30']);
  });

  it('begin a run again at once that broke off with its host', async () => {
    const runner = { run: 'r', process: { machine: 'elsewhere', pid: 2, startedAt: 'x' }, beatAt: now };
    await stored(aRecord({ nextAt: now + 60 * minute, runner }));
    const { scheduler, ran } = aHost();
    await scheduler.tick();
    expect(ran).toEqual([]);
    now += 11 * minute;
    await scheduler.tick();
    expect(ran).toEqual(['c1 at 08:11']);
    expect(recordsHere().of(one)).toMatchObject({ isBrokenOff: false, runner: null });
  });
});

it('breaks off what runs when it closes, without a failure, and the next host begins it again', async () => {
  await stored(aRecord());
  const slow = aSlowRun();
  const first = aHost(slow.run);
  const running = first.scheduler.tick();
  await slow.begun;
  await first.scheduler.close();
  await running;
  expect(recordsHere().of(one)).toMatchObject({ isBrokenOff: true, lastFailure: null, runner: null });
  const next = aHost();
  now += minute;
  await next.scheduler.tick();
  expect(next.ran).toEqual(['c1 at 08:01']);
});

it('breaks off what it had just claimed when it closes', async () => {
  await stored(aRecord());
  const { scheduler } = aHost(async (_, { signal }) => {
    signal.throwIfAborted();
    return saved;
  });
  const running = scheduler.tick();
  await scheduler.close();
  await running;
  expect(recordsHere().of(one)).toMatchObject({ isBrokenOff: true, lastSuccess: null, lastFailure: null });
});

it('ends a run in which nothing happens for ten minutes, and says so', async () => {
  await stored(aRecord());
  const slow = aSlowRun();
  const { scheduler } = aHost(slow.run);
  const running = scheduler.tick();
  await slow.begun;
  now += 11 * minute;
  await scheduler.tick();
  await running;
  expect(recordsHere().of(one)).toMatchObject({ lastFailure: { failure: { code: 'DeadlineExceeded' } }, runner: null });
});

it('forgets what became of a schedule that was removed meanwhile', async () => {
  await stored(aRecord());
  const slow = aSlowRun();
  const { scheduler } = aHost(slow.run);
  const running = scheduler.tick();
  await slow.begun;
  await recordsHere().change(one, () => null);
  slow.end();
  await running;
  expect(recordsHere().all()).toEqual([]);
});
