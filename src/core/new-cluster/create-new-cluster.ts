import { EtcdeckError } from '../../contract/failure.ts';
import type { NewClusterApi } from '../../contract/new-cluster.ts';

const notYet = async (): Promise<never> => {
  throw new EtcdeckError({ code: 'Unimplemented', message: 'stand-in' });
};

/** STAND-IN */
export function createNewCluster(): NewClusterApi {
  return { describe: notYet, issueCertificates: notYet, read: notYet };
}
