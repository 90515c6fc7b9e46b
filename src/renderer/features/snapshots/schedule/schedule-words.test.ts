import { expect, it } from 'vitest';
import { aSchedule, aScheduleState } from '../../../testing/snapshot-builders.ts';
import { cronLine, exampleName, intervals, intervalWords, missedWords, retentionWords } from './schedule-words.ts';

it('says how often, what is kept and what was missed', () => {
  expect([15, 60, 120, 360, 1_440, 2_880, 10_080, 90].map(intervalWords)).toEqual([
    '15 minutes',
    'hour',
    '2 hours',
    '6 hours',
    'day',
    '2 days',
    'week',
    '90 minutes',
  ]);
  expect(intervals(90)).toEqual([15, 30, 60, 90, 120, 240, 360, 720, 1_440, 10_080]);
  expect(retentionWords(aSchedule())).toBe('The newest 28 stay, and the newest of each day for 30 days.');
  expect(retentionWords(aSchedule({ retention: { last: 1, days: 0 } }))).toBe('The newest one stays.');
  expect(missedWords(aScheduleState())).toBeNull();
  expect(missedWords(aScheduleState({ missed: 1 }))).toMatch(/^1 run since the last success/);
});

it('shows what a file would be called', () => {
  const at = Date.UTC(2026, 10, 21, 8, 15, 2);
  expect(exampleName('{name}-{time}.db', { name: 'Prod EU/1', at, revision: 7 })).toBe(
    'prod-eu-1-2026-11-21T08-15-02Z.db',
  );
  expect(exampleName('{revision} {member}', { name: '$&', at, revision: 7 })).toBe('7 8e9e05c52164694d');
  expect(exampleName('{name}', { name: '$&', at, revision: null })).toBe('etcd');
});

it('makes a line for cron, in which a percent sign does not end the command', () => {
  const time = '"$(date -u +\\%Y-\\%m-\\%dT\\%H-\\%M-\\%SZ)".db';
  const line = (everyMinutes: number): string => cronLine('prod', aSchedule({ everyMinutes }));
  expect(line(360)).toBe(`0 */6 * * * etcdeck --connection prod snapshot save /backups/prod-${time}`);
  expect([15, 30, 45, 60, 90, 180, 300, 1_440, 10_080].map((minutes) => line(minutes).split(' etcdeck')[0])).toEqual([
    '*/15 * * * *',
    '*/30 * * * *',
    '*/30 * * * *',
    '0 * * * *',
    '0 * * * *',
    '0 */3 * * *',
    '0 */4 * * *',
    '0 0 * * *',
    '0 0 * * 0',
  ]);
  expect(cronLine("it's 100%", aSchedule({ folder: '/back ups/50%' }))).toBe(
    `0 */6 * * * etcdeck --connection 'it'\\''s 100\\%' snapshot save '/back ups/50\\%/it-s-100-'${time}`,
  );
  const named = (nameTemplate: string) => cronLine('prod', aSchedule({ nameTemplate })).split(' snapshot save ')[1];
  expect(named('{time} of {name}.db')).toBe(`/backups/${time.slice(0, -3)}' of prod.db'`);
  expect(named('{name}-{revision}.db')).toBe(`/backups/prod-${time}`);
});
