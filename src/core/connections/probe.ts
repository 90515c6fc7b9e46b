import { type ErrorCode, EtcdError } from '../../contract/failure.ts';
import type { Bounds } from './bounds.ts';
import { connectTcp, resolveHost } from './dial.ts';
import { endpointParts } from './endpoints.ts';
import { greetPlainly, shakeHands } from './handshake.ts';
import type { LoadedTls } from './tls-material.ts';

/** gRPC says "no connection established" for most of what can go wrong; these are worth a look of our own. */
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

/**
 * Why a call over gRPC failed: dials the endpoint once without gRPC where that may tell more than the failure does.
 * Gives the failure back where it does not.
 */
export async function whyUnreached(
  failure: EtcdError,
  endpoint: string,
  tls: LoadedTls | null,
  bounds: Bounds,
): Promise<EtcdError> {
  if (!opaque.has(failure.code)) return failure;
  try {
    await reach(endpoint, tls, bounds);
    return failure;
  } catch (error) {
    if (!(error instanceof EtcdError) || error.code === 'Cancelled') return failure;
    return new EtcdError({ ...error.toFailure(), endpoint }, { cause: failure });
  }
}

async function reach(endpoint: string, tls: LoadedTls | null, bounds: Bounds): Promise<void> {
  const parts = endpointParts(endpoint);
  const addresses = await resolveHost(parts.host, bounds);
  const socket = await connectTcp(parts, addresses, bounds);
  try {
    if (tls === null) await greetPlainly({ parts, addresses, socket }, bounds);
    else await shakeHands({ parts, addresses, socket }, tls, bounds);
  } finally {
    socket.destroy();
  }
}
