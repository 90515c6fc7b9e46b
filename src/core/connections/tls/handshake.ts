import { EtcdeckError } from '../../../contract/failure.ts';
import type { Bounds } from '../bounded-wait.ts';
import { greet } from '../network/http2-greeting.ts';
import { type HandshakeReport, openSecureStream } from './secure-stream.ts';
import { type Dialled, dialFailure, notEtcd } from './spoken-protocol.ts';
import type { LoadedTls } from './tls-material.ts';

/**
 * Performs the TLS handshake and waits for the server's first HTTP/2 bytes, which confirm that it accepts the client
 * certificate. Fails as `openSecureStream` does, and with `NotEtcd`.
 */
export async function shakeHands(dialled: Dialled, tls: LoadedTls, bounds: Bounds): Promise<HandshakeReport> {
  const { stream, report, explain } = await openSecureStream(dialled, tls, 'h2', bounds);
  try {
    const greeting = await greet(stream, bounds, () =>
      dialFailure('ConnectTimeout', 'the server took the TLS handshake, then said nothing'),
    );
    if (greeting !== 'http2') throw notEtcd(greeting);
    return report;
  } catch (error) {
    throw error instanceof EtcdeckError ? error : explain(error instanceof Error ? error : new Error(String(error)));
  } finally {
    stream.destroy();
  }
}
