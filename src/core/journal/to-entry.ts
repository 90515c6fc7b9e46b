import type { ChangeSubject } from '../../contract/change-subject.ts';
import type { JournalEntry, NoUndo } from '../../contract/journal.ts';
import type { LoadedEntry } from './log-index.ts';
import { mayStillHappen } from './log-marks.ts';
import type { Begun } from './records.ts';

/** Returns an entry from its records; `valuesFiles`: the files that still keep values before. */
export function toEntry(
  { begun, ended, steps, undoneBy }: LoadedEntry,
  valuesFiles: ReadonlySet<string>,
): JournalEntry {
  const { id, at, connection, connectionName, clusterId, act } = begun;
  const outcome = ended?.outcome ?? 'unknown';
  const isKept = begun.values !== null && valuesFiles.has(begun.values);
  return {
    id,
    at,
    connection,
    connectionName,
    clusterId,
    act,
    undoes: begun.undoes ?? null,
    subject: subjectOf({ begun, ended, steps, undoneBy }),
    revision: ended?.revision ?? null,
    outcome,
    mayStillHappen: mayStillHappen(ended),
    settled: ended?.settled ?? null,
    settledAt: ended?.settledAt ?? null,
    etcdctl: begun.etcdctl ?? [],
    undoneBy,
    noUndo: noUndoOf({ begun, outcome, isKept, undoneBy }),
    canUndo: isKept && outcome !== 'failed',
  };
}

function noUndoOf(entry: {
  readonly begun: Pick<Begun, 'act' | 'subject'>;
  readonly outcome: JournalEntry['outcome'];
  readonly isKept: boolean;
  readonly undoneBy: string | null;
}): NoUndo | null {
  const { begun, outcome, isKept, undoneBy } = entry;
  if (begun.subject.kind !== 'keys') return 'NoKeys';
  if (outcome === 'failed') return 'NothingDone';
  if (begun.act === 'undo') return 'IsUndo';
  if (begun.act === 'fence') return 'IsFence';
  if (undoneBy !== null) return 'Undone';
  return isKept ? null : 'ValuesGone';
}

/** Without its end record, the progress of an act on keys is unknown; operations have a record for each step. */
function subjectOf({ begun, ended, steps }: LoadedEntry): ChangeSubject {
  const { subject, total } = begun;
  if (subject.kind === 'keys') {
    const { firstDone: firstKey = subject.firstKey, keyCount = total ?? subject.keyCount } = ended ?? {};
    return { ...subject, firstKey, keyCount };
  }
  const mayBeDone = [...steps.values()].filter((state) => state !== 'notDone').length;
  return { ...subject, stepCount: ended?.keyCount ?? mayBeDone };
}
