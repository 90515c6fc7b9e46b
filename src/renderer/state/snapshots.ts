import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import type { ClusterId } from '../../contract/ids.ts';
import { useApi } from './api.tsx';

const catalogueKey = 'snapshots';

/** Returns the known snapshots of a cluster, newest first; where that is `null`, those of all. Dials nothing. */
export function useSnapshotCatalogue(clusterId: ClusterId | null, askAgainMs: number | false = false) {
  const api = useApi();
  return useQuery({
    queryKey: [catalogueKey, clusterId],
    queryFn: ({ signal }) => api.snapshots.catalogue({ clusterId }, { signal }),
    refetchInterval: askAgainMs,
  });
}

/** Returns what reads the catalogue again, after something that has changed it. */
export function useRefreshCatalogue(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: [catalogueKey] }), [queries]);
}
