import type { CallOptions } from '../../contract/abort.ts';
import { kubeadmPki } from '../../contract/connections/kubeadm-pki.ts';
import { EtcdeckError } from '../../contract/failure.ts';
import type { MemberStart, MemberStartRequest } from '../../contract/member-start.ts';
import { endpointParts, endpointPartsOrNull, hostAndPort, normaliseEndpoints } from '../connections/endpoints.ts';
import type { OpenConnection } from '../connections/held/open-connections.ts';
import { currentMemberList, type Member, type MemberList, memberList } from '../etcd/cluster.ts';
import { checkedPeerURLs } from '../etcd/peer-urls.ts';
import { refuseTakenName } from './refuse-taken-name.ts';
import { requireMember } from './require-member.ts';
import { describeStart } from './start/describe-start.ts';
import { isHostPath } from './start/host-path.ts';
import { clusterToJoin } from './start/initial-cluster.ts';
import { dataDirLike, tlsLike, tokenIn } from './start/running-layout.ts';
import { askRunningMember } from './start/running-member.ts';
import { sharedFlags } from './start/shared-flags.ts';
import type { PortTls } from './start/start-settings.ts';
import { isMemberName } from './start/usable-name.ts';
import { tlsInFolder } from './start/usual-tls.ts';
import { usualClientPort } from './usual-client-port.ts';

const operation = 'cluster.memberStart';
/** Where etcd's packages, its documentation and kubeadm keep the data. */
const usualDataDir = '/var/lib/etcd';
const usualCertificates = '/etc/etcd/pki';
const customClientPort = 2379;
/** A linearizable read waits for an election, which takes a second or two. */
const currentListMs = 3_000;

/**
 * Makes the start of a member that was added: as its own flags say it where a running member tells its command line,
 * else as is usual. Needs no quorum, which the cluster may only have once this member runs. Fails with
 * `MemberNotFound`, with `MemberBadURLs` for a peer URL that keeps a member from starting, with `EndpointInvalid` for a
 * client URL, and with `BadRequest` for a name or a folder that cannot be used.
 */
export async function memberStart(
  connection: OpenConnection,
  request: MemberStartRequest,
  options: CallOptions = {},
): Promise<MemberStart> {
  const { members, endpoint } = await newestList(connection, options);
  const member = requireMember(members, request.member, operation);
  const name = nameFor(member, request.name);
  refuseTakenName(name, members, member.id);
  for (const one of members) requirePeerURLs(one);
  const others = members.filter(({ id }) => id !== member.id);
  const { endpoints } = connection.profile;
  const announced = others.flatMap(({ clientURLs }) => clientURLs);
  const { flags, version } = await askRunningMember(connection, [endpoint, ...endpoints, ...announced], options);
  const isClientTls = [...announced, ...(announced.length > 0 ? [] : endpoints)].some(isTls);
  const given = request.clientURLs.length > 0 ? request.clientURLs : usualClientURLs(member, announced, isClientTls);
  const clientURLs = normaliseEndpoints(given, connection.profile.tls);
  const usual = tlsInFolder(certificatesOf(connection), false);
  const port = (urls: readonly string[], known: PortTls | null, otherwise: PortTls): PortTls | null =>
    urls.some(isTls) ? (known ?? otherwise) : null;
  return describeStart({
    name,
    dataDir: dataDirFor(request.dataDir) ?? dataDirLike(flags, name) ?? usualDataDir,
    peerURLs: member.peerURLs,
    clientURLs,
    initialCluster: clusterToJoin(members, { id: member.id, name }),
    state: 'existing',
    token: tokenIn(flags),
    clientTls: port(clientURLs, tlsLike('', flags, name), usual.clientTls),
    peerTls: port(member.peerURLs, tlsLike('peer-', flags, name), usual.peerTls),
    shared: sharedFlags(flags),
    version,
  });
}

/** The member that is asked may not have heard yet of the one just added; without quorum its own list is all there is. */
async function newestList({ client }: OpenConnection, { signal }: CallOptions): Promise<MemberList> {
  try {
    return await currentMemberList(client, { signal, timeoutMs: currentListMs });
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return await memberList(client, { signal });
  }
}

/** A URL that etcd cannot read keeps the new member from starting, also where another member has it. */
function requirePeerURLs({ id, peerURLs }: Member): void {
  try {
    checkedPeerURLs(peerURLs);
  } catch (error) {
    if (error instanceof EtcdeckError) throw new EtcdeckError({ ...error.toFailure(), member: id, operation });
    throw error;
  }
}

/** A member that has started has a name; one that cannot be written in `--initial-cluster` is replaced. */
function nameFor(member: Member, given: string): string {
  if (isMemberName(member.name)) return member.name;
  if (isMemberName(given)) return given;
  const message = given === '' ? 'the member needs a name' : 'a member’s name has no comma, no = and no space';
  throw new EtcdeckError({ code: 'BadRequest', message, member: member.id, operation });
}

function dataDirFor(given: string | null): string | null {
  if (given === null || isHostPath(given)) return given;
  throw new EtcdeckError({ code: 'BadRequest', message: 'the data folder is an absolute path', operation });
}

/** With the port that the other members announce, unless one of them is on the same host. */
function usualClientURLs({ peerURLs }: Member, announced: readonly string[], isTls: boolean): readonly string[] {
  const hosts = new Set(peerURLs.map((url) => endpointParts(url).host));
  const taken = new Set(announced.flatMap((url) => endpointPartsOrNull(url)?.host ?? []));
  const port = usualClientPort(announced) ?? customClientPort;
  return [...hosts].map((host) => {
    const own = { host, port: taken.has(host) ? customClientPort : port };
    return `${isTls ? 'https' : 'http'}://${hostAndPort(own)}`;
  });
}

/** A connection that was made from kubeadm's files is to a cluster that kubeadm laid out. */
function certificatesOf({ profile }: OpenConnection): string {
  const { caFile } = profile.tls;
  return caFile?.startsWith(`${kubeadmPki}/`) ? kubeadmPki : usualCertificates;
}

const isTls = (url: string): boolean => url.startsWith('https:');
