import { shellWord } from '../../../../contract/shell-quote.ts';
import type { ScheduleState, SnapshotSchedule } from '../../../../contract/snapshots.ts';
import { formatCount, plural } from '../../../ui/format.ts';

const hour = 60;
const day = 24 * hour;

/** The intervals that are offered, in minutes. */
const offered = [15, 30, hour, 2 * hour, 4 * hour, 6 * hour, 12 * hour, day, 7 * day] as const;

/** The intervals to choose from: the usual ones, and the one that is set. */
export const intervals = (set: number): readonly number[] =>
  [...new Set<number>([...offered, set])].toSorted((a, b) => a - b);

/** `15 minutes`, `hour`, `6 hours`, `day`, `week`: what stands after “every”. */
export function intervalWords(minutes: number): string {
  if (minutes === hour) return 'hour';
  if (minutes === day) return 'day';
  if (minutes === 7 * day) return 'week';
  if (minutes % day === 0) return plural(minutes / day, 'day');
  return minutes % hour === 0 ? plural(minutes / hour, 'hour') : plural(minutes, 'minute');
}

/** What a schedule keeps, in a sentence. */
export function retentionWords({ retention: { last, days } }: SnapshotSchedule): string {
  const newest = last === 1 ? 'The newest one stays' : `The newest ${formatCount(last)} stay`;
  return `${newest}${days === 0 ? '' : `, and the newest of each day for ${plural(days, 'day')}`}.`;
}

/** What a file would be called, saved at `at`. Core makes the name; this is what it looks like. */
export function exampleName(
  template: string,
  facts: { readonly name: string; readonly at: number; readonly revision: number | null },
): string {
  const { name, at, revision } = facts;
  const time = new Date(at)
    .toISOString()
    .replace(/\.\d+Z$/, 'Z')
    .replaceAll(':', '-');
  return template
    .replaceAll('{name}', () => nameWords(name))
    .replaceAll('{time}', time)
    .replaceAll('{revision}', String(revision ?? 48_211))
    .replaceAll('{member}', '8e9e05c52164694d');
}

/** A connection's name as it stands in the name of a file. */
function nameWords(name: string): string {
  const words = name.normalize('NFC').match(/[\p{L}\p{N}\p{M}]+/gu) ?? [];
  return words.join('-').toLowerCase() || 'etcd';
}

/** A line of a crontab that saves as often, while etcdeck does not run. In a crontab `%` ends the command. */
export function cronLine(connection: string, { everyMinutes, folder, nameTemplate }: SnapshotSchedule): string {
  const separator = folder.includes('\\') && !folder.includes('/') ? '\\' : '/';
  const name = cronTemplate(nameTemplate).replaceAll('{name}', () => nameWords(connection));
  const file = `${folder}${separator}${name}`
    .split('{time}')
    .map((part) => (part === '' ? '' : cronWord(part)))
    .join('"$(date -u +\\%Y-\\%m-\\%dT\\%H-\\%M-\\%SZ)"');
  return `${cronTime(everyMinutes)} etcdeck --connection ${cronWord(connection)} snapshot save ${file}`;
}

const cronWord = (text: string): string => shellWord(text).replaceAll('%', '\\%');

/** The template, where a shell can fill it in: it knows no revision and no member. No two files may be called alike. */
const cronTemplate = (template: string): string =>
  template.includes('{time}') && !/\{(?:revision|member)\}/.test(template) ? template : '{name}-{time}.db';

/** The times of a crontab that come as often, or the next more often that a crontab can say. */
function cronTime(minutes: number): string {
  if (minutes >= 7 * day) return '0 0 * * 0';
  if (minutes >= day) return '0 0 * * *';
  if (minutes < hour) return `*/${[30, 20, 15].find((each) => each <= minutes) ?? 15} * * * *`;
  const hours = [12, 8, 6, 4, 3, 2].find((each) => each * hour <= minutes);
  return hours === undefined ? '0 * * * *' : `0 */${hours} * * *`;
}

/** What went by without a snapshot; `null`: nothing. */
export function missedWords({ missed }: ScheduleState): string | null {
  if (missed === 0) return null;
  return `${plural(missed, 'run')} since the last success did not take place, as while etcdeck was closed.`;
}
