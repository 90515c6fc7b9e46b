import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import type { Tunnel } from '../../etcd/tunnel.ts';
import type { Bounds } from '../bounded-wait.ts';
import { endpointParts } from '../endpoints.ts';
import { dialEndpoint } from '../network/connect-tcp.ts';
import { shakeHands } from '../tls/handshake.ts';
import { greetPlainly } from '../tls/spoken-protocol.ts';
import type { LoadedTls } from '../tls/tls-material.ts';

/** gRPC reports most failures as "no connection established": these are probed without it. */
const opaque: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'Unavailable',
  'ConnectionCut',
  'TlsHandshakeFailed',
  'ServerCertificateUntrusted',
  'ServerCertificateNameMismatch',
  'ServerCertificateExpired',
  'ClientCertificateRequired',
  'ClientCertificateUntrusted',
  'ClientCertificateExpired',
  'ClientCertificateRefused',
  'Unrecognised',
  'Unimplemented',
]);

/** Through a tunnel, the tunnel's own failures may read like an endpoint's. */
const opaqueThroughTunnel: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'ConnectionRefused',
  'ConnectTimeout',
  'NameNotResolved',
]);

/**
 * Returns why a call over gRPC failed: where the failure may hide the cause, dials the endpoint once without gRPC;
 * returns the failure itself where that dial succeeds.
 */
export async function whyUnreached(
  failure: EtcdeckError,
  endpoint: string,
  tls: LoadedTls | null,
  tunnel: Tunnel | null,
  bounds: Bounds,
): Promise<EtcdeckError> {
  if (!opaque.has(failure.code) && !(tunnel !== null && opaqueThroughTunnel.has(failure.code))) return failure;
  try {
    await probe(endpoint, tls, tunnel, bounds);
    return failure;
  } catch (error) {
    if (!(error instanceof EtcdeckError) || error.code === 'Cancelled') return failure;
    return new EtcdeckError({ ...error.toFailure(), endpoint }, { cause: failure });
  }
}

async function probe(endpoint: string, tls: LoadedTls | null, tunnel: Tunnel | null, bounds: Bounds): Promise<void> {
  const parts = endpointParts(endpoint);
  const redial = (within: Bounds) => dialEndpoint(parts, tunnel, within);
  const socket = await redial(bounds);
  try {
    if (tls === null) await greetPlainly({ parts, socket, redial }, bounds);
    else await shakeHands({ parts, socket, redial }, tls, bounds);
  } finally {
    socket.destroy();
  }
}
