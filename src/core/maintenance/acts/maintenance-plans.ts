import type { MaintenancePlans } from '../../plans/create-plans.ts';
import { planning } from '../../plans/planning.ts';
import type { Clock } from '../../ports.ts';
import type { MaintenancePlanParts } from './maintenance-planner.ts';
import { planCheckPerformance } from './plan-check-performance.ts';
import { planCompact } from './plan-compact.ts';
import { planDefragment } from './plan-defragment.ts';
import { planDisarm } from './plan-disarm.ts';
import { planDowngrade } from './plan-downgrade.ts';
import { planReclaim } from './plan-reclaim.ts';

/** Creates plans for a cluster's upkeep. */
export function createMaintenancePlans(parts: MaintenancePlanParts & { readonly clock: Clock }): MaintenancePlans {
  return {
    planDefragment: (request, options) => planning(options, (signal) => planDefragment(parts, request, signal)),
    planCompact: (request, options) => planning(options, (signal) => planCompact(parts, request, signal)),
    planReclaim: (request, options) => planning(options, (signal) => planReclaim(parts, request, signal)),
    planDisarm: (request, options) => planning(options, (signal) => planDisarm(parts, request, signal)),
    planDowngrade: (request, options) => planning(options, (signal) => planDowngrade(parts, request, signal)),
    planCheckPerformance: (request, options) =>
      planning(options, (signal) => planCheckPerformance(parts, request, signal)),
  };
}
