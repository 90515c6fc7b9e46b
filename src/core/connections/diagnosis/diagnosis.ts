import type { X509Certificate } from 'node:crypto';
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Abort } from '../../../contract/abort.ts';
import type { ConnectionStep } from '../../../contract/connections/diagnosis.ts';
import type { ConnectionDiscovery, ConnectionProfile } from '../../../contract/connections/profile.ts';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { ClusterId } from '../../../contract/ids.ts';
import { EtcdClient } from '../../etcd/client.ts';
import type { Clock } from '../../ports.ts';
import type { Bounds } from '../bounded-wait.ts';
import { type ResolvedSecrets, requirePassword } from '../credentials.ts';
import { endpointParts, hostAndPort } from '../endpoints.ts';
import { askWhoIsServed, describeMember } from '../first-calls.ts';
import { connectTcp, resolveHost } from '../network/connect-tcp.ts';
import { endpointsNow, type NameServers } from '../profiles/discover-endpoints.ts';
import { loadProfileTls } from '../ssh/profile-tls.ts';
import type { SshTunnel } from '../ssh/ssh-tunnel.ts';
import { commonNameOf } from '../tls/certificate-facts.ts';
import { shakeHands } from '../tls/handshake.ts';
import type { HandshakeReport } from '../tls/secure-stream.ts';
import { greetPlainly } from '../tls/spoken-protocol.ts';
import { systemRootsName } from '../tls/system-roots.ts';
import { subjectOf } from '../tls/tls-failures.ts';
import type { LoadedTls } from '../tls/tls-material.ts';
import { WalkEnded, WalkSteps } from './walk-steps.ts';

/** How long one step may take. */
const stepTimeoutMs = 5_000;

/** What a walk needs besides the connection. */
export interface WalkParts {
  readonly clock: Clock;
  readonly tunnel: SshTunnel | null;
  readonly nameServers?: NameServers | undefined;
}

/**
 * Checks a connection from its files to its cluster, all endpoints in parallel, and reports each step. The first
 * endpoint that answers determines the cluster; the others are compared with it.
 */
export async function* diagnose(
  profile: ConnectionProfile,
  secrets: ResolvedSecrets,
  parts: WalkParts,
  signal?: Abort,
): AsyncGenerator<ConnectionStep> {
  const steps = new WalkSteps();
  // Steps still running when the consumer leaves are stopped.
  const stop = new AbortController();
  const onAbort = (): void => stop.abort();
  signal?.addEventListener('abort', onAbort, { once: true });
  if (signal?.aborted) stop.abort();
  const bounds: Bounds = { timeoutMs: stepTimeoutMs, signal: stop.signal };
  try {
    yield* steps.until(walkAll(steps, { profile, secrets, bounds, ...parts }), signal);
  } finally {
    signal?.removeEventListener('abort', onAbort);
    stop.abort();
  }
}

interface Walk extends WalkParts {
  readonly profile: ConnectionProfile;
  readonly secrets: ResolvedSecrets;
  readonly bounds: Bounds;
}

async function walkAll(steps: WalkSteps, all: Walk): Promise<void> {
  const { profile, tunnel, bounds } = all;
  const { discovery } = profile;
  const endpoints =
    discovery === null ? profile.endpoints : await steps.run('discover', null, () => lookUp(all, discovery));
  if (tunnel !== null) await steps.run('ssh', null, () => logInAt(tunnel, profile, bounds));
  const tls = await steps.run('files', null, () => readFiles(all));
  const clusters: Promise<ClusterId | null>[] = [];
  for (const endpoint of endpoints) {
    const before = [...clusters];
    const walk = walkEndpoint({ ...all, steps, endpoint, tls, before });
    clusters.push(walk.catch((error: unknown) => (error instanceof WalkEnded ? null : Promise.reject(error))));
  }
  await Promise.all(clusters);
}

interface EndpointWalk extends Walk {
  readonly steps: WalkSteps;
  readonly endpoint: string;
  readonly tls: LoadedTls | null;
  /** The clusters found at the endpoints listed before this one. */
  readonly before: readonly Promise<ClusterId | null>[];
}

async function walkEndpoint(walk: EndpointWalk): Promise<ClusterId> {
  const { steps, endpoint, profile, secrets, tunnel, tls, clock, bounds, before } = walk;
  const parts = endpointParts(endpoint);
  const addresses = await steps.run('resolve', endpoint, async () => {
    if (tunnel !== null) return { value: [], skipped: true, detail: `${tunnel.host.host} resolves it` };
    const value = await resolveHost(parts.host, bounds);
    const isAddress = value.length === 1 && value[0]?.address === parts.host;
    return { value, detail: isAddress ? 'is an address' : value.map(({ address }) => address).join(', ') };
  });
  const redial = async (within: Bounds): Promise<Duplex> =>
    tunnel === null ? await connectTcp(parts, addresses, within) : await tunnel.open(parts, within);
  const socket = await steps.run('tcp', endpoint, async () => {
    const value = await redial(bounds);
    if (tunnel !== null) return { value, detail: `connected to ${hostAndPort(parts)} from ${tunnel.host.host}` };
    const host = (value instanceof Socket ? value.remoteAddress : undefined) ?? parts.host;
    return { value, detail: `connected to ${hostAndPort({ host, port: parts.port })}` };
  });
  try {
    await steps.run('tls', endpoint, async () => {
      if (tls !== null) {
        return { value: null, detail: tlsWords(await shakeHands({ parts, socket, redial }, tls, bounds), clock) };
      }
      await greetPlainly({ parts, socket, redial }, bounds);
      return { value: null, skipped: true, detail: 'plain http: nothing is encrypted' };
    });
  } finally {
    socket.destroy();
  }
  const client = new EtcdClient({
    endpoints: [endpoint],
    tls: tls?.material ?? null,
    user: profile.user,
    password: secrets.password,
    tunnel,
  });
  try {
    await steps.run('auth', endpoint, async () => {
      requirePassword(profile, secrets);
      const certificate = tls?.clientCertificate ?? null;
      const certificateName = certificate === null ? null : commonNameOf(certificate);
      return {
        value: null,
        detail: await askWhoIsServed(client, endpoint, { user: profile.user, certificateName }, bounds),
      };
    });
    return await steps.run('cluster', endpoint, async () => {
      const { clusterId, detail } = await describeMember(client, endpoint, bounds);
      checkSameCluster(clusterId, await Promise.all(before));
      return { value: clusterId, detail };
    });
  } finally {
    client.close();
  }
}

async function lookUp({ profile, bounds, nameServers }: Walk, discovery: ConnectionDiscovery) {
  const value = await endpointsNow(discovery, profile.endpoints, bounds, nameServers);
  return { value, detail: `${discovery.domain} names ${value.join(', ')}` };
}

async function logInAt(tunnel: SshTunnel, { ssh }: ConnectionProfile, bounds: Bounds) {
  const fingerprint = await tunnel.connect(bounds);
  return { value: null, detail: `${ssh?.user}@${hostAndPort(tunnel.host)} · host key ${fingerprint}` };
}

async function readFiles({ profile, secrets, tunnel, clock, bounds }: Walk) {
  const { caFile, certFile, caPem, certPem, skipVerify } = profile.tls;
  if (profile.endpoints[0]?.startsWith('http://')) {
    const isUnused = [caFile, certFile, caPem ?? null, certPem ?? null].some((given) => given !== null);
    const detail = isUnused ? 'the certificates are not used: the endpoints are plain http' : 'none needed';
    return { value: null, skipped: true, detail };
  }
  const tls = await loadProfileTls({ profile, secrets }, tunnel, bounds);
  const client = tls.clientCertificate;
  const words = [
    tls.authorities.length === 0 ? systemRootsName : `CA ${tls.authorities.map(subjectOf).join(', ')}`,
    client === null
      ? 'no client certificate'
      : `client certificate of ${subjectOf(client)}, ${lifeWords(client, clock)}`,
    ...(skipVerify ? ['WARNING: the servers are not verified'] : []),
  ];
  return { value: tls, detail: words.join(' · ') };
}

function tlsWords({ protocol, serverCertificate, unverified }: HandshakeReport, clock: Clock): string {
  return [
    protocol,
    ...(serverCertificate === null
      ? []
      : [`certificate of ${subjectOf(serverCertificate)}`, lifeWords(serverCertificate, clock)]),
    ...(unverified === null ? [] : [`WARNING: not verified: ${unverified.message}`]),
  ].join(' · ');
}

function lifeWords(certificate: X509Certificate, clock: Clock): string {
  const now = clock.now();
  const begins = Date.parse(certificate.validFrom);
  const ends = Date.parse(certificate.validTo);
  const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
  const days = (ms: number): string => `${Math.floor(ms / 86_400_000)} days`;
  if (now < begins) return `WARNING: begins ${day(begins)}`;
  return ends < now
    ? `WARNING: ended ${day(ends)}, ${days(now - ends)} ago`
    : `ends ${day(ends)}, in ${days(ends - now)}`;
}

function checkSameCluster(clusterId: ClusterId, before: readonly (ClusterId | null)[]): void {
  const first = before.find((id) => id !== null);
  if (first === undefined || first === clusterId) return;
  throw new EtcdeckError({
    code: 'ClusterIDMismatch',
    message: `this endpoint is of cluster ${clusterId}, an endpoint before it of cluster ${first}`,
    detail: { clusterId, expectedClusterId: first },
  });
}
