import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { SnapshotReport } from '../../../contract/snapshot-report.ts';
import type { SavedSnapshot, SnapshotsApi } from '../../../contract/snapshots.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { isCancelled } from '../../state/failure.ts';
import type { TaskProgress, TaskResult } from '../../state/tasks.ts';
import { formatBytes, formatCount, formatDuration } from '../../ui/format.ts';

interface Snapshots {
  readonly snapshots: Pick<SnapshotsApi, 'suggestFile' | 'save'>;
}

/** What the check after a save said; `stopped`: it did not take place. */
export type Check =
  | { readonly kind: 'checked'; readonly report: SnapshotReport }
  | { readonly kind: 'unchecked'; readonly failure: Failure }
  | { readonly kind: 'stopped' };

/** A snapshot that is saved, whatever its check said. */
export interface Saved {
  readonly snapshot: SavedSnapshot;
  readonly check: Check;
}

/**
 * Saves a snapshot into a file, or where core suggests, and reports its progress. `onSaved` is called once the file is
 * whole; then it is checked. What stops the check leaves the file.
 */
export async function saveSnapshot(
  api: Snapshots,
  connection: ConnectionId,
  file: string | null,
  work: {
    readonly signal: AbortSignal;
    readonly report: (progress: TaskProgress) => void;
    readonly onSaved: (snapshot: SavedSnapshot) => void;
  },
): Promise<Saved> {
  const { signal, report, onSaved } = work;
  const target = file ?? (await api.snapshots.suggestFile({ connection }, { signal })).file;
  let snapshot: SavedSnapshot | null = null;
  try {
    for await (const progress of api.snapshots.save({ connection, file: target, member: null }, { signal })) {
      switch (progress.kind) {
        case 'receiving':
          report(progressOf('', progress.receivedBytes, progress.totalBytes));
          break;
        case 'saved':
          snapshot = progress.snapshot;
          onSaved(snapshot);
          break;
        case 'checking':
          report(progressOf('Checking: ', progress.doneBytes, progress.totalBytes));
          break;
        case 'checked':
        case 'unchecked':
          if (snapshot !== null) return { snapshot, check: progress };
      }
    }
  } catch (error) {
    if (snapshot === null) throw error;
    if (isCancelled(error) || signal.aborted) return { snapshot, check: { kind: 'stopped' } };
    throw error;
  }
  if (snapshot !== null) return { snapshot, check: { kind: 'stopped' } };
  throw new EtcdeckError({ code: 'SnapshotTruncated', message: 'the stream ended before the snapshot was whole' });
}

const progressOf = (before: string, done: number, total: number): TaskProgress => ({
  detail: `${before}${total > 0 ? `${formatBytes(done)} of ${formatBytes(total)}` : formatBytes(done)}`,
  done,
  total,
});

/** What the check said, in a sentence. */
export function checkText(check: Check): string {
  switch (check.kind) {
    case 'stopped':
      return 'Its contents were not checked.';
    case 'unchecked':
      return `Its contents could not be checked: ${describeFailure(check.failure).title}`;
    case 'checked': {
      const { integrity, figures } = check.report;
      if (integrity.verdict === 'damaged')
        return `It is damaged: ${integrity.findings[0]?.message ?? 'it cannot be read'}.`;
      const keys = figures === null ? '' : `: ${formatCount(figures.liveKeys)} live keys`;
      return `Checked${keys}.`;
    }
  }
}

/** Describes a saved snapshot in a few sentences. */
export const savedText = ({ snapshot, check }: Saved): string =>
  `${formatBytes(snapshot.bytes)} at revision ${formatCount(snapshot.revision)} in ${formatDuration(snapshot.durationMs)}. ${checkText(check)} ${whereText(snapshot)}`;

/** Where it is, and what of it etcdeck could not write down. */
export function whereText({ file, uncatalogued, undescribed }: SavedSnapshot): string {
  const missed = [
    ...(uncatalogued === null
      ? []
      : [`It is not among the snapshots that etcdeck remembers: ${describeFailure(uncatalogued).title}`]),
    ...(undescribed === null
      ? []
      : [`Its description could not be written beside it: ${describeFailure(undescribed).title}`]),
  ];
  return missed.length === 0 ? file : `${file}. ${missed.join(' ')}`;
}

export const savedResult = (saved: Saved, name: string): TaskResult => ({
  title: `Saved a snapshot of ${name}`,
  text: savedText(saved),
  copy: { label: 'Copy path', text: saved.snapshot.file },
});
