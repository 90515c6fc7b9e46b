import { expect, it } from 'vitest';
import type { WatchEvent } from '../../../contract/watches.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { type EventFilter, fittingRows, isFiltering, noFilter } from './event-filter.ts';
import { EventLog } from './event-log.ts';

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

const fitting = (filter: Partial<EventFilter>): readonly string[] =>
  fittingRows(aLog().rows(), { ...noFilter, ...filter })
    .map((row) => (row.kind === 'note' ? 'note' : `${row.event.type} ${row.name}`))
    .reverse();

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

it('shows everything where nothing is asked for', () => {
  const rows = aLog().rows();
  expect(fittingRows(rows, { ...noFilter, text: '  ' })).toBe(rows);
  expect([
    isFiltering(noFilter),
    isFiltering({ text: ' ', kind: 'all' }),
    isFiltering({ text: '', kind: 'put' }),
  ]).toEqual([false, false, true]);
});
