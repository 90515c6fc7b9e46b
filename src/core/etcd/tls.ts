import { isIP, type Socket } from 'node:net';
import { connect, createSecureContext, type SecureContext } from 'node:tls';
import { ChannelCredentials, credentials } from '@grpc/grpc-js';

/** How to trust the servers and to be trusted by them; all PEM. */
export interface TlsMaterial {
  /** Who signed the servers' certificates; the roots that Node knows where it is `null`. */
  readonly ca: string | null;
  /** The client certificate and its key, both or neither; the key is decrypted. */
  readonly cert: string | null;
  readonly key: string | null;
  /** The name to expect in the server's certificate, where it is not the endpoint's own. */
  readonly serverName: string | null;
  /** Trust any server certificate. */
  readonly skipVerify: boolean;
}

/** Credentials for a TLS endpoint. Throws Node's error when certificate and key cannot be used together. */
export function toCredentials(host: string, tls: TlsMaterial | null): ChannelCredentials {
  return new TlsCredentials(host, tls ?? systemTrust);
}

const systemTrust: TlsMaterial = { ca: null, cert: null, key: null, serverName: null, skipVerify: false };

type Connector = ReturnType<ChannelCredentials['_createSecureConnector']>;

/**
 * gRPC's own TLS credentials would send an IP address as the server name, which RFC 6066 forbids and Node warns of on
 * stderr; a cluster's endpoints are IP addresses more often than not.
 */
class TlsCredentials extends ChannelCredentials {
  readonly #context: SecureContext;
  readonly #name: string;
  readonly #skipVerify: boolean;

  constructor(host: string, { ca, cert, key, serverName, skipVerify }: TlsMaterial) {
    super();
    this.#context = createSecureContext({
      ...(ca === null ? {} : { ca }),
      ...(cert === null ? {} : { cert }),
      ...(key === null ? {} : { key }),
    });
    this.#name = serverName ?? host;
    this.#skipVerify = skipVerify;
  }

  override _isSecure(): boolean {
    return true;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(): Connector {
    return {
      connect: (socket) => this.#connect(socket),
      waitForReady: () => Promise.resolve(),
      getCallCredentials: () => credentials.createEmpty(),
      destroy: () => undefined,
    };
  }

  #connect(socket: Socket): ReturnType<Connector['connect']> {
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
    });
  }
}
