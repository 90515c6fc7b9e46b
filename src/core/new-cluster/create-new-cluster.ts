import type { NewClusterApi } from '../../contract/new-cluster.ts';
import { describeNewCluster } from './describe-new-cluster.ts';
import { issueCertificates } from './issue-certificates.ts';
import { issueMemberCertificates } from './issue-member-certificates.ts';
import { readInitialCluster } from './read-initial-cluster.ts';

/** The start of clusters that do not exist yet. */
export function createNewCluster(): NewClusterApi {
  return {
    describe: async (request) => describeNewCluster(request),
    issueCertificates: (request, options) => issueCertificates(request, options?.signal),
    issueMemberCertificates: (request, options) => issueMemberCertificates(request, options?.signal),
    read: async ({ text }) => readInitialCluster(text),
  };
}
