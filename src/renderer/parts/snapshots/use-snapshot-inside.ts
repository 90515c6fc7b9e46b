import { useQuery } from '@tanstack/react-query';
import type { SnapshotInside, SnapshotReport } from '../../../contract/snapshot-report.ts';
import { useApi } from '../../state/api.tsx';
import { useSource } from '../source/source.tsx';

/** What an opened snapshot says of itself. */
export interface ToldInside {
  readonly inside: SnapshotInside;
  readonly report: SnapshotReport;
}

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
    queryFn: ({ signal }): Promise<ToldInside> => api.snapshots.inside({ file: file ?? '' }, { signal }),
    staleTime: Number.POSITIVE_INFINITY,
    // Opened again it may have changed.
    gcTime: 0,
  });
}
