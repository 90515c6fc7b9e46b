import type { Duplex } from 'node:stream';
import { EtcdeckError } from '../../../contract/failure.ts';
import { refuseUnprotected } from '../../etcd/endpoint.ts';
import type { Tunnel } from '../../etcd/tunnel.ts';
import type { Bounds } from '../bounded-wait.ts';
import { type EndpointParts, endpointParts } from '../endpoints.ts';
import { dialEndpoint } from '../network/connect-tcp.ts';
import { openSecureStream } from '../tls/secure-stream.ts';
import { type Dialled, dialFailure, speaksTls, speaksTlsFailure } from '../tls/spoken-protocol.ts';
import { type LoadedTls, loadTls } from '../tls/tls-material.ts';

/** How a connection reaches its members. Proxies from the environment are ignored, as over gRPC. */
export interface SecureDialSettings {
  /** The connection's own endpoints. */
  readonly endpoints: readonly string[];
  /** The connection's certificates; `null` where its endpoints are plain http. */
  readonly tls: LoadedTls | null;
  readonly tunnel: Tunnel | null;
}

/** A dial's time, and which endpoints it may reach. */
export interface DialBounds extends Bounds {
  /**
   * Allows a plain http endpoint where the connection's own are https: for a metrics URL, which a member often serves
   * in clear text on the loopback. The connection's secrets are never sent either way.
   */
  readonly allowsPlain?: boolean;
}

/** The step at which a dial failed. */
export type DialStep = 'tcp' | 'tls' | 'http';

/** A stream to an endpoint, encrypted where the endpoint is https. The caller closes it. */
export interface DialledStream {
  readonly stream: Duplex;
  /** Returns an error of the stream as the typed failure that a gRPC call would give. */
  explain(error: Error, bounds: Bounds): Promise<EtcdeckError>;
}

/**
 * Opens a stream to a member's client URL, or to another of its ports, as the connection does: through its SSH host,
 * with its CA, client certificate, server name and trust. For protocols other than gRPC. Fails with `EndpointInvalid`,
 * `EndpointUnprotected`, `NameNotResolved`, `ConnectionRefused`, `ConnectTimeout`, the certificates' codes and the
 * tunnel's own codes, each with its endpoint, and the step in `detail.step`.
 */
export async function dialSecurely(
  endpoint: string,
  settings: SecureDialSettings,
  bounds: DialBounds,
): Promise<DialledStream> {
  const parts = endpointParts(endpoint);
  if (bounds.allowsPlain !== true) refuseUnprotected(endpoint, settings.endpoints);
  const endsAt = performance.now() + bounds.timeoutMs;
  const rest = (): Bounds => ({ timeoutMs: Math.max(1, endsAt - performance.now()), signal: bounds.signal });
  const redial = (within: Bounds): Promise<Duplex> => dialEndpoint(parts, settings.tunnel, within);
  const socket = await at('tcp', endpoint, redial(bounds));
  if (parts.scheme === 'http')
    return { stream: socket, explain: (error, within) => whyPlain(error, parts, redial, within) };
  try {
    return await at('tls', endpoint, secure({ parts, socket, redial }, settings.tls, rest()));
  } catch (error) {
    // Certificates may be refused before there is a handshake to close it.
    socket.destroy();
    throw error;
  }
}

async function secure(dialled: Dialled, given: LoadedTls | null, bounds: Bounds): Promise<DialledStream> {
  const { stream, explain } = await openSecureStream(dialled, given ?? (await systemTrust()), 'http/1.1', bounds);
  return { stream, explain: async (error) => explain(error) };
}

/** Trust for an https port of a member whose client URL is plain http: the connection has no CA for it. */
async function systemTrust(): Promise<LoadedTls> {
  const noFiles = { caFile: null, certFile: null, keyFile: null, serverName: null, skipVerify: false };
  return await loadTls(noFiles, { passphrase: null, privateKey: null });
}

async function whyPlain(
  error: Error,
  parts: EndpointParts,
  redial: (bounds: Bounds) => Promise<Duplex>,
  bounds: Bounds,
): Promise<EtcdeckError> {
  // A TLS server closes silently, answers with an alert, or explains itself in HTTP/1.
  const isTls = await redial(bounds)
    .then((socket) => speaksTls(parts, socket, bounds))
    .catch(() => false);
  return isTls ? speaksTlsFailure() : dialFailure('ConnectionCut', `the server cut the connection: ${error.message}`);
}

/** Adds the endpoint and the step to a failure. */
async function at<T>(step: DialStep, endpoint: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    throw error instanceof EtcdeckError ? failedAt(step, endpoint, error) : error;
  }
}

/** Returns a failure with the endpoint dialled and, in `detail.step`, the step that failed. */
export function failedAt(step: DialStep, endpoint: string, error: EtcdeckError): EtcdeckError {
  if (error.code === 'Cancelled') return error;
  const failure = error.toFailure();
  return new EtcdeckError({ ...failure, endpoint, detail: { ...failure.detail, step } }, { cause: error });
}
