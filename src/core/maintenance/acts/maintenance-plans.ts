import type { MaintenancePlans } from '../../plans/create-plans.ts';
import { standIn } from '../stand-in.ts';

/** STAND-IN */
export function createMaintenancePlans(): MaintenancePlans {
  return {
    planDefragment: standIn,
    planCompact: standIn,
    planReclaim: standIn,
    planDisarm: standIn,
    planDowngrade: standIn,
    planCheckPerformance: standIn,
  };
}
