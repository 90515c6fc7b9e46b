import { expect, it } from 'vitest';
import type { WatchEvent } from '../../../contract/watches.ts';
import { bytesOf } from '../../ui/byte-text.ts';
import { sliceOf } from '../../ui/table-rows.ts';
import { noFilter } from './event-filter.ts';
import { EventLog, type LogRow, mostBytes, mostRows } from './event-log.ts';
import { EventRows } from './event-rows.ts';

const aPut = (modRevision: number, bytes = 4): WatchEvent => ({
  type: 'put',
  entry: {
    key: bytesOf('/a'),
    value: new Uint8Array(bytes),
    createRevision: 1,
    modRevision,
    version: 1,
    lease: null,
    isMasked: false,
    bytes,
  },
  previous: null,
});

const rowsOf = (log: EventLog): readonly LogRow[] =>
  sliceOf(new EventRows(log, noFilter).shown(), 0, Number.POSITIVE_INFINITY);

const revisions = (log: EventLog): number[] =>
  rowsOf(log).flatMap((row) => (row.kind === 'event' && row.event.type === 'put' ? [row.event.entry.modRevision] : []));

it('has the newest first, notes among them', () => {
  const log = new EventLog();
  log.addEvent(aPut(2), 0);
  log.addNote('warn', 'Reconnecting.', 1);
  log.addEvent(aPut(3), 2);
  expect(rowsOf(log).map((row) => row.kind)).toEqual(['event', 'note', 'event']);
  expect(revisions(log)).toEqual([3, 2]);
  expect(log.events).toBe(2);
});

it('keeps the newest hundred thousand and counts what made room', () => {
  const log = new EventLog();
  for (let revision = 1; revision <= mostRows * 2.5; revision++) log.addEvent(aPut(revision), revision);
  expect(rowsOf(log)).toHaveLength(mostRows);
  expect(revisions(log)[0]).toBe(mostRows * 2.5);
  expect(revisions(log).at(-1)).toBe(mostRows * 1.5 + 1);
  expect(log.dropped).toBe(mostRows * 1.5);
  expect(log.events).toBe(mostRows * 2.5);
});

it('keeps within its bytes, but always the newest', () => {
  const log = new EventLog();
  for (let revision = 1; revision <= 100; revision++) log.addEvent(aPut(revision, 1 << 20), revision);
  expect(rowsOf(log).length).toBeLessThanOrEqual(mostBytes >> 20);
  expect(rowsOf(log).length).toBeGreaterThan(60);
  log.addEvent(aPut(101, mostBytes + 1), 101);
  expect(revisions(log)).toEqual([101]);
});

it('tells the rate of the last five seconds', () => {
  const log = new EventLog();
  for (let at = 0; at < 10_000; at += 100) log.addEvent(aPut(at), at);
  expect(log.rates.now(9_900)).toBeCloseTo(10, 0);
  expect(log.rates.now(30_000)).toBe(0);
});

it('begins anew when cleared, with ids that do not repeat', () => {
  const log = new EventLog();
  log.addEvent(aPut(1), 0);
  const [before] = rowsOf(log);
  log.clear();
  expect(rowsOf(log)).toEqual([]);
  log.addEvent(aPut(2), 0);
  expect(rowsOf(log)[0]?.id).not.toBe(before?.id);
  expect(log.events).toBe(1);
});

it('knows from which revision on history has the newest events again', () => {
  const log = new EventLog();
  expect(log.revisionBack(3)).toBeNull();
  for (const revision of [4, 5, 5, 8]) log.addEvent(aPut(revision), 0);
  log.addNote('info', 'a note', 0);
  expect([log.revisionBack(1), log.revisionBack(2), log.revisionBack(100)]).toEqual([8, 5, 4]);
  log.clear();
  expect(log.revisionBack(3)).toBeNull();
});

it('counts what is read again from history to no rate', () => {
  const log = new EventLog();
  log.addEvent(aPut(1), 0, true);
  expect([log.events, log.rates.now(0)]).toEqual([1, 0]);
});

it('knows the changes of one transaction', () => {
  const log = new EventLog();
  for (const revision of [4, 5, 5, 5, 6]) log.addEvent(aPut(revision), 0);
  const places = rowsOf(log).map((row) => (row.kind === 'event' ? row.place : null));
  expect(places).toEqual([0, 2, 1, 0, 0]);
  expect(log.together(3).map(({ id }) => id)).toEqual([2, 3, 4]);
  expect(log.together(5).map(({ id }) => id)).toEqual([5]);
});
