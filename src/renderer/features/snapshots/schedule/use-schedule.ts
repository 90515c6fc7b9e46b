import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { SnapshotSchedule } from '../../../../contract/snapshots.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { useRefreshCatalogue } from '../../../state/snapshots.ts';

const everyMs = 15_000;

/** Returns the connection's schedule and how it goes; what it has saved comes into the catalogue's sight. */
export function useSchedule() {
  const api = useApi();
  const { id } = useConnection();
  const refresh = useRefreshCatalogue();
  const schedule = useQuery({
    queryKey: ['snapshot schedule', id],
    queryFn: ({ signal }) => api.snapshots.schedule({ connection: id }, { signal }),
    refetchInterval: everyMs,
  });
  const last = schedule.data?.lastSuccess?.at ?? null;
  const before = useRef<number | null | undefined>(undefined);
  const isKnown = schedule.data !== undefined;
  useEffect(() => {
    if (!isKnown) return;
    if (before.current !== undefined && before.current !== last) void refresh();
    before.current = last;
  }, [isKnown, last, refresh]);
  return schedule;
}

/** Sets the connection's schedule, or removes it. */
export function useSetSchedule() {
  const api = useApi();
  const { id } = useConnection();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (schedule: SnapshotSchedule | null) => api.snapshots.setSchedule({ connection: id, schedule }),
    onSuccess: (state) => queries.setQueryData(['snapshot schedule', id], state),
  });
}
