import { isIP } from 'node:net';
import type { Duplex } from 'node:stream';
import { type TLSSocket, connect as tlsConnect } from 'node:tls';
import { EtcdeckError } from '../../../contract/failure.ts';
import { secureContextOf, type TlsMaterial } from '../../etcd/secure-context.ts';
import { type Bounds, bounded } from '../bounded-wait.ts';

/** The protocol requested in the handshake: gRPC's, or that of `/metrics`. */
export type AlpnProtocol = 'h2' | 'http/1.1';

/**
 * Starts TLS over a stream without verifying the server: the caller does, so that a failure can name the certificate's
 * contents. `material` is `null` where no certificates are needed. Fails with `CertificateInvalid`.
 */
export function startTls(
  socket: Duplex,
  name: string,
  material: TlsMaterial | null,
  protocol: AlpnProtocol = 'h2',
): TLSSocket {
  try {
    const secure = tlsConnect({
      socket,
      // Node checks the certificate for `servername`, or `host` where there is none.
      host: name,
      // An address is no server name (RFC 6066).
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ...(material === null ? {} : { secureContext: secureContextOf(material) }),
      ALPNProtocols: [protocol],
      rejectUnauthorized: false,
    });
    // Kept for the socket's life: a late error must not be uncaught.
    secure.on('error', () => undefined);
    return secure;
  } catch (error) {
    // Certificates that parse may still be refused: a key too short, a hash too weak.
    const words = error instanceof Error ? error.message : String(error);
    throw new EtcdeckError(
      { code: 'CertificateInvalid', message: `the TLS library refuses the certificates: ${words}` },
      { cause: error },
    );
  }
}

/**
 * Waits until both sides have finished the handshake. Rejects with the stream's own error, and with `ConnectTimeout`.
 */
export function handshaken(secure: TLSSocket, bounds: Bounds): Promise<void> {
  return bounded<void>(bounds, silentInHandshake, (resolve, reject) => {
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
  });
}

/** Returns the failure of a server that accepts a connection and never answers the handshake. */
export function silentInHandshake(): EtcdeckError {
  return new EtcdeckError({
    code: 'ConnectTimeout',
    message: 'the server took the connection, then said nothing',
    retry: true,
  });
}

/** Whether an error is an alert of the other side's TLS. */
export function isAlert(error: unknown): boolean {
  return error instanceof Error && /SSL alert number/.test(error.message);
}
