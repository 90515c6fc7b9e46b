import type { X509Certificate } from 'node:crypto';
import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ConnectionOptions, type TLSSocket, connect as tlsConnect } from 'node:tls';
import { type ErrorCode, EtcdeckError } from '../../../contract/failure.ts';
import { type Bounds, bounded } from '../bounds.ts';
import type { EndpointParts } from '../endpoints.ts';
import { type Greeting, greet } from '../http2-greeting.ts';
import { type HandshakeFacts, handshakeFailure, verifyFailure } from './tls-failures.ts';
import type { LoadedTls } from './tls-material.ts';

/** What a TLS handshake that went well showed. */
export interface HandshakeReport {
  readonly protocol: string;
  readonly serverCertificate: X509Certificate | null;
  /** Why the certificate would not have been trusted, had it been verified. */
  readonly unverified: EtcdeckError | null;
}

/** An endpoint to shake hands with: dialled again where the first words leave open what it speaks. */
export interface Dialled {
  readonly parts: EndpointParts;
  readonly socket: Duplex;
  redial(bounds: Bounds): Promise<Duplex>;
}

/**
 * Shakes hands over TLS as the client library would and waits for the server's first words, so that a client
 * certificate is known to be taken. Fails with a code of its own for each thing that can be wrong with either side's
 * certificate, `TlsHandshakeFailed`, `ServerSpeaksPlain`, `NotEtcd`, `ConnectTimeout`, `ConnectionCut`.
 */
export async function shakeHands(dialled: Dialled, tls: LoadedTls, bounds: Bounds): Promise<HandshakeReport> {
  const { parts, socket } = dialled;
  const { material } = tls;
  const expectedName = material.serverName ?? parts.host;
  const secure = startTls(socket, expectedName, {
    ...(material.ca === null ? {} : { ca: material.ca }),
    ...(material.cert === null || material.key === null ? {} : { cert: material.cert, key: material.key }),
  });
  let hasAgreed = false;
  // Node tells of new keys as soon as there are some; the keys themselves are of no interest.
  secure.once('keylog', () => {
    hasAgreed = true;
  });
  const facts = (): HandshakeFacts => ({
    expectedName,
    hasAgreed,
    authorities: tls.authorities,
    clientCertificate: tls.clientCertificate,
    serverCertificate: secure.getPeerX509Certificate() ?? null,
  });
  try {
    await secured(secure, bounds);
    const unverified = secure.authorized ? null : verifyFailure(String(secure.authorizationError), facts());
    if (unverified !== null && !material.skipVerify) throw unverified;
    const report = {
      protocol: secure.getProtocol() ?? 'TLS',
      serverCertificate: facts().serverCertificate,
      unverified,
    };
    const greeting = await greet(secure, bounds, () => silent('the TLS handshake, then'));
    if (greeting !== 'http2') throw notEtcd(greeting);
    return report;
  } catch (error) {
    if (error instanceof EtcdeckError) throw error;
    if (/SSL alert number/.test(messageOf(error))) throw handshakeFailure(toError(error), facts());
    throw await withoutTls(dialled, toError(error), facts(), bounds);
  } finally {
    secure.destroy();
  }
}

/**
 * Checks that an endpoint takes plain HTTP/2, as the client library would speak it. Fails with `ServerSpeaksTls`,
 * `NotEtcd`, `ConnectTimeout`, `ConnectionCut`.
 */
export async function greetPlainly({ parts, socket, redial }: Dialled, bounds: Bounds): Promise<void> {
  const greeting = await greetOnce(socket, bounds);
  if (greeting === 'http2') return;
  // A TLS server closes without a word, answers with an alert, or explains itself in HTTP/1.
  if (await speaksTls(parts, await redial(bounds), bounds)) {
    throw reach('ServerSpeaksTls', 'the server speaks TLS; the endpoint begins with https://');
  }
  throw notEtcd(greeting);
}

function startTls(socket: Duplex, name: string, material: Pick<ConnectionOptions, 'ca' | 'cert' | 'key'>): TLSSocket {
  try {
    const secure = tlsConnect({
      socket,
      host: name,
      // An address is no server name (RFC 6066).
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ALPNProtocols: ['h2'],
      // Verified by the caller instead, so that what the certificate holds can be told.
      rejectUnauthorized: false,
      ...material,
    });
    // A late error must not be uncaught; whoever waits listens for itself.
    secure.on('error', () => undefined);
    return secure;
  } catch (error) {
    // Certificates that parse may still be refused: a key too short, a hash too weak.
    throw new EtcdeckError(
      { code: 'CertificateInvalid', message: `the TLS library refuses the certificates: ${messageOf(error)}` },
      { cause: error },
    );
  }
}

function secured(secure: TLSSocket, bounds: Bounds): Promise<void> {
  return bounded<void>(
    bounds,
    () => silent('the connection, then'),
    (resolve, reject) => {
      const onConnect = (): void => resolve();
      const onClose = (): void => reject(new Error('the connection was closed during the handshake'));
      secure.once('secureConnect', onConnect);
      secure.once('error', reject);
      secure.once('close', onClose);
      return () => {
        secure.off('secureConnect', onConnect);
        secure.off('error', reject);
        secure.off('close', onClose);
      };
    },
  );
}

/** A handshake that the server broke off without an alert: it may not speak TLS at all. */
async function withoutTls(
  { redial }: Dialled,
  error: Error,
  facts: HandshakeFacts,
  bounds: Bounds,
): Promise<EtcdeckError> {
  if (facts.serverCertificate !== null) {
    return reach('ConnectionCut', 'the server cut the connection after the TLS handshake');
  }
  const socket = await redial(bounds);
  try {
    const greeting = await greetOnce(socket, bounds);
    if (greeting === 'http2' || greeting === 'http1') {
      return reach('ServerSpeaksPlain', 'the server speaks plain http; the endpoint begins with http://');
    }
    if (greeting === 'other') return notEtcd(greeting);
  } catch {
    // It answers neither greeting: the first failure tells more.
  } finally {
    socket.destroy();
  }
  const isCut = 'code' in error && error.code === 'ECONNRESET';
  return isCut
    ? reach('ConnectionCut', 'the server cut the connection during the TLS handshake')
    : handshakeFailure(error, facts);
}

async function speaksTls(parts: EndpointParts, socket: Duplex, bounds: Bounds): Promise<boolean> {
  const secure = startTls(socket, parts.host, {});
  try {
    await secured(secure, bounds);
    return true;
  } catch (error) {
    // An alert is TLS too.
    return /SSL alert number/.test(messageOf(error));
  } finally {
    secure.destroy();
  }
}

/** Greets over TCP; a connection that is cut has said nothing. */
async function greetOnce(socket: Duplex, bounds: Bounds): Promise<Greeting> {
  try {
    return await greet(socket, bounds, () => silent('the connection, then'));
  } catch (error) {
    if (error instanceof EtcdeckError) throw error;
    return 'nothing';
  } finally {
    socket.destroy();
  }
}

function notEtcd(greeting: Greeting): EtcdeckError {
  if (greeting === 'nothing') return reach('ConnectionCut', 'the server cut the connection without a word');
  const words = greeting === 'http1' ? 'it speaks HTTP/1, not gRPC' : 'it does not speak HTTP/2';
  return reach('NotEtcd', `what answers is not an etcd server: ${words}`);
}

function silent(after: string): EtcdeckError {
  return reach('ConnectTimeout', `the server took ${after} said nothing`);
}

function reach(code: ErrorCode, message: string): EtcdeckError {
  return new EtcdeckError({ code, message, retry: code === 'ConnectTimeout' || code === 'ConnectionCut' });
}

function toError(error: unknown): Error {
  return error instanceof Error ? error : new Error(String(error));
}

function messageOf(error: unknown): string {
  return toError(error).message;
}
