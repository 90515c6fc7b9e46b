import type { MemberPlans } from '../../plans/create-plans.ts';
import { planning } from '../../plans/planning.ts';
import type { MemberPlanParts } from './member-planner.ts';
import { planMemberAdd } from './plan-member-add.ts';
import { planMemberPromote } from './plan-member-promote.ts';
import { planMemberRemove } from './plan-member-remove.ts';
import { planMemberReplace } from './plan-member-replace.ts';
import { planMemberUpdate } from './plan-member-update.ts';
import { planMoveLeader } from './plan-move-leader.ts';

/** Creates plans that change the members of a cluster, or their roles. */
export function createMemberPlans(parts: MemberPlanParts): MemberPlans {
  return {
    planMoveLeader: (request, options) => planning(options, (signal) => planMoveLeader(parts, request, signal)),
    planMemberAdd: (request, options) => planning(options, (signal) => planMemberAdd(parts, request, signal)),
    planMemberPromote: (request, options) => planning(options, (signal) => planMemberPromote(parts, request, signal)),
    planMemberRemove: (request, options) => planning(options, (signal) => planMemberRemove(parts, request, signal)),
    planMemberReplace: (request, options) => planning(options, (signal) => planMemberReplace(parts, request, signal)),
    planMemberUpdate: (request, options) => planning(options, (signal) => planMemberUpdate(parts, request, signal)),
  };
}
