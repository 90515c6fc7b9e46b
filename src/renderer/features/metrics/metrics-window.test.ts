import { expect, it } from 'vitest';
import { metricIds } from '../../../contract/metrics.ts';
import { aMember } from '../../testing/cluster-builders.ts';
import { aFailedScrape, aMemberScrape, scrapesUntil } from '../../testing/metrics-builders.ts';
import { courseOf, membersIn, noMetrics, thresholdsOf, windowOf, withNotice } from './metrics-window.ts';
import { panelGroups, tableGroups } from './panels.ts';

const [one, two] = [aMember().id, aMember().id];
const to = 10_000_000;

it('breaks a line where nothing was scraped, and where the member gave nothing', () => {
  const scrapes = [
    ...scrapesUntil(to - 60_000, 2, () => [aMemberScrape(one, { keys: 1 }), aFailedScrape(two)]),
    ...scrapesUntil(to, 1, () => [aMemberScrape(one, { keys: 2 }), aMemberScrape(two, { keys: 3 })]),
  ];
  const members = membersIn(scrapes, (id) => (id === one ? 'm10' : 'm9'));
  expect(members.map(({ name, line }) => [name, line])).toEqual([
    ['m9', 'first'],
    ['m10', 'second'],
  ]);
  expect(courseOf(scrapes, members, 'keys')).toEqual({
    times: [to - 65_000, to - 60_000, to - 59_999, to],
    series: [
      { label: 'm9', line: 'first', values: [null, null, null, 3] },
      { label: 'm10', line: 'second', values: [1, 1, null, 2] },
    ],
  });
  expect(courseOf(scrapes, members, 'slowWatchers').times).toEqual([]);
});

it('keeps an hour, and shows a part of it', () => {
  const history = { kind: 'history', scrapes: scrapesUntil(to, 720, () => []), marks: [] } as const;
  const first = withNotice(noMetrics, history);
  const marked = withNotice(first, { kind: 'mark', mark: { at: to - 400_000, kind: 'leader', member: one } });
  const next = withNotice(marked, { kind: 'scrape', scrape: { at: to + 5_000, members: [] } });
  expect(next.scrapes.length).toBe(720);
  expect(windowOf(next, 5)).toMatchObject({ from: to - 295_000, to: to + 5_000, marks: [] });
  expect(windowOf(next, 5).scrapes.length).toBe(61);
  expect(windowOf(next, 15).marks.length).toBe(1);
  expect(windowOf(noMetrics, 5).scrapes).toEqual([]);
  const few = { scrapes: scrapesUntil(to, 30, () => []), marks: [] };
  expect(windowOf(few, 60)).toMatchObject({ from: to - 145_000, to });
  expect(windowOf({ ...few, scrapes: few.scrapes.slice(-2) }, 60)).toMatchObject({ from: to - 60_000, to });
});

it('draws the smallest limit of any member', () => {
  const panel = { id: 'dbSize', promql: '', limit: { id: 'quota', label: 'quota' } } as const;
  const newest = { at: 0, members: [aMemberScrape(one, { quota: 2 ** 31 }), aMemberScrape(two, { quota: 2 ** 30 })] };
  expect(thresholdsOf(panel, newest)).toEqual([{ value: 2 ** 30, label: 'quota 1 GiB', tone: 'bad' }]);
  expect(thresholdsOf(panel, { at: 0, members: [aFailedScrape(one)] })).toEqual([]);
  expect(thresholdsOf(panel, undefined)).toEqual([]);
});

it('has every figure in the table, and each panel once', () => {
  expect(new Set(tableGroups.flatMap(({ ids }) => ids))).toEqual(new Set(metricIds));
  const panels = panelGroups.flatMap((group) => group.panels.map(({ id }) => id));
  expect(new Set(panels).size).toBe(panels.length);
});
