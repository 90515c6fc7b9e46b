import type { Duplex } from 'node:stream';
import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import type { Bounds } from '../bounded-wait.ts';
import type { EndpointParts } from '../endpoints.ts';
import { type Greeting, greet } from '../network/http2-greeting.ts';
import { handshaken, isAlert, silentInHandshake, startTls } from './start-tls.ts';

/** An endpoint that was dialled, and is dialled again where its first words leave open what it speaks. */
export interface Dialled {
  readonly parts: EndpointParts;
  readonly socket: Duplex;
  redial(bounds: Bounds): Promise<Duplex>;
}

/**
 * Checks that an endpoint takes plain HTTP/2, as the client library speaks it. Fails with `ServerSpeaksTls`, `NotEtcd`,
 * `ConnectTimeout`, `ConnectionCut`.
 */
export async function greetPlainly({ parts, socket, redial }: Dialled, bounds: Bounds): Promise<void> {
  const greeting = await greetOnce(socket, bounds);
  if (greeting === 'http2') return;
  // A TLS server closes without a word, answers with an alert, or explains itself in HTTP/1.
  if (await speaksTls(parts, await redial(bounds), bounds)) throw speaksTlsFailure();
  throw notEtcd(greeting);
}

/** Whether an endpoint shakes hands over TLS, trusted or not. Closes the socket. */
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

/** Greets over TCP and closes; a connection that is cut has said `nothing`. Fails with `ConnectTimeout`. */
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

/** `ServerSpeaksTls`, for a plain endpoint of a server that speaks TLS. */
export function speaksTlsFailure(): EtcdeckError {
  return dialFailure('ServerSpeaksTls', 'the server speaks TLS; the endpoint begins with https://');
}

/** `ServerSpeaksPlain`, for an https endpoint of a server that does not speak TLS. */
export function speaksPlainFailure(): EtcdeckError {
  return dialFailure('ServerSpeaksPlain', 'the server speaks plain http; the endpoint begins with http://');
}

/** The failure of a server that greets otherwise than etcd: `ConnectionCut` or `NotEtcd`. */
export function notEtcd(greeting: Greeting): EtcdeckError {
  if (greeting === 'nothing') return dialFailure('ConnectionCut', 'the server cut the connection without a word');
  const words = greeting === 'http1' ? 'it speaks HTTP/1, not gRPC' : 'it does not speak HTTP/2';
  return dialFailure('NotEtcd', `what answers is not an etcd server: ${words}`);
}

/** A failure to reach a server. A timeout or a cut may not come again. */
export function dialFailure(code: ErrorCode, message: string): EtcdeckError {
  return new EtcdeckError({ code, message, retry: code === 'ConnectTimeout' || code === 'ConnectionCut' });
}
