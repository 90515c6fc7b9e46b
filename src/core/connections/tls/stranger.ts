import { EtcdeckError } from '../../../contract/failure.ts';
import type { Bounds } from '../bounded-wait.ts';
import { hostAndPort } from '../endpoints.ts';
import { greet } from '../network/http2-greeting.ts';
import { openSecureStream } from './secure-stream.ts';
import { type Dialled, dialFailure } from './spoken-protocol.ts';
import type { LoadedTls } from './tls-material.ts';

/** What somebody has who was given nothing: no certificate, and no reason to trust the server. */
const nothing: LoadedTls = {
  material: { ca: null, cert: null, key: null, serverName: null, skipVerify: true },
  authorities: [],
  clientCertificate: null,
};

/**
 * Returns whether a TLS port takes a client without a certificate. It must answer, because in TLS 1.3 a server refuses
 * only after the client has finished the handshake: a client port answers a gRPC client's first bytes, a peer port a
 * request of HTTP/1.1 (3.4 and 3.5 close it without a word for HTTP/2). Closes the socket. Fails as `openSecureStream`
 * does, and with `ConnectTimeout`, `ConnectionCut` where nothing is answered.
 */
export async function admitsStrangers(dialled: Dialled, port: 'client' | 'peer', bounds: Bounds): Promise<boolean> {
  try {
    return await isAnswered(dialled, port, bounds);
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'ClientCertificateRequired') return false;
    throw error;
  } finally {
    dialled.socket.destroy();
  }
}

async function isAnswered(dialled: Dialled, port: 'client' | 'peer', bounds: Bounds): Promise<boolean> {
  const protocol = port === 'client' ? 'h2' : 'http/1.1';
  const request = `GET /version HTTP/1.1\r\nHost: ${hostAndPort(dialled.parts)}\r\nConnection: close\r\n\r\n`;
  const words = port === 'client' ? undefined : request;
  const { stream, explain } = await openSecureStream(dialled, nothing, protocol, bounds);
  try {
    const greeting = await greet(stream, bounds, () => silent('ConnectTimeout'), words);
    if (greeting === 'nothing') throw silent('ConnectionCut');
    return true;
  } catch (error) {
    throw error instanceof EtcdeckError ? error : explain(error instanceof Error ? error : new Error(String(error)));
  } finally {
    stream.destroy();
  }
}

function silent(code: 'ConnectTimeout' | 'ConnectionCut'): EtcdeckError {
  return dialFailure(code, 'the server took the TLS handshake, then said nothing');
}
