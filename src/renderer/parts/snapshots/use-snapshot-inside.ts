import { useQuery } from '@tanstack/react-query';
import { useApi } from '../../state/api.tsx';
import { useSource } from '../source/source.tsx';

/** Names what a snapshot says of itself among cached answers. */
export const insideKey = (file: string | null) => ['snapshot inside', file] as const;

/** Reads what an opened snapshot says of itself, which core knows since it was opened; nothing of another source. */
export function useSnapshotInside() {
  const api = useApi();
  const { keys } = useSource();
  const file = keys.kind === 'snapshot' ? keys.file : null;
  return useQuery({
    queryKey: insideKey(file),
    enabled: file !== null,
    queryFn: ({ signal }) => api.snapshots.inside({ file: file ?? '' }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // Opened again it may have changed.
    gcTime: 0,
  });
}
