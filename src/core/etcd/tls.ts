import { type ChannelCredentials, credentials } from '@grpc/grpc-js';

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

const systemTrust: TlsMaterial = { ca: null, cert: null, key: null, serverName: null, skipVerify: false };

/** Credentials for a TLS endpoint. Throws Node's error when certificate and key cannot be used together. */
export function toCredentials(tls: TlsMaterial | null): ChannelCredentials {
  const { ca, cert, key, skipVerify } = tls ?? systemTrust;
  const pem = (text: string | null): Buffer | null => (text === null ? null : Buffer.from(text));
  return credentials.createSsl(pem(ca), pem(key), pem(cert), { rejectUnauthorized: !skipVerify });
}
