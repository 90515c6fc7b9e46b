import { useCallback } from 'react';
import type { FilePurpose } from '../../contract/files.ts';
import { useApi } from './api.tsx';
import { useHost } from './settings.tsx';
import { createStore } from './store.ts';

/** A path that is wanted, on the machine where core runs. */
export interface FileRequest {
  readonly purpose: FilePurpose;
  readonly title: string;
  /** Where to begin: a path, or `null` for the home folder. */
  readonly suggested: string | null;
}

/** A request that waits for the operator; `answer` takes `null` when it was dismissed. */
export interface PendingFileRequest extends FileRequest {
  readonly answer: (file: string | null) => void;
}

/** The request that the app's own picker shows, where the host has no dialog of the system's. */
export const pendingFileRequest = createStore<PendingFileRequest | null>(null);

/** Asks the operator for a path: with the system's dialog where the host has one, else with the app's own. */
export function usePickFile(): (request: FileRequest) => Promise<string | null> {
  const api = useApi();
  const { nativeDialogs } = useHost();
  return useCallback(
    async (request) => {
      if (nativeDialogs) return (await api.files.pick(request)).file;
      return new Promise((resolve) => {
        pendingFileRequest.update((before) => {
          before?.answer(null);
          return {
            ...request,
            answer: (file) => {
              pendingFileRequest.update(() => null);
              resolve(file);
            },
          };
        });
      });
    },
    [api, nativeDialogs],
  );
}
