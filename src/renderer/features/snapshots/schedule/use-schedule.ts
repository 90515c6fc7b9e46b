import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import type { ScheduleState, SnapshotSchedule } from '../../../../contract/snapshots.ts';
import { useApi } from '../../../state/api.tsx';
import { useConnection } from '../../../state/connection.tsx';
import { useRefreshCatalogue } from '../../../state/snapshots.ts';

const everyMs = 15_000;
/** While one is being saved, or should be. */
const soonMs = 2_000;

/** Returns the connection's schedule and how it goes; what it has saved comes into the catalogue's sight. */
export function useSchedule() {
  const api = useApi();
  const { id } = useConnection();
  const refresh = useRefreshCatalogue();
  const schedule = useQuery({
    queryKey: ['snapshot schedule', id],
    queryFn: ({ signal }) => api.snapshots.schedule({ connection: id }, { signal }),
    refetchInterval: ({ state: { data } }) => (data !== undefined && isDue(data) ? soonMs : everyMs),
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

/** Whether a run is under way, or due by now. */
export const isDue = ({ isRunning, nextAt }: ScheduleState): boolean =>
  isRunning || (nextAt !== null && nextAt <= Date.now());

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
