import type { MaintenanceApi } from '../../contract/maintenance.ts';
import { standIn } from './stand-in.ts';

/** STAND-IN */
export function createMaintenance(): MaintenanceApi {
  return { space: standIn, hashKV: standIn, versions: standIn, whatGrew: standIn };
}
