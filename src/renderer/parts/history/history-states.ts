import type { KeyHistoryPage, KeyState } from '../../../contract/history.ts';
import { formatCount, plural } from '../../ui/format.ts';

/** What is known of a key's history, newest first. */
export interface HistoryStates {
  readonly states: readonly KeyState[];
  /** Everything that is not compacted is there. */
  readonly isComplete: boolean;
  /** The oldest revision that was looked at; `null` before the first answer. */
  readonly reachedRevision: number | null;
}

export const noStates: HistoryStates = { states: [], isComplete: false, reachedRevision: null };

/** The bounds of one history in memory. */
export const mostStates = 5_000;
const mostBytes = 64 << 20;

export const withPage = (before: HistoryStates, page: KeyHistoryPage): HistoryStates => ({
  states: [...before.states, ...page.states],
  isComplete: page.complete,
  reachedRevision: page.reachedRevision,
});

/** Passes the pages of a history on as far as they fit into memory. */
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

/** Returns the revision that made a state. */
export const revisionOf = (state: KeyState): number =>
  state.kind === 'put' ? state.entry.modRevision : state.revision;

/** Says how many states there are, and how far back they reach. */
export function reachText({ states, isComplete, reachedRevision }: HistoryStates, isReading: boolean): string {
  const count = plural(states.length, 'state');
  if (isReading) return `At least ${count}, still reading.`;
  const reached = reachedRevision ?? 0;
  if (!isComplete) return `The newest ${count}, back to revision ${formatCount(reached)}.`;
  return reached <= 1
    ? `${count}, all that ever were.`
    : `${count}. What was before revision ${formatCount(reached)} is compacted.`;
}
