import { isIP, type Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { connect, type SecureContext } from 'node:tls';
import { ChannelCredentials, credentials } from '@grpc/grpc-js';
import { secureContextOf, type TlsMaterial } from './secure-context.ts';

/** A stream to use instead of the socket that gRPC opened. */
export interface Detour {
  /** Resolves when gRPC may open its socket. */
  ready(): Promise<void>;
  open(): Promise<Duplex>;
}

/** Credentials for a TLS endpoint. Throws Node's error when certificate and key cannot be used together. */
export function toCredentials(host: string, tls: TlsMaterial | null, detour: Detour | null = null): ChannelCredentials {
  return new TlsCredentials(host, tls ?? builtInTrust, detour);
}

/** Credentials for a plain endpoint behind a detour. */
export function toPlainCredentials(detour: Detour): ChannelCredentials {
  return new PlainCredentials(detour);
}

const builtInTrust: TlsMaterial = { ca: null, cert: null, key: null, serverName: null, skipVerify: false };

type Connector = ReturnType<ChannelCredentials['_createSecureConnector']>;

/**
 * gRPC's own TLS credentials send an IP address as the server name, which RFC 6066 forbids and Node warns of on stderr.
 * Most clusters' endpoints are IP addresses.
 */
class TlsCredentials extends ChannelCredentials {
  readonly #context: SecureContext;
  readonly #name: string;
  readonly #skipVerify: boolean;
  readonly #detour: Detour | null;

  constructor(host: string, material: TlsMaterial, detour: Detour | null) {
    super();
    this.#detour = detour;
    this.#context = secureContextOf(material);
    this.#name = material.serverName ?? host;
    this.#skipVerify = material.skipVerify;
  }

  override _isSecure(): boolean {
    return true;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(): Connector {
    return {
      connect: async (socket) => await this.#connect(await streamFor(socket, this.#detour)),
      waitForReady: async () => await this.#detour?.ready(),
      getCallCredentials: () => credentials.createEmpty(),
      destroy: () => undefined,
    };
  }

  #connect(socket: Duplex): ReturnType<Connector['connect']> {
    return new Promise((resolve, reject) => {
      const secure = connect(
        {
          socket,
          secureContext: this.#context,
          // Node verifies the certificate against `servername`, or `host` where there is none.
          host: this.#name,
          ...(isIP(this.#name) === 0 ? { servername: this.#name } : {}),
          rejectUnauthorized: !this.#skipVerify,
          ALPNProtocols: ['h2'],
        },
        () => resolve({ socket: secure, secure: true }),
      );
      secure.on('error', reject);
      // A tunnel that ends during the handshake is not an error of the socket.
      secure.once('close', () => reject(new Error('ECONNRESET: the connection was closed during the TLS handshake')));
    });
  }
}

class PlainCredentials extends ChannelCredentials {
  readonly #detour: Detour;

  constructor(detour: Detour) {
    super();
    this.#detour = detour;
  }

  override _isSecure(): boolean {
    return false;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(): Connector {
    return {
      // gRPC uses only what every stream has.
      connect: async (socket) => ({ socket: (await streamFor(socket, this.#detour)) as Socket, secure: false }),
      waitForReady: () => this.#detour.ready(),
      getCallCredentials: () => credentials.createEmpty(),
      destroy: () => undefined,
    };
  }
}

async function streamFor(socket: Socket, detour: Detour | null): Promise<Duplex> {
  if (detour === null) return socket;
  socket.on('error', () => undefined);
  socket.destroy();
  return await detour.open();
}
