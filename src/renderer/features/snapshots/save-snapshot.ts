import { EtcdeckError } from '../../../contract/failure.ts';
import type { ConnectionId } from '../../../contract/ids.ts';
import type { SavedSnapshot, SnapshotsApi } from '../../../contract/snapshots.ts';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import type { TaskProgress, TaskResult } from '../../state/tasks.ts';
import { formatBytes, formatCount, formatDuration } from '../../ui/format.ts';

interface Snapshots {
  readonly snapshots: Pick<SnapshotsApi, 'suggestFile' | 'save'>;
}

/** Saves a snapshot into a file, or where core suggests, and reports its progress. */
export async function saveSnapshot(
  api: Snapshots,
  connection: ConnectionId,
  file: string | null,
  work: { readonly signal: AbortSignal; readonly report: (progress: TaskProgress) => void },
): Promise<SavedSnapshot> {
  const { signal, report } = work;
  const target = file ?? (await api.snapshots.suggestFile({ connection }, { signal })).file;
  for await (const progress of api.snapshots.save({ connection, file: target, member: null }, { signal })) {
    if (progress.kind === 'saved') return progress.snapshot;
    if (progress.kind !== 'receiving') continue;
    const { receivedBytes, totalBytes } = progress;
    report({ detail: progressText(receivedBytes, totalBytes), done: receivedBytes, total: totalBytes });
  }
  throw new EtcdeckError({ code: 'SnapshotTruncated', message: 'the stream ended before the snapshot was whole' });
}

const progressText = (received: number, total: number): string =>
  total > 0 ? `${formatBytes(received)} of ${formatBytes(total)}` : formatBytes(received);

/** Describes a saved snapshot in a sentence. */
export const savedText = (snapshot: SavedSnapshot): string =>
  `${formatBytes(snapshot.bytes)} at revision ${formatCount(snapshot.revision)} in ${formatDuration(snapshot.durationMs)}; its hash was checked. ${whereText(snapshot)}`;

/** Where it is, and why etcdeck does not remember it where it does not. */
export const whereText = ({ file, uncatalogued }: SavedSnapshot): string =>
  uncatalogued === null
    ? file
    : `${file}. It is not among the snapshots that etcdeck remembers: ${describeFailure(uncatalogued).title}`;

export const savedResult = (snapshot: SavedSnapshot, name: string): TaskResult => ({
  title: `Saved a snapshot of ${name}`,
  text: savedText(snapshot),
  copy: { label: 'Copy path', text: snapshot.file },
});
