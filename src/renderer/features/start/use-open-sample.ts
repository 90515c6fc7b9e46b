import { useCallback } from 'react';
import { useApi } from '../../state/api.tsx';
import { failureOf } from '../../state/failure.ts';
import { showToast } from '../../state/toasts.ts';
import { openFile } from './use-open-file.ts';

/** Returns what opens the snapshot that comes with etcdeck. */
export function useOpenSample(): () => Promise<void> {
  const api = useApi();
  return useCallback(async () => {
    try {
      openFile((await api.snapshots.sample({})).file);
    } catch (error) {
      showToast({ tone: 'bad', text: 'The sample was not opened.', detail: failureOf(error).message }, null);
    }
  }, [api]);
}
