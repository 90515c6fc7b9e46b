import { useEffect, useState } from 'react';
import type { Failure } from '../../../contract/failure.ts';
import type { Plan } from '../../../contract/plans.ts';
import { failureOf, isCancelled } from '../../state/failure.ts';
import type { PlanRequest } from '../../state/plans.ts';

/** How far planning is. */
export interface Planning {
  readonly scanned: number;
  readonly plan: Plan | null;
  readonly failure: Failure | null;
}

const begun: Planning = { scanned: 0, plan: null, failure: null };

/** Makes the requested plan, and stops when the component unmounts. */
export function usePlan(request: PlanRequest): Planning {
  const [planning, setPlanning] = useState(begun);
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    setPlanning(begun);
    void (async () => {
      try {
        for await (const notice of request.plan({ signal })) {
          if (signal.aborted) return;
          if (notice.kind === 'planned') setPlanning((before) => ({ ...before, plan: notice.plan }));
          else setPlanning((before) => ({ ...before, scanned: notice.scanned }));
        }
      } catch (error) {
        if (!isCancelled(error) && !signal.aborted) {
          setPlanning((before) => ({ ...before, failure: failureOf(error) }));
        }
      }
    })();
    return () => controller.abort();
  }, [request]);
  return planning;
}
