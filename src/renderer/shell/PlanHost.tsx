import { lazy, Suspense, useEffect } from 'react';
import { planRequest, showPlan } from '../state/plans.ts';
import { useStore } from '../state/store.ts';

const PlannedAct = lazy(async () => ({ default: (await import('../parts/plans/PlannedAct.tsx')).PlannedAct }));

/** Shows the plan that a screen of this connection asks for. */
export function PlanHost() {
  const request = useStore(planRequest);
  // A plan belongs to its connection.
  useEffect(() => () => showPlan(null), []);
  return request === null ? null : (
    <Suspense fallback={null}>
      <PlannedAct request={request} />
    </Suspense>
  );
}
