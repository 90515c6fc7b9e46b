import type { ConnectionId } from '../../contract/ids.ts';
import type { PlanRequest } from './plans.ts';
import { goTo, isShown, onDidGo } from './route.ts';
import { createStore } from './store.ts';

/** A plan for a connection that is not shown yet. */
export interface AwaitedPlan {
  readonly connection: ConnectionId;
  readonly request: PlanRequest;
}

/** The plan that is shown as soon as its connection is open. */
export const awaitedPlan = createStore<AwaitedPlan | null>(null);

/** Goes to a connection, and has it show a plan once it is open. Going elsewhere meanwhile gives the plan up. */
export function showPlanIn(connection: ConnectionId, request: PlanRequest): void {
  awaitedPlan.update(() => ({ connection, request }));
  goTo({ screen: 'workbench', connection, place: 'keys', focus: null });
  const stop = onDidGo(() => {
    if (isShown(connection)) return;
    stop();
    awaitedPlan.update((before) => (before?.request === request ? null : before));
  });
}
