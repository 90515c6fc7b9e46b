import { useCallback, useSyncExternalStore } from 'react';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';
import { failureOf, isCancelled } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { goTo } from '../../state/route.ts';
import { useRefreshCatalogue } from '../../state/snapshots.ts';
import { lastTask, startTask, tasks } from '../../state/tasks.ts';
import type { ToastWords } from '../../state/toasts.ts';
import { formatBytes } from '../../ui/format.ts';
import { checkText, type Saved, savedResult, saveSnapshot, whereText } from './save-snapshot.ts';

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
  const refresh = useRefreshCatalogue();
  const { name } = profile;
  // Not the progress: the whole screen would be drawn for each report of it.
  const isSaving = useSyncExternalStore(tasks.subscribe, () => lastTask(tasks.get(), id, subject)?.state === 'running');

  const start = useCallback(
    (file: string | null): void => {
      const show = {
        label: 'Show',
        run: () => goTo({ screen: 'workbench', connection: id, place: 'snapshots', focus: null }),
      };
      startTask({
        title: `Saving a snapshot of ${name}`,
        subject,
        run: async (work) => {
          const { signal, report } = work;
          let about = '';
          const onSaved = (snapshot: Saved['snapshot']): void => {
            about = `snapshot ${snapshot.file}`;
            const { bytes } = snapshot;
            const text = `Snapshot saved, ${formatBytes(bytes)}. Now it is checked.`;
            work.tell({ tone: 'ok', text, detail: whereText(snapshot), action: show, about });
            void refresh();
          };
          const saved = await saveSnapshot(api, id, file, { signal, report, onSaved }).catch((error: unknown) => {
            if (!isCancelled(error) && !signal.aborted) {
              const { title: text, action: detail } = describeFailure(failureOf(error));
              const what = about === '' ? 'No snapshot was saved.' : 'The saved snapshot was not checked.';
              work.tell({ tone: 'bad', text: `${what} ${text}`, detail });
            }
            throw error;
          });
          work.tell({ ...savedToast(saved), action: show, about });
          void refresh();
          return savedResult(saved, name);
        },
      });
    },
    [api, id, name, refresh],
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

/** What is said once a saved snapshot was checked, or was not. */
function savedToast({ snapshot, check }: Saved): ToastWords {
  const isDamaged = check.kind === 'checked' && check.report.integrity.verdict === 'damaged';
  const tone = isDamaged ? 'bad' : check.kind === 'checked' ? 'ok' : 'warn';
  return {
    tone,
    text: `Snapshot saved, ${formatBytes(snapshot.bytes)}. ${checkText(check)}`,
    detail: whereText(snapshot),
  };
}
