import { useMutation } from '@tanstack/react-query';
import { useCallback } from 'react';
import { describeFailure } from '../../parts/failures/failure-words.ts';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { usePickFile } from '../../state/file-picker.ts';
import { useRefreshCatalogue } from '../../state/snapshots.ts';
import { showToast } from '../../state/toasts.ts';

function tellFailure(what: string, error: unknown): void {
  const { title, action: detail } = describeFailure(failureOf(error));
  showToast({ tone: 'bad', text: `${what} ${title}`, detail });
}

/** Asks for a folder and adds it to the catalogue. */
export function useAddFolder(): { readonly add: () => void; readonly isAdding: boolean } {
  const api = useApi();
  const pickFile = usePickFile();
  const refresh = useRefreshCatalogue();
  const { mutate, isPending } = useMutation({
    mutationFn: (folder: string) => api.snapshots.addFolder({ folder }),
    onSuccess: refresh,
    onError: (error) => tellFailure('The folder was not added.', error),
  });
  const add = useCallback(async (): Promise<void> => {
    const folder = await pickFile({ purpose: 'folder', title: 'A folder of snapshots', suggested: null });
    if (folder !== null) mutate(folder);
  }, [pickFile, mutate]);
  return { add: () => void add(), isAdding: isPending };
}

/** Takes a folder out of the catalogue; its files stay. */
export function useRemoveFolder(): { readonly remove: (folder: string) => void; readonly isRemoving: boolean } {
  const api = useApi();
  const refresh = useRefreshCatalogue();
  const { mutate, isPending } = useMutation({
    mutationFn: (folder: string) => api.snapshots.removeFolder({ folder }),
    onSuccess: refresh,
    onError: (error) => tellFailure('The folder was not taken out.', error),
  });
  return { remove: mutate, isRemoving: isPending };
}
