import { useCallback, useSyncExternalStore } from 'react';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { goTo } from '../../state/route.ts';
import { lastTask, startTask, tasks } from '../../state/tasks.ts';
import { formatBytes } from '../../ui/format.ts';
import { savedResult, saveSnapshot, whereText } from './save-snapshot.ts';
import { addSavedSnapshot } from './saved-snapshots.ts';

/** A connection is saved by one task at a time. */
const subject = 'snapshot';

/** Saves the connection's snapshot, as a task that outlives the screen. */
export function useSaveSnapshot(): {
  readonly save: () => void;
  /** Asks for the file first. */
  readonly saveAs: () => void;
  readonly isSaving: boolean;
} {
  const api = useApi();
  const { id, profile } = useConnection();
  const pickFile = usePickFile();
  const { name } = profile;
  // Not the progress: the whole screen would be drawn for each report of it.
  const isSaving = useSyncExternalStore(tasks.subscribe, () => lastTask(tasks.get(), id, subject)?.state === 'running');

  const start = useCallback(
    (file: string | null): void => {
      startTask({
        title: `Saving a snapshot of ${name}`,
        subject,
        run: async (work) => {
          const snapshot = await saveSnapshot(api, id, file, work).catch((error: unknown) => {
            if (!isCancelled(error) && !work.signal.aborted) {
              const { title: text, action: detail } = describeFailure(failureOf(error));
              work.tell({ tone: 'bad', text: `No snapshot was saved. ${text}`, detail });
            }
            throw error;
          });
          addSavedSnapshot({ connection: id, snapshot, at: Date.now() });
          work.tell({
            tone: 'ok',
            text: `Snapshot saved, ${formatBytes(snapshot.bytes)}.`,
            detail: whereText(snapshot),
            action: {
              label: 'Show',
              run: () => goTo({ screen: 'workbench', connection: id, place: 'snapshots', focus: null }),
            },
          });
          return savedResult(snapshot, name);
        },
      });
    },
    [api, id, name],
  );
  const saveAs = useCallback(async (): Promise<void> => {
    const suggested = await api.snapshots.suggestFile({ connection: id }).then(
      ({ file }) => file,
      () => null,
    );
    const file = await pickFile({ purpose: 'save', title: 'Save snapshot as', suggested });
    if (file !== null) start(file);
  }, [api, id, pickFile, start]);

  return {
    save: useCallback(() => start(null), [start]),
    saveAs: useCallback(() => void saveAs(), [saveAs]),
    isSaving,
  };
}
