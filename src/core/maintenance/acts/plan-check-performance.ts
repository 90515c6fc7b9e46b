import { randomBytes } from 'node:crypto';
import type { PlansApi } from '../../../contract/plans.ts';
import type { Planner } from '../../plans/planning.ts';
import type { Clock } from '../../ports.ts';
import { CheckPerformance } from './check-performance.ts';
import { type MaintenancePlanParts, planMaintenance } from './maintenance-planner.ts';
import { loads } from './performance-loads.ts';

const suffixBytes = 12;

/** Plans to measure writes beneath a prefix that is made up for it. On production the connection's name is typed. */
export function planCheckPerformance(
  parts: MaintenancePlanParts & { readonly clock: Clock },
  { connection, load: name }: Parameters<PlansApi['planCheckPerformance']>[0],
  signal: AbortSignal,
): Planner {
  return planMaintenance(
    parts,
    connection,
    async ({ held, on: { ask }, leader, lineAt }) => {
      const load = loads[name];
      const prefix = `/etcdeck-check-perf/${randomBytes(suffixBytes).toString('hex')}/`;
      const { open, clock } = parts;
      return {
        act: 'checkPerformance',
        what: `writes beneath ${prefix}`,
        operations: [new CheckPerformance({ held, open, ask, clock }, { name, load, prefix })],
        consequences: ['LoadsCluster'],
        figures: { writesPerSecond: load.writesPerSecond, clients: load.clients },
        etcdctl: [lineAt(leader.endpoint, ['check', 'perf', `--load=${name}`, `--prefix=${prefix}`])],
      };
    },
    signal,
  );
}
