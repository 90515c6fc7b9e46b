import { expect, it } from 'vitest';
import type { FindingAct } from '../../../../contract/finding-words/words.ts';
import type { ConnectionId } from '../../../../contract/ids.ts';
import { wayOf } from './finding-act.ts';

const prod = 'prod' as ConnectionId;

const led = (act: FindingAct): string => {
  window.location.hash = '';
  wayOf(act, prod, 'doctor')?.run();
  return window.location.hash;
};

it('leads to the part that remedies it', () => {
  expect(led('replace')).toBe('#/open/prod/cluster');
  expect(led('reclaim')).toBe('#/open/prod/cluster/maintenance');
  expect(led('metrics')).toBe('#/open/prod/cluster/metrics');
  expect(led('snapshot')).toBe('#/open/prod/snapshots');
  expect(led('connection')).toBe('#/edit/prod');
});

it('leads nowhere from where it is remedied, and where nothing of etcdeck remedies it', () => {
  expect(wayOf('reclaim', prod, 'maintenance')).toBeNull();
  expect(wayOf('access', prod, 'doctor')).toBeNull();
  expect(wayOf(null, prod, 'doctor')).toBeNull();
});
