import type { ConnectionId } from '../../contract/ids.ts';
import { goTo, type Route } from './route.ts';

const focus = 'recover';

/** Shows the way back from a lost quorum in the place of the cluster. */
export const showRecovery = (connection: ConnectionId): void =>
  goTo({ screen: 'workbench', connection, place: 'cluster', focus });

/** Whether a route shows it. */
export const isRecovery = (route: Route): boolean => route.screen === 'workbench' && route.focus === focus;
