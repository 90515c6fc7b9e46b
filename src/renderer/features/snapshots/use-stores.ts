import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { useApi } from '../../state/api.tsx';

const storesKey = ['object stores'] as const;

/** Returns the object stores that snapshots can be copied to. Dials nothing. */
export function useStores() {
  const api = useApi();
  return useQuery({ queryKey: storesKey, queryFn: ({ signal }) => api.objectStores.list({}, { signal }) });
}

/** Returns what lists the stores again, after something that has changed them. */
export function useRefreshStores(): () => Promise<void> {
  const queries = useQueryClient();
  return useCallback(() => queries.invalidateQueries({ queryKey: storesKey }), [queries]);
}
