import { lazy, Suspense, useEffect } from 'react';
import { awaitedPlan } from '../state/awaited-plan.ts';
import { useConnection } from '../state/connection.tsx';
import { planRequest, showPlan } from '../state/plans.ts';
import { useStore } from '../state/store.ts';

const PlannedAct = lazy(async () => ({ default: (await import('../parts/plans/PlannedAct.tsx')).PlannedAct }));

/** Shows the plan that a screen of this connection asks for, or that waited for the connection to be open. */
export function PlanHost() {
  const { id } = useConnection();
  const request = useStore(planRequest);
  useEffect(() => {
    const awaited = awaitedPlan.get();
    if (awaited?.connection === id) showPlan(awaited.request);
    // A plan belongs to its connection.
    return () => showPlan(null);
  }, [id]);
  useEffect(() => {
    if (request !== null) awaitedPlan.update((before) => (before?.request === request ? null : before));
  }, [request]);
  return request === null ? null : (
    <Suspense fallback={null}>
      <PlannedAct request={request} />
    </Suspense>
  );
}
