import type { JournalEntry, JournalledKey } from '../../../contract/journal.ts';
import { noUndoWords } from '../../../contract/no-undo-words.ts';
import type { UndoState } from '../../parts/plans/undo-state.ts';
import { formatBytes, formatCount, formatMoment } from '../../ui/format.ts';

/** The outcomes, as the filter and the table name them. */
export const outcomeWords: Readonly<Record<JournalEntry['outcome'], string>> = {
  done: 'Confirmed',
  stopped: 'Stopped',
  unknown: 'Unknown',
  failed: 'Not done',
};

/** How an entry ended; of an unknown outcome, whether it may still happen. */
export function resultOf({ outcome, mayStillHappen, settled }: JournalEntry): string {
  if (outcome === 'unknown') return mayStillHappen ? 'Unknown, may still happen' : outcomeWords.unknown;
  return settled === 'correction' ? `${outcomeWords[outcome]}, found out later` : outcomeWords[outcome];
}

/** How an outcome became known, in a sentence; `null` where there is nothing to add to it. */
export function settlementWords({ outcome, mayStillHappen, settled, settledAt }: JournalEntry): string | null {
  if (outcome === 'unknown') {
    return mayStillHappen
      ? 'The answer was lost, and nothing shows yet whether it was done.'
      : 'The answer was lost. It can no longer happen, and nothing shows whether it did.';
  }
  if (settled === 'history') return 'An answer was lost; what became of it was read from the cluster at once.';
  if (settled !== 'correction') return null;
  const at = settledAt === null ? '' : ` on ${formatMoment(settledAt)}`;
  return `An answer was lost; what became of it was found out${at}.`;
}

/** A state with the reason why there is no undo, where the journal has one. */
export function withReason(state: UndoState, { noUndo, outcome }: JournalEntry): UndoState {
  if (state.kind !== 'none' || state.why !== null || noUndo === null) return state;
  // The result says that already.
  return outcome === 'failed' ? state : { kind: 'none', why: noUndoWords[noUndo] };
}

/** What a key was before, for a list of them. */
export function beforeWords({ before }: JournalledKey): string {
  if (before === null) return 'no such key';
  const at = `revision ${formatCount(before.modRevision)}`;
  return before.bytes === null ? at : `${formatBytes(before.bytes)}, ${at}`;
}
