import { useEffect, useRef } from 'react';
import type { ConnectionId } from '../../contract/ids.ts';
import { type ClusterTab, showClusterTab } from './cluster-tabs.ts';
import { createStore, useStore } from './store.ts';

/** What a part of the cluster's screen can be asked to begin from anywhere. */
export type ClusterAct = 'defragment' | 'compact' | 'examine' | 'report';

const tabs: Readonly<Record<ClusterAct, ClusterTab>> = {
  defragment: 'maintenance',
  compact: 'maintenance',
  examine: 'doctor',
  report: 'doctor',
};

const asked = createStore<ClusterAct | null>(null);

/** Shows the part of the cluster's screen that does it, and asks it to begin. */
export function askCluster(connection: ConnectionId, act: ClusterAct): void {
  asked.update(() => act);
  showClusterTab(connection, tabs[act]);
}

/** Begins an act when it is asked for, once the part that does it is shown. */
export function useAskedOf(act: ClusterAct, begin: () => void): void {
  const isAsked = useStore(asked) === act;
  const latest = useRef(begin);
  latest.current = begin;
  useEffect(() => {
    if (!isAsked) return;
    asked.update(() => null);
    latest.current();
  }, [isAsked]);
}
