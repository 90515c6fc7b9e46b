import type { X509Certificate } from 'node:crypto';
import type { TLSSocket } from 'node:tls';
import { EtcdeckError } from '../../../contract/failure.ts';
import type { Bounds } from '../bounded-wait.ts';
import { type Dialled, dialFailure, greetOnce, notEtcd, speaksPlainFailure } from './spoken-protocol.ts';
import { type AlpnProtocol, handshaken, isAlert, startTls } from './start-tls.ts';
import { type HandshakeFacts, handshakeFailure, verifyFailure } from './tls-failures.ts';
import type { LoadedTls } from './tls-material.ts';

/** The result of a successful TLS handshake. */
export interface HandshakeReport {
  readonly protocol: string;
  readonly serverCertificate: X509Certificate | null;
  /** Why the certificate would not have been trusted, had it been verified. */
  readonly unverified: EtcdeckError | null;
}

/** A stream to a server verified by its connection's trust. */
export interface SecureStream {
  readonly stream: TLSSocket;
  readonly report: HandshakeReport;
  /**
   * Returns an error of the stream as a typed failure. In TLS 1.3 a server refuses a client certificate only after the
   * client has finished the handshake, so the refusal is an error of the first read.
   */
  explain(error: Error): EtcdeckError;
}

/**
 * Performs the TLS handshake as the client library does, and verifies the server by the connection's trust. The caller
 * closes the stream; a failed handshake closes it. Fails with a separate code for each fault of either side's
 * certificate, `TlsHandshakeFailed`, `ServerSpeaksPlain`, `NotEtcd`, `ConnectTimeout`, `ConnectionCut`.
 */
export async function openSecureStream(
  dialled: Dialled,
  tls: LoadedTls,
  protocol: AlpnProtocol,
  bounds: Bounds,
): Promise<SecureStream> {
  const { material } = tls;
  const expectedName = material.serverName ?? dialled.parts.host;
  const stream = startTls(dialled.socket, expectedName, material, protocol);
  let hasAgreed = false;
  // Node reports new keys as soon as they exist; the keys themselves are ignored.
  stream.once('keylog', () => {
    hasAgreed = true;
  });
  let serverCertificate: X509Certificate | null = null;
  const facts = (): HandshakeFacts => ({
    expectedName,
    hasAgreed,
    authorities: tls.authorities,
    clientCertificate: tls.clientCertificate,
    serverCertificate: serverCertificate ?? stream.getPeerX509Certificate() ?? null,
  });
  try {
    await handshaken(stream, bounds);
    ({ serverCertificate } = facts());
    const unverified = stream.authorized ? null : verifyFailure(String(stream.authorizationError), facts());
    if (unverified !== null && !material.skipVerify) throw unverified;
    return {
      stream,
      report: { protocol: stream.getProtocol() ?? 'TLS', serverCertificate, unverified },
      explain: (error) => (isAlert(error) ? handshakeFailure(error, facts()) : cutAfterHandshake()),
    };
  } catch (error) {
    stream.destroy();
    if (error instanceof EtcdeckError) throw error;
    const cause = error instanceof Error ? error : new Error(String(error));
    if (isAlert(cause)) throw handshakeFailure(cause, facts());
    throw await withoutTls(dialled, cause, facts(), bounds);
  }
}

function cutAfterHandshake(): EtcdeckError {
  return dialFailure('ConnectionCut', 'the server cut the connection after the TLS handshake');
}

/** Explains a handshake that the server aborted without an alert: it may not speak TLS at all. */
async function withoutTls(
  { redial }: Dialled,
  error: Error,
  facts: HandshakeFacts,
  bounds: Bounds,
): Promise<EtcdeckError> {
  if (facts.serverCertificate !== null) return cutAfterHandshake();
  const socket = await redial(bounds);
  try {
    const greeting = await greetOnce(socket, bounds);
    if (greeting === 'http2' || greeting === 'http1') return speaksPlainFailure();
    if (greeting === 'other') return notEtcd(greeting);
  } catch {
    // It answers neither greeting: the first failure says more.
  }
  const isCut = 'code' in error && error.code === 'ECONNRESET';
  return isCut
    ? dialFailure('ConnectionCut', 'the server cut the connection during the TLS handshake')
    : handshakeFailure(error, facts);
}
