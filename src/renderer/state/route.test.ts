import { expect, it } from 'vitest';
import { fileAddress } from '../../contract/file-address.ts';
import type { ConnectionId } from '../../contract/ids.ts';
import { formatRoute, parseRoute, type Route } from './route.ts';

// Any text is an id as far as an address is concerned.
const connection = 'a/b c' as ConnectionId;

const routes: readonly Route[] = [
  { screen: 'start' },
  { screen: 'form', mode: 'new' },
  { screen: 'form', mode: 'edit', connection },
  { screen: 'form', mode: 'duplicate', connection },
  { screen: 'workbench', connection, place: 'keys', focus: null },
  { screen: 'workbench', connection, place: 'keys', focus: '2f61' },
  { screen: 'file', file: '/home/ops/a b/etcd-keys.yaml', place: 'compare', focus: null },
  { screen: 'file', file: 'C:\\ops\\keys.yaml', place: 'kubernetes', focus: '2f61' },
];

it.each(routes)('comes back to $screen', (route) => {
  expect(parseRoute(formatRoute(route))).toEqual(route);
});

it.each(['', '#', '#/', '#/open', '#/open/', '#/nowhere/x', '#/%'])('takes %s for the start screen', (fragment) => {
  expect(parseRoute(fragment)).toEqual({ screen: 'start' });
});

it('shows the cluster where the place is not known', () => {
  expect(parseRoute('#/open/x/tomorrow')).toMatchObject({ place: 'cluster' });
});

it('shows the keys of a file that a host opens', () => {
  const file = '/home/ops/a #1 100%.db';
  expect(parseRoute(fileAddress(file))).toEqual({ screen: 'file', file, place: 'keys', focus: null });
});

it('shows the keys of a file where it has no such place', () => {
  expect(parseRoute('#/file/x/watches')).toMatchObject({ place: 'keys' });
});
