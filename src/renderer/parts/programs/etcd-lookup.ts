import { type UseQueryResult, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EtcdLookup } from '../../../contract/programs.ts';
import { useApi } from '../../state/api.tsx';

const queryKey = ['programs'];

/** The etcd that is here, or how to get one. */
export function useEtcdLookup(): UseQueryResult<EtcdLookup> {
  const api = useApi();
  return useQuery({ queryKey, queryFn: ({ signal }) => api.programs.find({}, { signal }) });
}

/** Looks again, wherever it is shown. */
export function useLookAgain(): () => void {
  const queries = useQueryClient();
  return () => void queries.invalidateQueries({ queryKey });
}
