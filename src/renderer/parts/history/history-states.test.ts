import { expect, it } from 'vitest';
import type { KeyHistoryPage, KeyState } from '../../../contract/history.ts';
import { boundedPages, mostStates, noStates, reachText, revisionOf, withPage } from './history-states.ts';

const deletions = (from: number, count: number): readonly KeyState[] =>
  Array.from({ length: count }, (_, at) => ({ kind: 'deleted', revision: from - at }));

const aPage = (states: readonly KeyState[], complete = false): KeyHistoryPage => ({
  states,
  complete,
  reachedRevision: 3,
});

it('puts pages together, the newest state first', () => {
  const value = withPage(withPage(noStates, aPage(deletions(9, 2))), aPage(deletions(7, 1), true));
  expect(value.states.map(revisionOf)).toEqual([9, 8, 7]);
  expect(value).toMatchObject({ isComplete: true, reachedRevision: 3 });
  expect(reachText(value, true)).toBe('At least 3 states, still reading.');
  expect(reachText(value, false)).toBe('3 states. What was before revision 3 is compacted.');
});

it('stops reading where memory would not hold more, and does not call that complete', async () => {
  let read = 0;
  async function* endless() {
    for (;;) {
      read += 1;
      yield aPage(deletions(1e9, 1_000));
    }
  }
  let value = noStates;
  for await (const page of boundedPages(endless())) value = withPage(value, page);
  expect(value.states).toHaveLength(mostStates);
  expect(read).toBe(mostStates / 1_000);
  expect(value.isComplete).toBe(false);
});
