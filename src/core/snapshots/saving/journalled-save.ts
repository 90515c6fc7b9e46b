import { etcdctlLine } from '../../../contract/etcdctl-line.ts';
import type { SnapshotProgress } from '../../../contract/snapshots.ts';
import type { Journal } from '../../journal/journal.ts';
import { journalledHere, type MachineActNote } from '../../journal/machine-acts.ts';
import type { Logger } from '../../ports.ts';
import { type SaveRequest, type SavingParts, saveChecked } from './save-checked.ts';

/** What a save takes that the journal has. */
export interface JournalledSavingParts extends SavingParts {
  readonly journal: Pick<Journal, 'beginOperations'>;
  readonly ports: SavingParts['ports'] & { readonly log: Logger };
}

/** Saves a snapshot as `saveChecked` does, and enters it into the journal. */
export function saveJournalled(
  parts: JournalledSavingParts,
  request: SaveRequest,
  signal: AbortSignal,
): AsyncGenerator<SnapshotProgress, void> {
  const { held, source, file } = request;
  const note: MachineActNote<SnapshotProgress> = {
    act: 'saveSnapshot',
    ...{ of: held, what: `a snapshot to ${file}` },
    etcdctl: [etcdctlLine(held.profile, ['snapshot', 'save', file], [source.endpoint])],
    isDone: ({ kind }) => kind === 'saved',
  };
  return journalledHere({ journal: parts.journal, log: parts.ports.log }, note, () =>
    saveChecked(parts, request, signal),
  );
}
