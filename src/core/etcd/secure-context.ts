import { createSecureContext, type SecureContext } from 'node:tls';

/** The trust in servers and the client's own identity; all PEM. */
export interface TlsMaterial {
  /** The authorities of the servers' certificates; `null` for the roots built into the runtime. */
  readonly ca: string | null;
  /** The client certificate and its key, both or neither; the key is decrypted. */
  readonly cert: string | null;
  readonly key: string | null;
  /** The name expected in the server's certificate, where it is not the endpoint's host. */
  readonly serverName: string | null;
  /** Trust any server certificate. */
  readonly skipVerify: boolean;
}

const contexts = new WeakMap<TlsMaterial, SecureContext>();

/**
 * Returns the TLS context of certificates, one for all dials of a connection: reading the roots of an operating system
 * takes some 20 ms each time. Throws Node's error when certificate and key cannot be used together.
 */
export function secureContextOf(material: TlsMaterial): SecureContext {
  const known = contexts.get(material);
  if (known !== undefined) return known;
  const { ca, cert, key } = material;
  const context = createSecureContext({
    ...(ca === null ? {} : { ca }),
    ...(cert === null ? {} : { cert }),
    ...(key === null ? {} : { key }),
  });
  contexts.set(material, context);
  return context;
}
