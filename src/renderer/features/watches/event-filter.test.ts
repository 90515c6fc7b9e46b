import { expect, it } from 'vitest';
import type { WatchEvent } from '../../../contract/watches.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { sliceOf, type TableRows } from '../../ui/table-rows.ts';
import { type EventFilter, isFiltering, noFilter } from './event-filter.ts';
import { EventLog, type LogRow, mostRows } from './event-log.ts';
import { EventRows } from './event-rows.ts';

const aPut = (key: string, version: number): WatchEvent => ({
  type: 'put',
  entry: {
    key: bytesOf(key),
    value: bytesOf('x'),
    createRevision: 1,
    modRevision: 2,
    version,
    lease: null,
    isMasked: false,
    bytes: 1,
  },
  previous: null,
});

const aLog = (): EventLog => {
  const log = new EventLog();
  log.addNote('info', 'Watching from revision 1.', 0);
  log.addEvent(aPut('/pods/Shop/web-0', 1), 0);
  log.addEvent(aPut('/pods/shop/web-0', 2), 0);
  log.addEvent(aPut('/pods/shop/db-0', 1), 0);
  log.addEvent({ type: 'delete', key: bytesOf('/pods/shop/db-0'), modRevision: 3, previous: null }, 0);
  return log;
};

const words = (rows: TableRows<LogRow>): readonly string[] =>
  sliceOf(rows, 0, Number.POSITIVE_INFINITY)
    .map((row) => (row.kind === 'note' ? 'note' : `${row.event.type} ${row.name}`))
    .reverse();

/** What a filter finds of a log. */
function fitting(filter: Partial<EventFilter>): readonly string[] {
  const log = aLog();
  const rows = new EventRows(log, { ...noFilter, ...filter });
  while (rows.search());
  return words(rows.shown());
}

it.each<[Partial<EventFilter>, readonly string[]]>([
  [{ text: 'web  SHOP' }, ['put /pods/Shop/web-0', 'put /pods/shop/web-0']],
  [{ text: 'shop/db' }, ['put /pods/shop/db-0', 'delete /pods/shop/db-0']],
  [{ text: 'nothing' }, []],
  [{ kind: 'put' }, ['put /pods/Shop/web-0', 'put /pods/shop/web-0', 'put /pods/shop/db-0']],
  [{ kind: 'create' }, ['put /pods/Shop/web-0', 'put /pods/shop/db-0']],
  [{ kind: 'modify' }, ['put /pods/shop/web-0']],
  [{ kind: 'delete', text: 'db' }, ['delete /pods/shop/db-0']],
])('of %j shows what fits, and every note', (filter, expected) => {
  expect(fitting(filter)).toEqual(['note', ...expected]);
});

it('looks into values where that is asked for, as they came', () => {
  expect(fitting({ text: 'web x' })).toEqual(['note']);
  expect(fitting({ text: 'web x', inValues: true })).toEqual(['note', 'put /pods/Shop/web-0', 'put /pods/shop/web-0']);
});

it('finds a line by its key, knows what came since, and leaves out what came after a pause', () => {
  const log = aLog();
  const rows = new EventRows(log, { ...noFilter, text: 'web' });
  while (rows.search());
  const pause = log.end;
  rows.add(log.addEvent(aPut('/pods/shop/web-1', 1), 0));
  rows.add(log.addEvent(aPut('/pods/shop/db-1', 1), 0));
  expect(words(rows.shown())).toEqual(['note', 'put /pods/Shop/web-0', 'put /pods/shop/web-0', 'put /pods/shop/web-1']);
  expect(words(rows.shown(pause))).toHaveLength(3);
  const shown = rows.shown();
  expect(['6', '3', '4', 'x'].map((key) => shown.indexOfKey(key))).toEqual([0, 1, -1, -1]);
  rows.choose(noFilter);
  expect(rows.shown().length).toBe(7);
  expect(rows.shown().indexOfKey('7')).toBe(0);
});

it('counts and finds only lines that are kept', () => {
  const log = new EventLog();
  const rows = new EventRows(log, { ...noFilter, text: 'web' });
  for (let count = 0; count < mostRows + 6_000; count += 1) rows.add(log.addEvent(aPut('/web', 1), 0));
  const shown = rows.shown();
  expect(shown.length).toBe(mostRows);
  expect([shown.at(0)?.id, shown.at(mostRows - 1)?.id]).toEqual([mostRows + 6_000, 6_001]);
  expect([shown.indexOfKey('6001'), shown.indexOfKey('6000')]).toEqual([mostRows - 1, -1]);
});

it('lets a turn end, and goes on where it was', () => {
  const log = new EventLog();
  for (let count = 0; count < 1_000; count += 1) log.addEvent(aPut('/web', 1), 0);
  const rows = new EventRows(log, { ...noFilter, text: 'web' });
  let now = 0;
  let turns = 1;
  while (rows.search(() => (now += 5))) turns += 1;
  expect(turns).toBeGreaterThan(3);
  expect(rows.shown().length).toBe(1_000);
});

it('knows whether it leaves anything out', () => {
  expect([
    isFiltering(noFilter),
    isFiltering({ ...noFilter, text: ' ' }),
    isFiltering({ ...noFilter, kind: 'put' }),
  ]).toEqual([false, false, true]);
});
