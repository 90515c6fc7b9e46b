import type { MemberPlanParts } from '../../members/acts/member-planner.ts';
import type { MaintenancePlans } from '../../plans/create-plans.ts';
import { planning } from '../../plans/planning.ts';
import type { Clock } from '../../ports.ts';
import { standIn } from '../stand-in.ts';
import { planCheckPerformance } from './plan-check-performance.ts';
import { planDowngrade } from './plan-downgrade.ts';

/** STAND-IN */
export function createMaintenancePlans(parts: MemberPlanParts & { readonly clock: Clock }): MaintenancePlans {
  return {
    planDefragment: standIn,
    planCompact: standIn,
    planReclaim: standIn,
    planDisarm: standIn,
    planDowngrade: (request, options) => planning(options, (signal) => planDowngrade(parts, request, signal)),
    planCheckPerformance: (request, options) =>
      planning(options, (signal) => planCheckPerformance(parts, request, signal)),
  };
}
