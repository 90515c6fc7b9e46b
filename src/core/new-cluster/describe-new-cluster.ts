import { EtcdeckError } from '../../contract/failure.ts';
import type { NewClusterRequest, NewClusterStart } from '../../contract/new-cluster.ts';
import { hostAndPort } from '../connections/endpoints.ts';
import { newPeerURLChecks } from '../members/peer-url-checks.ts';
import { describeStart } from '../members/start/describe-start.ts';
import { isHostPath } from '../members/start/host-path.ts';
import { initialClusterOf } from '../members/start/initial-cluster.ts';
import { isMemberName } from '../members/start/usable-name.ts';
import { tlsInFolder } from '../members/start/usual-tls.ts';
import { requireMembers } from './require-members.ts';

const operation = 'newCluster.describe';
/** The newest version that Kubernetes' own releases run. */
const version = '3.6.14';
const ports = { client: 2379, peer: 2380 } as const;

/** Makes the start of every member of a cluster that does not exist yet. Pure. Fails with `BadRequest`. */
export function describeNewCluster(request: NewClusterRequest): NewClusterStart {
  const { members, dataDir, certificatesFolder, token } = request;
  requireMembers(members, operation);
  if (!isHostPath(dataDir)) throw refused('the data folder is an absolute path');
  if (request.tls && !isHostPath(certificatesFolder)) throw refused('the folder of certificates is an absolute path');
  if (!isMemberName(token)) throw refused('the token is one word, without a comma or =');
  const urlOf = (host: string, port: number): string =>
    `${request.tls ? 'https' : 'http'}://${hostAndPort({ host: host.toLowerCase(), port })}`;
  const peers = members.map(({ name, host }) => ({ name, peerURLs: [urlOf(host, ports.peer)] }));
  const initialCluster = initialClusterOf(peers);
  const tls = request.tls ? tlsInFolder(certificatesFolder, true) : { clientTls: null, peerTls: null };
  const starts = members.map(({ name, host }) =>
    describeStart({
      name,
      dataDir,
      peerURLs: [urlOf(host, ports.peer)],
      clientURLs: [urlOf(host, ports.client)],
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

function refused(message: string): EtcdeckError {
  return new EtcdeckError({ code: 'BadRequest', message, operation });
}
