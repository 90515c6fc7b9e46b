import type { LeasePlans } from '../../plans/create-plans.ts';
import { planning } from '../../plans/planning.ts';
import type { LeasePlanParts } from './lease-plan-parts.ts';
import { planLeaseGrant } from './plan-lease-grant.ts';
import { planLeaseRevoke } from './plan-lease-revoke.ts';

/** Creates plans for leases. */
export function createLeasePlans(parts: LeasePlanParts): LeasePlans {
  return {
    planLeaseGrant: (request, options) => planning(options, (signal) => planLeaseGrant(parts, request, signal)),
    planLeaseRevoke: (request, options) => planning(options, (signal) => planLeaseRevoke(parts, request, signal)),
  };
}
