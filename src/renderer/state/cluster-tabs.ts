import type { ConnectionId } from '../../contract/ids.ts';
import { goTo, type Route } from './route.ts';

/** The parts of the cluster's screen, in the order of their tabs. */
export const clusterTabs = ['members', 'maintenance', 'metrics', 'doctor'] as const;

/** A part of the cluster's screen. */
export type ClusterTab = (typeof clusterTabs)[number];

export const isClusterTab = (name: string | null): name is ClusterTab => clusterTabs.some((tab) => tab === name);

/** Returns the tab that a route shows; `members` where it names none. */
export function clusterTabOf(route: Route): ClusterTab {
  return route.screen === 'workbench' && isClusterTab(route.focus) ? route.focus : 'members';
}

/** Shows a part of the cluster's screen. */
export const showClusterTab = (connection: ConnectionId, tab: ClusterTab): void =>
  goTo({ screen: 'workbench', connection, place: 'cluster', focus: tab === 'members' ? null : tab });
