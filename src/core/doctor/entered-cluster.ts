import type { ClusterApi, ClusterStatus } from '../../contract/cluster.ts';
import { mapped } from '../streams/mapped.ts';
import type { FindingLedger } from './finding-ledger.ts';

/** Returns the members' noun with its findings entered into the ledger: since when, and snoozed or not. */
export function enteredCluster(cluster: ClusterApi, ledger: FindingLedger): ClusterApi {
  const entered = (status: ClusterStatus): ClusterStatus => ({
    ...status,
    findings: ledger.entered(status.clusterId, status.findings),
  });
  return {
    ...cluster,
    status: async (request, options) => entered(await cluster.status(request, options)),
    follow: (request, options) => mapped(cluster.follow(request, options), entered),
  };
}
