import { useEffect } from 'react';
import { hasRememberedWatches } from '../../features/watches/watch-memory.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';

/** Goes on at once with the watches that a reload of the page has cut off: later, history may be compacted. */
export function useResumedWatches(): void {
  const api = useApi();
  const { id } = useConnection();
  useEffect(() => {
    if (!hasRememberedWatches(id)) return;
    void import('../../features/watches/watches-model.ts').then(({ modelOf }) => modelOf(api, id));
  }, [api, id]);
}
