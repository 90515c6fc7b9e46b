import type { OpenConnections } from '../../connections/held/open-connections.ts';
import type { PlanStore } from '../../plans/plan-store.ts';

/** What plans for leases need. */
export interface LeasePlanParts {
  readonly open: OpenConnections;
  readonly store: PlanStore;
}
