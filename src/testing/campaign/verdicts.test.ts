import { describe, expect, it } from 'vitest';
import type { JournalEntry } from '../../contract/journal.ts';
import type { Act, Claim, IntendedChange } from './act.ts';
import { attribute } from './attribution.ts';
import type { Falsehood } from './falsehood.ts';
import { History, type HistoryEvent } from './history.ts';
import { isOverdue, judgeEntry } from './journal-verdicts.ts';
import { judgeEnd, judgeReport } from './report-verdicts.ts';

const saidAt = 2_000;

const put = (key: string, value: string, modRevision = 0): HistoryEvent => ({
  key,
  value,
  previous: modRevision === 0 ? null : { value: 'old', modRevision },
});
const gone = (key: string, modRevision: number): HistoryEvent => ({ ...put(key, '', modRevision), value: null });

function historyOf(...revisions: readonly (readonly HistoryEvent[])[]): History {
  const history = new History();
  for (const [index, events] of revisions.entries()) history.add({ revision: index + 10, events, seenAt: 1_500 });
  return history;
}

const creates = (key: string): IntendedChange => ({ key, expectedModRevision: 0, value: { is: `new ${key}` } });
const deletes = (key: string): IntendedChange => ({ key, expectedModRevision: 5, value: null });

function anAct(id: string, changes: readonly IntendedChange[], claim: Partial<Claim>): Act {
  const said = { done: 0, notDone: 0, unknown: 0, revision: null, failure: null, journalEntry: null };
  return {
    ...{ id, operator: 0, kind: 'import', changes, startedAt: 1_000, endedAt: saidAt, of: null, isOverAt: null },
    claim: { ...said, mayStillHappen: false, ...claim },
  };
}

function found(history: History, ...acts: readonly Act[]): readonly Falsehood['kind'][] {
  const attribution = attribute(history, history.between(0, history.reached), acts);
  return [
    ...acts.flatMap((act) => judgeReport(act, attribution.of(act))).map(({ kind }) => kind),
    ...attribution.strays.map(() => 'made by nobody' as const),
  ];
}

describe('what is said of an act', () => {
  const changes = ['a', 'b', 'c', 'd'].map(creates);
  const half = [put('a', 'new a'), put('b', 'new b')];
  const rest = [put('c', 'new c'), put('d', 'new d')];

  it('is true where all that it calls done has happened, and nothing else', () => {
    expect(found(historyOf(half), anAct('one', changes, { done: 2, notDone: 2, revision: 10 }))).toEqual([]);
    expect(found(historyOf(half, rest), anAct('one', changes, { done: 4, revision: 11 }))).toEqual([]);
  });

  it('may be either where it calls it unknown, but not a half of it', () => {
    const act = anAct('one', changes, { done: 2, unknown: 2 });
    expect(found(historyOf(half), act)).toEqual([]);
    expect(found(historyOf(half, rest), act)).toEqual([]);
    expect(found(historyOf(half, [put('c', 'new c')]), act)).toEqual(['half of a transaction']);
  });

  it('is found false in either direction', () => {
    expect(found(historyOf(half), anAct('one', changes, { done: 4 }))).toEqual(['false "done"']);
    expect(found(historyOf(half, rest), anAct('one', changes, { done: 2, notDone: 2 }))).toEqual(['false "not done"']);
  });

  it('has to add up, and to name the revision', () => {
    expect(found(historyOf(half), anAct('one', changes, { done: 2, notDone: 1 }))).toEqual(['wrong sum']);
    const act = anAct('one', changes, { done: 2, notDone: 2, revision: 12 });
    expect(found(historyOf(half), act)).toEqual(['wrong revision']);
  });

  it('is not of what was written at another modRevision, with another value, or before it began', () => {
    const act = anAct('one', changes, { done: 2, notDone: 2 });
    const neither = ['false "done"', 'made by nobody'];
    expect(found(historyOf([put('a', 'new a', 7), put('b', 'new b')]), act)).toEqual(neither);
    expect(found(historyOf([put('a', 'newer'), put('b', 'new b')]), act)).toEqual(neither);
    expect(found(historyOf(half), { ...act, startedAt: 1_600 })).toEqual(neither);
  });
});

describe('what two acts would have done alike', () => {
  const changes = ['a', 'b'].map(deletes);
  const history = historyOf([gone('a', 5), gone('b', 5)]);
  const refused = anAct('refused', changes, { notDone: 2, failure: 'Conflict' });

  it('is that one’s which says so, before one that does not know', () => {
    expect(found(history, refused, anAct('other', changes, { done: 2 }))).toEqual([]);
    expect(found(history, refused, anAct('other', changes, { unknown: 2 }))).toEqual([]);
  });

  it('is of one of them, and once', () => {
    expect(found(history, refused, { ...refused, id: 'again' })).toEqual(['false "not done"']);
    expect(found(history, anAct('one', changes, { done: 2 }), anAct('other', changes, { done: 2 }))).toEqual([
      'false "done"',
    ]);
  });
});

describe('what is said not to happen any more', () => {
  const changes = ['a', 'b'].map(creates);
  const history = historyOf([put('z', 'z')], [put('a', 'new a'), put('b', 'new b')]);
  const ended = (isOverAt: number | null, ...enders: readonly Act[]): readonly string[] => {
    const act = { ...anAct('one', changes, { unknown: 2, journalEntry: 'e' }), isOverAt };
    const { of } = attribute(history, history.between(10, history.reached), [act]);
    return judgeEnd(act, of(act), [act, ...enders]).map(({ kind, of: who }) => `${kind}: ${who}`);
  };
  const fenceOf = (of: string, isOverAt: number): Act => ({
    ...anAct('f', [], {}),
    ...{ kind: 'fence', of, isOverAt },
  });

  it('may have happened before', () => {
    expect(ended(null)).toEqual([]);
    expect(ended(11)).toEqual([]);
    expect(ended(null, fenceOf('e', 11), fenceOf('other', 10))).toEqual([]);
  });

  it('has not happened after that', () => {
    expect(ended(10)).toEqual(['false "cannot happen any more": import one (import one)']);
    expect(ended(null, fenceOf('e', 10))).toEqual(['false "cannot happen any more": fence f of e (import one)']);
  });
});

describe('what the journal has of an act', () => {
  const act = anAct('one', ['a', 'b'].map(creates), { notDone: 2 });
  const all = new Map([0, 1].map((place) => [place, { revision: 10, seenAt: 2_500 }]));
  const entryOf = (
    outcome: JournalEntry['outcome'],
    keyCount: number,
    canUndo = outcome !== 'failed',
  ): JournalEntry => ({
    ...{
      id: 'e',
      at: 1_001,
      connectionName: 'campaign',
      clusterId: null,
      act: 'import',
      undoes: null,
      revision: null,
      mayStillHappen: false,
    },
    ...{ settled: 'answer', settledAt: 1_002, etcdctl: [], undoneBy: null, noUndo: null },
    // Made up, as everything here.
    ...{ connection: 'c' as JournalEntry['connection'] },
    ...{ outcome, subject: { kind: 'keys', keyCount, firstKey: new Uint8Array() }, canUndo },
  });
  const judged = (entry: JournalEntry | null, happened: Parameters<typeof judgeEntry>[1]): readonly string[] =>
    judgeEntry({ act, entry }, happened).map(({ kind }) => kind);

  it('is held against what has happened', () => {
    expect(judged(entryOf('done', 2), all)).toEqual([]);
    expect(judged(entryOf('unknown', 2), all)).toEqual([]);
    expect(judged(entryOf('failed', 2), new Map())).toEqual([]);
    expect(judged(null, new Map())).toEqual([]);
    expect(judged(entryOf('failed', 2), all)).toEqual(['journal: false "failed"', 'journal: false "cannot be undone"']);
    expect(judged(entryOf('done', 2), new Map())).toEqual(['journal: false "done"', 'journal: wrong count of keys']);
    expect(judged(entryOf('done', 1), all)).toEqual(['journal: wrong count of keys']);
    expect(judged(entryOf('stopped', 2), all)).toEqual(['journal: false "stopped"']);
    expect(judged(null, all)).toEqual(['journal: no entry']);
  });

  const overdue = (
    changes: readonly IntendedChange[],
    outcome: JournalEntry['outcome'],
    history: History,
    mayStillHappen = false,
  ): boolean => {
    const one = anAct('one', changes, { unknown: changes.length });
    const { of } = attribute(history, history.between(0, history.reached), [one]);
    const entry = { ...entryOf(outcome, changes.length), mayStillHappen };
    return isOverdue({ act: one, entry }, of(one), history);
  };

  it('is overdue where it is unknown although the history tells', () => {
    const written = historyOf([put('a', 'new a')]);
    expect(overdue([creates('a')], 'unknown', written)).toBe(true);
    expect(overdue([creates('a')], 'done', written)).toBe(false);
    expect(overdue([creates('a')], 'unknown', historyOf([put('a', 'by others')]))).toBe(false);
    const change = { ...creates('a'), expectedModRevision: 10 };
    expect(overdue([change], 'unknown', historyOf([put('a', 'old')]))).toBe(false);
    expect(overdue([change], 'unknown', historyOf([put('a', 'old')], [put('a', 'by others', 10)]))).toBe(true);
  });

  it('may stay unknown where nothing tells who made the change that decided, but not open', () => {
    const deleted = historyOf([gone('a', 5)]);
    expect(overdue([deletes('a')], 'unknown', deleted)).toBe(false);
    expect(overdue([deletes('a')], 'unknown', deleted, true)).toBe(true);
    const before = [put('a', 'old'), put('b', 'old')];
    const rewrites = (key: string): IntendedChange => ({ key, expectedModRevision: 10, value: { onceAt: key } });
    const rewritten = historyOf(before, [put('a', 'old', 10)]);
    expect(overdue([rewrites('a')], 'unknown', rewritten)).toBe(false);
    expect(overdue([rewrites('a')], 'unknown', rewritten, true)).toBe(true);
    expect(overdue([rewrites('a')], 'unknown', historyOf(before, [put('a', 'old', 10), put('c', 'c')]))).toBe(false);
    expect(overdue([rewrites('a')], 'unknown', historyOf(before, [put('a', 'by others', 10)]))).toBe(true);
    expect(overdue([rewrites('a'), rewrites('b')], 'unknown', rewritten)).toBe(true);
    const copies = { ...rewrites('a'), value: { onceAt: 'z' } };
    expect(overdue([copies], 'unknown', historyOf([put('z', 'z')], before, [put('a', 'z', 10)]))).toBe(true);
  });
});
