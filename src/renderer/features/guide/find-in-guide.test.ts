import { expect, it } from 'vitest';
import { findInGuide, type SearchedPage } from './find-in-guide.ts';

const filler = 'Nothing that is looked for stands in here, over and over. '.repeat(4);
const pages: readonly SearchedPage[] = [
  {
    name: 'keys',
    title: 'Keys',
    sections: [
      { anchor: null, title: 'Keys', text: `${filler}A quorum has to agree. ${filler}` },
      { anchor: 'undo', title: 'Undo', text: 'Put back what was there.' },
    ],
  },
  {
    name: 'cluster',
    title: 'Cluster',
    sections: [{ anchor: 'quorum', title: 'Lost quorum', text: 'No majority agrees any more.' }],
  },
];

it('finds sections that have every word, in any order and case, those with it in the title first', () => {
  const found = (query: string) => findInGuide(pages, query).map(({ page, anchor }) => [page, anchor]);
  expect(found('QUORUM')).toEqual([
    ['cluster', 'quorum'],
    ['keys', null],
  ]);
  expect(found('agree major')).toEqual([['cluster', 'quorum']]);
  expect(found('put undo')).toEqual([['keys', 'undo']]);
  expect(found('quorum undo')).toEqual([]);
  expect(found('  ')).toEqual([]);
});

it('shows the text around the first word', () => {
  const hit = findInGuide(pages, 'quorum').find(({ page }) => page === 'keys');
  expect(hit?.excerpt).toMatch(/^… .*A quorum has to agree\..* …$/);
  expect(hit?.excerpt.length).toBeLessThan(160);
  expect(findInGuide(pages, 'majority')[0]?.excerpt).toBe('No majority agrees any more.');
});
