import { useQuery } from '@tanstack/react-query';
import { liveKeys } from '../../../contract/key-source.ts';
import { useApi } from '../../state/api.tsx';
import { useConnection } from '../../state/connection.tsx';

/** Reads how far back the cluster can be read, and the clock of its revisions; again at an interval, where one is given. */
export function useTimeline(askAgainMs: number | false = false) {
  const api = useApi();
  const { id } = useConnection();
  return useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => api.history.timeline({ source: liveKeys(id) }, { signal }),
    staleTime: 10_000,
    refetchInterval: askAgainMs,
  });
}
