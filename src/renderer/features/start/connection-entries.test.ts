import { expect, it } from 'vitest';
import { aConnection } from '../../testing/builders.ts';
import { groupedEntries } from './connection-entries.ts';

const many = (count: number, tags: readonly string[] = []) =>
  Array.from({ length: count }, (_, at) => aConnection(`${tags[0] ?? 'none'}-${at}`, { tags }));
const keys = (entries: ReturnType<typeof groupedEntries>) => entries.map(({ key }) => key);

it('groups nothing where there are few, or no tags', () => {
  expect(keys(groupedEntries(many(10, ['eu']), new Set()))).toEqual(Array.from({ length: 10 }, (_, at) => `eu-${at}`));
  expect(keys(groupedEntries(many(12), new Set()))).toHaveLength(12);
});

it('lists each once, beneath its first tag, the groups by their first connection', () => {
  const last = aConnection('last', { tags: ['us', 'eu'] });
  const entries = groupedEntries([last, ...many(9, ['eu']), ...many(2)], new Set());
  expect(keys(entries).filter((key) => key.startsWith('tag '))).toEqual(['tag us', 'tag eu', 'tag ']);
  expect(keys(entries).slice(0, 3)).toEqual(['tag us', 'last', 'tag eu']);
  expect(entries).toHaveLength(3 + 12);
});

it('leaves out what is beneath a collapsed head', () => {
  const entries = groupedEntries([...many(9, ['eu']), ...many(2)], new Set(['eu', 'gone']));
  expect(keys(entries)).toEqual(['tag eu', 'tag ', 'none-0', 'none-1']);
  expect(entries[0]).toMatchObject({ count: 9, isOpen: false });
});
