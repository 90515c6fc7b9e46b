import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import type { ClusterStatus, MemberStatus } from '../../contract/cluster.ts';
import { useApi } from './api.tsx';
import { useConnection } from './connection.tsx';
import { type StreamState, useStream } from './use-stream.ts';

const intervalMs = 2_000;

type Following = StreamState<ClusterStatus | null> & { readonly restart: () => void };

const ClusterContext = createContext<Following | null>(null);

/** Follows the members once for the whole workbench, so that every screen and the status bar show the same. */
export function ClusterProvider({ children }: { readonly children: ReactNode }) {
  const api = useApi();
  const { id, hasEnded } = useConnection();
  const following = useStream({
    key: id,
    open: (signal) => api.cluster.follow({ connection: id, intervalMs }, { signal }),
    retryAfterMs: intervalMs,
  });
  // A connection that is opened again is another one to core: what followed the former has ended with it.
  const { restart } = following;
  const hadEnded = useRef(hasEnded);
  useEffect(() => {
    if (hadEnded.current && !hasEnded) restart();
    hadEnded.current = hasEnded;
  }, [hasEnded, restart]);
  return <ClusterContext value={following}>{children}</ClusterContext>;
}

/** Returns the members of the open connection's cluster, as they last answered; `value` is `null` before the first answer. */
export function useClusterStatus(): Following {
  const following = useContext(ClusterContext);
  if (following === null) throw new Error('useClusterStatus outside of the workbench');
  return following;
}

/** Returns the members of the open connection's cluster, as they last answered; none outside of the workbench. */
export const useMembersIfKnown = (): readonly MemberStatus[] => useContext(ClusterContext)?.value?.members ?? [];

/** Returns the members' state where it is current; `null` where no member answers any more. */
export function useLiveCluster(): { readonly cluster: ClusterStatus | null; readonly leader: MemberStatus | null } {
  const { state, hasEnded } = useConnection();
  const { value, failure } = useClusterStatus();
  const isLive = state.phase === 'connected' && !hasEnded && failure === null;
  if (value === null || !isLive) return { cluster: null, leader: null };
  return { cluster: value, leader: value.members.find(({ isLeader }) => isLeader) ?? null };
}

/** Returns the dbSizeInUse of the member that has the most, in bytes; `null` where none reported it. */
export function useDatabaseSize(): number | null {
  const sizes = useMembersIfKnown().flatMap(({ dbSizeInUse }) => (dbSizeInUse === null ? [] : [dbSizeInUse]));
  return sizes.length === 0 ? null : Math.max(...sizes);
}
