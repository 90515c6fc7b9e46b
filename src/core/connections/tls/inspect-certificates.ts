import { createPrivateKey, X509Certificate } from 'node:crypto';
import type { Duplex } from 'node:stream';
import type { DetailedPeerCertificate, TLSSocket } from 'node:tls';
import type { Abort } from '../../../contract/abort.ts';
import type { CertificateChain, CertificateFinding } from '../../../contract/connections/certificates.ts';
import type { ConnectionProfile } from '../../../contract/connections/profile.ts';
import { EtcdeckError, type Failure } from '../../../contract/failure.ts';
import type { Tunnel } from '../../etcd/tunnel.ts';
import type { Clock } from '../../ports.ts';
import { type Bounds, bounded } from '../bounded-wait.ts';
import { endpointParts } from '../endpoints.ts';
import { dialEndpoint } from '../network/connect-tcp.ts';
import { factsOf } from './certificate-facts.ts';
import { type ChainToCheck, chainOf, findingsOf } from './certificate-findings.ts';
import { silentInHandshake, startTls } from './start-tls.ts';
import { systemRoots, systemRootsName } from './system-roots.ts';
import { loadTls, readAuthorities, readClientChain, type TlsSecrets } from './tls-material.ts';

const timeoutMs = 5_000;

/** Returns a connection's certificate chains: the CA's, the client's, and those that each https endpoint presents. */
export async function inspectCertificates(
  profile: ConnectionProfile,
  secrets: TlsSecrets,
  { clock, tunnel }: { readonly clock: Clock; readonly tunnel: Tunnel | null },
  signal?: Abort,
): Promise<readonly CertificateChain[]> {
  const { tls } = profile;
  const now = clock.now();
  const ca = await attempt(() => readAuthorities(tls, secrets));
  const given = ca.value?.certificates ?? [];
  const usesRoots = ca.failure === null && ca.value === null;
  const trust = {
    authorities: usesRoots ? (await systemRoots()).map((pem) => new X509Certificate(pem)) : given,
    authoritiesName: usesRoots ? systemRootsName : 'the CA given',
  };
  const authorityChains = given.map((one) =>
    describe({ role: 'authority', chain: [one], expectedName: null, ...trust }, null, ca.failure, now),
  );
  if (ca.failure !== null) {
    authorityChains.push(
      describe({ role: 'authority', chain: [], expectedName: null, ...trust }, null, ca.failure, now),
    );
  }
  const servers = profile.endpoints
    .filter((endpoint) => endpoint.startsWith('https://'))
    .map(async (endpoint) => {
      const shown = await attempt(() => shownBy(endpoint, tls.serverName, tunnel, { timeoutMs, signal }));
      const chain = chainOf(shown.value ?? [], trust.authorities);
      const expectedName = tls.serverName ?? endpointParts(endpoint).host;
      return await describe({ role: 'server', chain, expectedName, ...trust }, endpoint, shown.failure, now);
    });
  return await Promise.all([...authorityChains, inspectClient(profile, secrets, trust, now), ...servers]).then((all) =>
    all.filter((chain) => chain !== null),
  );
}

async function inspectClient(
  { tls }: ConnectionProfile,
  secrets: TlsSecrets,
  trust: Pick<ChainToCheck, 'authorities' | 'authoritiesName'>,
  now: number,
): Promise<CertificateChain | null> {
  const client = await attempt(() => readClientChain(tls, secrets));
  if (client.failure === null && client.value === null) return null;
  // Without the servers' CA, a failure is the client certificate's own.
  const { caPem: _, ...withoutCa } = { ...tls, caFile: null, skipVerify: true };
  const loaded = await attempt(() => loadTls(withoutCa, secrets));
  const chain = chainOf(client.value?.certificates ?? [], trust.authorities);
  const failure = client.failure ?? loaded.failure;
  const described = await describe({ role: 'client', chain, expectedName: null, ...trust }, null, failure, now);
  const key = loaded.value?.material.key ?? null;
  return key === null ? described : { ...described, findings: [...described.findings, keyMatches(key)] };
}

function keyMatches(pem: string): CertificateFinding {
  const kind = createPrivateKey(pem).asymmetricKeyType?.toUpperCase() ?? '';
  return {
    severity: 'info',
    code: 'KeyMatches',
    message: `The ${kind} key belongs to this certificate.`,
    certificate: 0,
  };
}

async function describe(
  check: ChainToCheck,
  endpoint: string | null,
  failure: Failure | null,
  now: number,
): Promise<CertificateChain> {
  const certificates = await Promise.all(check.chain.map((one) => factsOf(one, now)));
  return { role: check.role, endpoint, certificates, findings: findingsOf(check, now), failure };
}

/**
 * Returns the certificates that an endpoint presents, its own first: trusted or not, and before it asks for the
 * client's.
 */
async function shownBy(
  endpoint: string,
  serverName: string | null,
  tunnel: Tunnel | null,
  bounds: Bounds,
): Promise<readonly X509Certificate[]> {
  const parts = endpointParts(endpoint);
  const socket = await dialEndpoint(parts, tunnel, bounds);
  try {
    return await certificatesOver(socket, serverName ?? parts.host, bounds);
  } finally {
    socket.destroy();
  }
}

/**
 * Returns the certificates that the other end of a stream presents, its own first. Fails with `TlsHandshakeFailed`,
 * `ConnectTimeout`. The caller closes the stream.
 */
export function certificatesOver(socket: Duplex, name: string, bounds: Bounds): Promise<readonly X509Certificate[]> {
  return bounded<readonly X509Certificate[]>(bounds, silentInHandshake, (resolve, reject) => {
    const secure = startTls(socket, name, null);
    const end = (error?: Error): void => {
      const chain = chainShown(secure);
      if (chain.length > 0) resolve(chain);
      else reject(notShown(error));
    };
    secure.once('secureConnect', () => end());
    secure.once('error', end);
    secure.once('close', () => end());
    return () => secure.destroy();
  });
}

function chainShown(secure: TLSSocket): readonly X509Certificate[] {
  const chain = new Map<string, X509Certificate>();
  let next: DetailedPeerCertificate | undefined = secure.getPeerCertificate(true);
  // An object without fields where there is none; the last certificate is its own issuer.
  while (next?.raw !== undefined && !chain.has(next.fingerprint256)) {
    chain.set(next.fingerprint256, new X509Certificate(next.raw));
    next = next.issuerCertificate;
  }
  return [...chain.values()];
}

function notShown(error: Error | undefined): EtcdeckError {
  const message = `the TLS handshake ended before a certificate was shown: ${error?.message ?? 'closed'}`;
  return new EtcdeckError({ code: 'TlsHandshakeFailed', message });
}

async function attempt<T>(
  work: () => Promise<T>,
): Promise<{ readonly value: T | null; readonly failure: Failure | null }> {
  try {
    return { value: await work(), failure: null };
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') throw error;
    return { value: null, failure: error.toFailure() };
  }
}
