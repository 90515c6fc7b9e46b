import { expect, it } from 'vitest';
import type { ConnectionId } from '../../../../contract/ids.ts';
import { readTabs, withTabs } from './saved-tabs.ts';

const tabsOf = (name: string, keys: readonly string[]) => ({
  connection: name as ConnectionId,
  keys,
  active: keys[0] ?? null,
});

it('keeps the tabs of the connections used last', () => {
  let saved = withTabs([], tabsOf('a', ['00']));
  for (const name of 'bcdefghi') saved = withTabs(saved, tabsOf(name, ['01']));
  expect(saved).toHaveLength(8);
  expect(saved.map((each) => each.connection)).not.toContain('a');
  expect(saved[0]?.connection).toBe('i');
  expect(withTabs(saved, tabsOf('i', []))).toHaveLength(7);
});

it('reads what it wrote, and nothing else', () => {
  const saved = withTabs([], tabsOf('a', ['00', '01']));
  expect(readTabs(JSON.parse(JSON.stringify(saved)))).toEqual(saved);
  expect(readTabs([{ connection: 'a', keys: [1], active: null }])).toBeNull();
  expect(readTabs({})).toBeNull();
});
