import { useCallback } from 'react';
import { useConnection } from '../state/connection.tsx';
import { failureOf } from '../state/failure.ts';
import { usePickFile } from '../state/file-picker.ts';
import { showSnapshotDialog } from '../state/snapshot-dialogs.ts';
import { showToast } from '../state/toasts.ts';

/** Returns what asks for a snapshot file and shows how it is restored. */
export function useRestoreFile(): () => void {
  const { id } = useConnection();
  const pickFile = usePickFile();
  const choose = useCallback(async (): Promise<void> => {
    try {
      const file = await pickFile({ purpose: 'open', title: 'A snapshot to restore', suggested: null });
      if (file !== null) showSnapshotDialog({ kind: 'restore', file, connection: id });
    } catch (error) {
      showToast({ tone: 'bad', text: 'The file dialog did not open.', detail: failureOf(error).message });
    }
  }, [id, pickFile]);
  return () => void choose();
}
