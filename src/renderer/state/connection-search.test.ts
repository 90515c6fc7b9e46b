import { expect, it } from 'vitest';
import { aConnection } from '../testing/builders.ts';
import { findConnections, recentFirst } from './connection-search.ts';

const names = (connections: ReturnType<typeof findConnections>) => connections.map(({ profile }) => profile.name);

it('puts running sandboxes first, then what was opened last', () => {
  const at = (name: string, lastOpenedAt: number | null) => aConnection(name, {}, { lastOpenedAt });
  const sandbox = aConnection('sandbox', {}, { origin: 'sandbox' });
  const listed = [at('new', null), at('old', 1), at('recent', 9), at('newer', null), sandbox];
  expect(names(recentFirst(listed))).toEqual(['sandbox', 'recent', 'old', 'new', 'newer']);
});

it('finds every word in names, tags and endpoints, names first', () => {
  const connections = [
    aConnection('billing', { tags: ['Prod', 'eu'] }),
    aConnection('eu-staging', { endpoints: ['https://prod-like.example:2379'] }),
    aConnection('my prod'),
    aConnection('prod-us'),
    aConnection('lab', { discovery: { domain: 'prod.example.net', service: null } }),
  ];
  expect(names(findConnections(connections, ' PROD '))).toEqual(['prod-us', 'my prod', 'billing', 'eu-staging', 'lab']);
  expect(names(findConnections(connections, 'eu prod'))).toEqual(['eu-staging', 'billing']);
  expect(names(findConnections(connections, 'prod nowhere'))).toEqual([]);
  expect(findConnections(connections, '  ')).toBe(connections);
});
