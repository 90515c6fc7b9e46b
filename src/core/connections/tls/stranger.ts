import { EtcdeckError } from '../../../contract/failure.ts';
import type { Bounds } from '../bounded-wait.ts';
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
 * Returns whether a TLS port takes a client without a certificate: it must answer, because in TLS 1.3 a server refuses
 * only after the client has finished the handshake. Closes the socket. Fails as `openSecureStream` does, and with
 * `ConnectTimeout`, `ConnectionCut` where nothing is answered.
 */
export async function admitsStrangers(dialled: Dialled, bounds: Bounds): Promise<boolean> {
  try {
    return await isAnswered(dialled, bounds);
  } catch (error) {
    if (error instanceof EtcdeckError && error.code === 'ClientCertificateRequired') return false;
    throw error;
  } finally {
    dialled.socket.destroy();
  }
}

async function isAnswered(dialled: Dialled, bounds: Bounds): Promise<boolean> {
  const { stream, explain } = await openSecureStream(dialled, nothing, 'h2', bounds);
  try {
    const greeting = await greet(stream, bounds, () => silent('ConnectTimeout'));
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
