import type { Duplex } from 'node:stream';
import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import type { Bounds } from '../bounded-wait.ts';
import type { EndpointParts } from '../endpoints.ts';
import { type Greeting, greet } from '../network/http2-greeting.ts';
import { handshaken, isAlert, silentInHandshake, startTls } from './start-tls.ts';

/** A dialled endpoint, dialled again where its first bytes leave its protocol open. */
export interface Dialled {
  readonly parts: EndpointParts;
  readonly socket: Duplex;
  redial(bounds: Bounds): Promise<Duplex>;
}

/**
 * Checks that an endpoint accepts plain HTTP/2, as the client library uses it. Fails with `ServerSpeaksTls`, `NotEtcd`,
 * `ConnectTimeout`, `ConnectionCut`.
 */
export async function greetPlainly({ parts, socket, redial }: Dialled, bounds: Bounds): Promise<void> {
  const greeting = await greetOnce(socket, bounds);
  if (greeting === 'http2') return;
  // A TLS server closes silently, answers with an alert, or explains itself in HTTP/1.
  if (await speaksTls(parts, await redial(bounds), bounds)) throw speaksTlsFailure();
  throw notEtcd(greeting);
}

/** Whether an endpoint completes a TLS handshake, trusted or not. Closes the socket. */
export async function speaksTls(parts: EndpointParts, socket: Duplex, bounds: Bounds): Promise<boolean> {
  const secure = startTls(socket, parts.host, null);
  try {
    await handshaken(secure, bounds);
    return true;
  } catch (error) {
    return isAlert(error);
  } finally {
    secure.destroy();
  }
}

/** Greets over TCP and closes; a cut connection counts as `nothing`. Fails with `ConnectTimeout`. */
export async function greetOnce(socket: Duplex, bounds: Bounds): Promise<Greeting> {
  try {
    return await greet(socket, bounds, silentInHandshake);
  } catch (error) {
    if (error instanceof EtcdeckError) throw error;
    return 'nothing';
  } finally {
    socket.destroy();
  }
}

/** Returns `ServerSpeaksTls`, for a plain endpoint of a server that speaks TLS. */
export function speaksTlsFailure(): EtcdeckError {
  return dialFailure('ServerSpeaksTls', 'the server speaks TLS; the endpoint begins with https://');
}

/** Returns `ServerSpeaksPlain`, for an https endpoint of a server that does not speak TLS. */
export function speaksPlainFailure(): EtcdeckError {
  return dialFailure('ServerSpeaksPlain', 'the server speaks plain http; the endpoint begins with http://');
}

/** Returns the failure of a server that does not greet as etcd does: `ConnectionCut` or `NotEtcd`. */
export function notEtcd(greeting: Greeting): EtcdeckError {
  if (greeting === 'nothing') return dialFailure('ConnectionCut', 'the server cut the connection without a word');
  const words = greeting === 'http1' ? 'it speaks HTTP/1, not gRPC' : 'it does not speak HTTP/2';
  return dialFailure('NotEtcd', `what answers is not an etcd server: ${words}`);
}

/** Returns a failure to reach a server; timeouts and cuts are marked for retry. */
export function dialFailure(code: ErrorCode, message: string): EtcdeckError {
  return new EtcdeckError({ code, message, retry: code === 'ConnectTimeout' || code === 'ConnectionCut' });
}
