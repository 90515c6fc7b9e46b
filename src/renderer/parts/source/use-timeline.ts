import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../state/api.tsx';
import { useSource } from './source.tsx';
import { keysOf } from './source-id.ts';

/** Reads how far back the source can be read, and the clock of its revisions; again at an interval, where one is given. */
export function useTimeline(askAgainMs: number | false = false) {
  const api = useApi();
  const { id, connection } = useSource();
  return useQuery({
    queryKey: ['timeline', id],
    queryFn: ({ signal }) => api.history.timeline({ source: keysOf(id) }, { signal }),
    staleTime: 10_000,
    // A file does not go on.
    refetchInterval: connection === null ? false : askAgainMs,
  });
}
