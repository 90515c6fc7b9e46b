import { expect, it } from 'vitest';
import type { MemberId } from '../../contract/ids.ts';
import type { MemberScrape, Scrape } from '../../contract/metrics.ts';
import { MetricsHistory } from './metrics-history.ts';

const aRow = (member: string, changes: Partial<MemberScrape> = {}): MemberScrape => ({
  member: member as MemberId, // made up
  url: 'http://127.0.0.1:2379',
  failure: null,
  values: { hasLeader: 1, dbSize: 2 ** 40 + 1 },
  peers: [{ to: 'b' as MemberId, p99: 0.125 }],
  ...changes,
});
const every5s = (at: number) => at * 5_000;
const scrape = (number: number, ...members: MemberScrape[]): Scrape => ({ at: every5s(number), members });

it('gives back what was put in', () => {
  const history = new MetricsHistory();
  const failure = { code: 'ConnectionRefused', message: 'refused', retry: true } as const;
  const first = scrape(1, aRow('a'), aRow('b', { url: null, failure, values: {}, peers: [] }));
  const second = scrape(2, aRow('a', { values: {}, peers: [] }));
  history.add(first);
  history.add(second);
  expect([...history.scrapesAfter(0)]).toEqual([first, second]);
  expect([...history.scrapesAfter(1)]).toEqual([second]);
  expect([...history.scrapesAfter(history.newestScrape)]).toEqual([]);
});

it('keeps an hour, by number and by time', () => {
  const history = new MetricsHistory();
  for (let number = 1; number <= 2_000; number += 1)
    history.add(scrape(number, aRow('a', { values: { keys: number } })));
  const kept = [...history.scrapesAfter(0)];
  expect(kept.length).toBe(720);
  expect(kept.map(({ members }) => members[0]?.values.keys)).toEqual(
    Array.from({ length: 720 }, (_, at) => 1_281 + at),
  );
  history.add(scrape(2_700, aRow('a')));
  expect([...history.scrapesAfter(0)].map(({ at }) => at / 5_000)).toEqual([
    ...Array.from({ length: 20 }, (_, at) => 1_981 + at),
    2_700,
  ]);
});

it('forgets members, however many come and go', () => {
  const history = new MetricsHistory();
  for (let number = 1; number <= 300; number += 1) history.add(scrape(number, aRow(`m${number}`)));
  expect([...history.scrapesAfter(0)].flatMap(({ members }) => members).length).toBeLessThanOrEqual(128);
  expect([...history.scrapesAfter(299)][0]?.members).toEqual([aRow('m300')]);
  for (let number = 301; number <= 1_100; number += 1) history.add(scrape(number, aRow('a')));
  expect(new Set([...history.scrapesAfter(0)].flatMap(({ members }) => members.map(({ member }) => member)))).toEqual(
    new Set(['a']),
  );
});

it('keeps the newest marks', () => {
  const history = new MetricsHistory();
  const mark = (at: number) => ({ at, kind: 'leader', member: 'a' as MemberId }) as const; // made up
  for (let at = 1; at <= 600; at += 1) history.addMark(mark(at));
  expect(history.marksAfter(0).length).toBe(500);
  expect(history.marksAfter(599)).toEqual([mark(600)]);
  expect(history.newestMark).toBe(600);
});
