import type { EtcdeckError } from '../../contract/failure.ts';
import type { NewClusterRequest, NewClusterStart } from '../../contract/new-cluster.ts';
import { newPeerURLChecks } from '../members/peer-url-checks.ts';
import { describeStart } from '../members/start/describe-start.ts';
import { isHostPath } from '../members/start/host-path.ts';
import { initialClusterOf } from '../members/start/initial-cluster.ts';
import { isMemberName } from '../members/start/usable-name.ts';
import { tlsInFolder } from '../members/start/usual-tls.ts';
import {
  newClientURL,
  newPeerURL,
  refusedRequest,
  requireCertificatesFolder,
  requireMembers,
} from './require-members.ts';

const operation = 'newCluster.describe';
/** The newest version that Kubernetes' own releases run. */
const version = '3.6.14';

/** Makes the start of every member of a cluster that does not exist yet. Pure. Fails with `BadRequest`. */
export function describeNewCluster(request: NewClusterRequest): NewClusterStart {
  const { members, dataDir, certificatesFolder, token } = request;
  const scheme = request.tls ? 'https' : 'http';
  requireMembers(members, scheme, operation);
  if (!isHostPath(dataDir)) throw refused('dataDir', 'the data folder is an absolute path');
  if (request.tls) requireCertificatesFolder(certificatesFolder, operation);
  if (!isMemberName(token)) throw refused('token', 'the token is one word, without a comma or =');
  const peers = members.map(({ name, host }) => ({ name, peerURLs: [newPeerURL(scheme, host)] }));
  const initialCluster = initialClusterOf(peers);
  const tls = request.tls ? tlsInFolder(certificatesFolder, true) : { clientTls: null, peerTls: null };
  const starts = members.map(({ name, host }) =>
    describeStart({
      name,
      dataDir,
      peerURLs: [newPeerURL(scheme, host)],
      clientURLs: [newClientURL(scheme, host)],
      initialCluster,
      state: 'new',
      token,
      ...tls,
      shared: [],
      version,
    }),
  );
  return { initialCluster, starts, checks: newPeerURLChecks(peers.flatMap(({ peerURLs }) => peerURLs)) };
}

const refused = (field: keyof NewClusterRequest, message: string): EtcdeckError =>
  refusedRequest(message, operation, { field });
