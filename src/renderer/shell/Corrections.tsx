import { useEffect, useRef } from 'react';
import type { Api } from '../../contract/api.ts';
import type { JournalEntry } from '../../contract/journal.ts';
import { undo } from '../parts/plans/execute-plan.ts';
import { correctionWords, lostWrite } from '../parts/plans/lost-words.ts';
import { useApi } from '../state/api.tsx';
import { didChange } from '../state/changes-made.ts';
import { useConnection } from '../state/connection.tsx';
import { type ConnectionLabel, labelOf } from '../state/shown-connection.ts';
import { startTask } from '../state/tasks.ts';
import { showToast } from '../state/toasts.ts';
import { useStreamFold } from '../state/use-stream.ts';

/** A correction is not urgent: while the connection is lost, no outcome can be found out. */
const retryAfterMs = 5_000;

const none: readonly JournalEntry[] = [];

/** Tells, minutes later too, what became of writes whose answers were lost; the way back stays with the task. */
export function Corrections() {
  const api = useApi();
  const { id, profile, hasEnded } = useConnection();
  const { value: entries } = useStreamFold<JournalEntry, readonly JournalEntry[]>({
    key: hasEnded ? null : id,
    open: (signal) => api.journal.corrections({ connection: id }, { signal }),
    initial: none,
    fold: (before, entry) => [...before, entry],
    retryAfterMs,
  });
  const told = useRef(new WeakSet<JournalEntry>());
  useEffect(() => {
    for (const entry of entries) {
      if (told.current.has(entry)) continue;
      told.current.add(entry);
      tell(api, entry, labelOf(profile));
    }
  }, [api, entries, profile]);
  return null;
}

function tell(api: Pick<Api, 'plans'>, entry: JournalEntry, of: ConnectionLabel): void {
  const words = correctionWords(entry);
  const wasDone = entry.outcome === 'done' || entry.outcome === 'stopped';
  const action =
    wasDone && entry.canUndo ? { action: { label: 'Undo', run: () => undo(api, entry.connection, entry.id) } } : {};
  didChange(entry.connection);
  showToast({ ...words, ...action, about: lostWrite(entry.id) }, of);
  const title = 'A lost write';
  startTask({ title, run: async () => ({ title, text: words.text, journalEntry: entry.id, ...action }) });
}
