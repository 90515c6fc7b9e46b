import type { KeyHistoryPage, KeyState, RevisionSighting } from '../../../../contract/history.ts';
import { timeOf, timeWords } from '../source/revision-clock.ts';

/** What is known of a key's history, newest first. */
export interface KeyStates {
  readonly states: readonly KeyState[];
  /** Everything that is not compacted is there. */
  readonly isComplete: boolean;
  /** The oldest revision that was looked at; `null` before the first answer. */
  readonly reachedRevision: number | null;
}

export const noStates: KeyStates = { states: [], isComplete: false, reachedRevision: null };

/** What is kept of one history: who needs more needs another tool. */
export const mostStates = 5_000;
const mostBytes = 64 << 20;

export const withPage = (before: KeyStates, page: KeyHistoryPage): KeyStates => ({
  states: [...before.states, ...page.states],
  isComplete: page.complete,
  reachedRevision: page.reachedRevision,
});

/** The pages of a history as far as they fit into memory. */
export async function* boundedPages(pages: AsyncIterable<KeyHistoryPage>): AsyncGenerator<KeyHistoryPage> {
  let states = 0;
  let bytes = 0;
  for await (const page of pages) {
    yield page;
    states += page.states.length;
    for (const state of page.states) bytes += state.kind === 'put' ? state.entry.value.length : 0;
    if (states >= mostStates || bytes >= mostBytes) return;
  }
}

/** A line of the history. */
export interface StateRow {
  readonly state: KeyState;
  readonly revision: number;
  readonly when: string;
  /** The size of the value, or `null` for a deletion. */
  readonly bytes: number | null;
}

export const rowsOf = (
  states: readonly KeyState[],
  sightings: readonly RevisionSighting[],
  now: number,
): readonly StateRow[] =>
  states.map((state) => {
    const revision = revisionOf(state);
    return {
      state,
      revision,
      when: timeWords(timeOf(sightings, revision), now),
      bytes: state.kind === 'put' ? state.entry.bytes : null,
    };
  });

export const revisionOf = (state: KeyState): number =>
  state.kind === 'put' ? state.entry.modRevision : state.revision;
